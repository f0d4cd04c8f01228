import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { createOrders, dropChannel, folderWith, quietEnvironment } from './command.ts';
import type { Outcome } from './command.ts';

/** The command as it is published: only that keeps anything. */
const bundle = fileURLToPath(new URL('../../dist/bin/sqllint.js', import.meta.url));

/** Runs the command for a user whose home is a folder of the test's. */
function sqllint(cwd: string, home: string, ...args: readonly string[]): Outcome {
  const { XDG_CACHE_HOME: _cache, ...env } = quietEnvironment();
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...env, HOME: home, LOCALAPPDATA: join(home, 'AppData', 'Local') },
  });
  return { code: status, stdout, stderr };
}

/** All files below a folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

const files = { ...createOrders, ...dropChannel };

describe('what is kept between runs', () => {
  it('is in the user’s own cache where there is no node_modules', () => {
    const [project, home] = [folderWith({ ...files, '.git': '' }), folderWith({})];
    const first = sqllint(project, home);
    expect(first.code).toBe(1);
    expect(filesIn(home)).not.toEqual([]);
    expect(filesIn(project)).toHaveLength(Object.keys(files).length + 1);
    expect(sqllint(project, home)).toEqual(first);
    expect(sqllint(project, home, '--no-cache')).toEqual(first);
  });

  it('is in node_modules where there is one', () => {
    const [project, home] = [folderWith({ ...files, 'node_modules/.keep': '' }), folderWith({})];
    const first = sqllint(project, home);
    expect(filesIn(home)).toEqual([]);
    expect(filesIn(join(project, 'node_modules'))).not.toEqual(['.keep']);
    expect(sqllint(project, home)).toEqual(first);
  });

  it('is nothing with --no-cache, and nothing where it cannot be written', () => {
    const [project, home] = [folderWith(files), folderWith({ file: '' })];
    const first = sqllint(project, home, '--no-cache');
    expect(filesIn(home)).toEqual(['file']);
    expect(sqllint(project, join(home, 'file'))).toEqual(first);
    expect(filesIn(home)).toEqual(['file']);
  });

  it.each([
    ['in a repository', { '.git/HEAD': 'ref: refs/heads/main\n', '.git/objects/.keep': '', '.git/refs/.keep': '' }],
    ['in no repository', {}],
  ])('holds as long as the code %s does not change that may name what is removed', async (_, repository) => {
    const project = folderWith({ ...files, ...repository, 'node_modules/.keep': '', 'src/orders.ts': 'export const orders = 1;\n' });
    const home = folderWith({});
    const query = "export const open = 'SELECT channel FROM orders';\n";
    // What is younger than this may change and look the same.
    await setTimeout(2200);
    const first = sqllint(project, home);
    expect(filesIn(join(project, 'node_modules')).some((name) => name.startsWith('answer-'))).toBe(true);
    expect(sqllint(project, home)).toEqual(first);

    writeFileSync(join(project, 'src/orders.ts'), query);
    expect(sqllint(project, home, '--format', 'json').stdout).toContain('src/orders.ts:1');
    mkdirSync(join(project, 'src/new'));
    writeFileSync(join(project, 'src/new/report.ts'), query);
    expect(sqllint(project, home, '--format', 'json').stdout).toContain('src/new/report.ts:1 and src/orders.ts:1');
  });
});
