import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readMigrations } from '../../src/migrations/read.ts';
import { outline } from './outline.ts';
import type { Outline } from './outline.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sqllint-migrations-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** The outline of the only set, with paths as seen from the folder. */
function readOnly(): Outline {
  const sets = readMigrations([folder]).map(outline);
  expect(sets).toHaveLength(1);
  // JSON, as the paths stand in messages as well.
  return JSON.parse(JSON.stringify(sets[0]).replaceAll(`${folder}${path.sep}`, '').replaceAll(folder, '.')) as Outline;
}

describe('the disk', () => {
  it('is read', () => {
    write('1_a.up.sql', 'up');
    write('1_a.down.sql', 'down');
    expect(readOnly()).toEqual({ root: '.', layout: 'golang-migrate', migrations: ['1_a: up (implicit) / down (implicit)'], problems: [] });
  });

  it('is not read beyond the limit of a file', () => {
    write('1_a.up.sql', 'up');
    // A sparse file: 100 MiB that take no room.
    truncateSync(write('2_b.up.sql', ''), 100 * 1024 * 1024);
    const before = process.memoryUsage().rss;
    expect(readOnly()).toMatchObject({
      migrations: ['1_a: up (implicit)'],
      problems: ['error 2_b.up.sql This file was not read: it has 100 MiB, and the limit is 32 MiB.'],
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  it.skipIf(process.platform === 'win32')('tells of links that lead nowhere or to folders, follows links to files, and never opens a pipe', () => {
    write('1_a.up.sql', 'up');
    symlinkSync(write('elsewhere/b.txt', 'linked'), path.join(folder, '2_b.up.sql'));
    symlinkSync(path.join(folder, 'gone'), path.join(folder, '3_c.up.sql'));
    symlinkSync(folder, path.join(folder, '4_d.up.sql'));
    execFileSync('mkfifo', [path.join(folder, '5_e.up.sql')]);
    const { migrations, problems } = readOnly();
    expect(migrations).toEqual(['1_a: up (implicit)', '2_b: linked (implicit)']);
    expect([...problems].sort()).toEqual([
      'error 3_c.up.sql This symbolic link leads nowhere. Restore the file that it points to, or delete the link.',
      'error 4_d.up.sql This is a symbolic link to a folder, not a file; it was not followed.',
      'error 5_e.up.sql This is neither a file nor a folder; it was not read.',
    ]);
  });

  it.skipIf(process.platform === 'win32')('does not go round in circles', () => {
    write('migrations/1_a.up.sql', 'up');
    symlinkSync(folder, path.join(folder, 'migrations', 'again'));
    expect(readOnly()).toMatchObject({ root: 'migrations', problems: [] });
  });

  it.skipIf(process.platform === 'win32')('is read through a link that was asked for', () => {
    write('real/1_a.up.sql', 'up');
    const link = path.join(folder, 'link');
    symlinkSync(path.join(folder, 'real'), link);
    expect(readMigrations([link]).map(({ root, migrations }) => [root, migrations.length])).toEqual([[link, 1]]);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says of what file it was forbidden to read', () => {
    const file = write('1_a.up.sql', 'up');
    execFileSync('chmod', ['000', file]);
    expect(readOnly().problems).toEqual(['error 1_a.up.sql This file was not read: permission denied.']);
  });
});
