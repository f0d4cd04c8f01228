import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createOrders, dropChannel, folderWith, sqllint } from './command.ts';

type Files = Readonly<Record<string, string>>;

const query = "export const open = db.query('SELECT id, channel FROM orders');\n";
const done = "export const open = db.query('SELECT id FROM orders');\n";

function git(cwd: string, ...args: readonly string[]): void {
  const identity = { GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.com', GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.com' };
  execFileSync('git', args, { cwd, stdio: 'ignore', env: { ...process.env, ...identity, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' } });
}

/** A repository with a version that runs, and a change of it that is not committed. */
function changed(version: Files, change: Files): string {
  const cwd = folderWith({ ...createOrders, ...version });
  git(cwd, 'init', '--quiet', '--initial-branch=main');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '--quiet', '--message=Ship');
  for (const [name, text] of Object.entries(change)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
}

interface Document {
  readonly migrations: readonly { readonly findings: readonly { readonly rule: string; readonly message: string; readonly line: number; readonly uses?: readonly object[] }[]; readonly suppressed: readonly { readonly finding: { readonly rule: string } }[] }[];
}

function read(stdout: string): Document {
  return JSON.parse(stdout) as Document; // It is our own.
}

function foundIn(stdout: string): Document['migrations'][number]['findings'] {
  return read(stdout).migrations.flatMap(({ findings }) => findings.filter(({ rule }) => rule === 'no-contract-before-deploy'));
}

function told(cwd: string, ...args: readonly string[]): Document['migrations'][number]['findings'] {
  return foundIn(sqllint(['--format', 'json', '--since', 'main', ...args], { cwd }).stdout);
}

describe('--since finds a removal that the version before still uses', () => {
  it('even in a change that stops using it, with the file and the line', () => {
    const cwd = changed({ 'src/orders.ts': query }, { ...dropChannel, 'src/orders.ts': done });
    expect(told(cwd)).toMatchObject([
      {
        line: 1,
        message:
          '`orders.channel` goes away here, and the version before this change still uses it: src/orders.ts:1. Its instances fail from the migration on until all of them are replaced. Stop using it in one release, and remove it in the next.',
        uses: [{ file: 'src/orders.ts', line: 1 }],
      },
    ]);
  });

  it('again when it is asked again, and anew when another version is the one before', () => {
    const cwd = changed({ 'src/orders.ts': query }, dropChannel);
    expect([told(cwd).length, told(cwd).length]).toEqual([1, 1]);
    writeFileSync(join(cwd, 'src/orders.ts'), done);
    git(cwd, 'add', 'src');
    git(cwd, 'commit', '--quiet', '--message=Stop using it');
    expect(told(cwd)).toEqual([]);
  });

  it('and names the path from where the user stands', () => {
    const cwd = changed({ 'src/orders.ts': query }, dropChannel);
    const { stdout } = sqllint(['--format', 'json', '--since', 'main', '.'], { cwd: join(cwd, 'migrations') });
    expect(foundIn(stdout)).toMatchObject([{ uses: [{ file: '../src/orders.ts', line: 1 }] }]);
  });
});

describe('--since says nothing of a removal', () => {
  it.each([
    ['that the version before does not use any more', { 'src/orders.ts': done }, dropChannel],
    ['that only code of this change uses', {}, { ...dropChannel, 'src/orders.ts': query }],
    ['that a migration of the version before made', { ...dropChannel, 'src/orders.ts': query }, { 'src/orders.ts': done }],
  ])('%s', (_, version, change) => {
    expect(told(changed(version, change))).toEqual([]);
  });

  it('in a migration that has only moved', () => {
    const cwd = changed({ ...dropChannel, 'src/orders.ts': query }, Object.fromEntries(Object.entries({ ...createOrders, ...dropChannel }).map(([name, text]) => [`db/${name}`, text])));
    rmSync(join(cwd, 'migrations'), { recursive: true });
    expect(told(cwd)).toEqual([]);
  });

  it('where nobody is to look at code', () => {
    expect(told(changed({ 'src/orders.ts': query }, dropChannel), '--no-workspace')).toEqual([]);
  });
});

describe('a comment', () => {
  const above = (comment: string): Files => Object.fromEntries(Object.entries(dropChannel).map(([name, text]) => [name, `${comment}\n${text}`]));

  it('that switches the rule off for the statement does so', () => {
    const cwd = changed({ 'src/orders.ts': query }, above('-- sqllint-disable-next-statement no-contract-before-deploy -- all instances are stopped first'));
    expect(told(cwd)).toEqual([]);
    expect(read(sqllint(['--format', 'json', '--since', 'main'], { cwd }).stdout).migrations.flatMap(({ suppressed }) => suppressed.map(({ finding }) => finding.rule))).toEqual(['no-contract-before-deploy']);
  });

  it('is not called useless in a run that does not know the version before', () => {
    const cwd = changed({ 'src/orders.ts': query }, above('-- sqllint-disable-next-statement no-contract-before-deploy -- all instances are stopped first'));
    expect(sqllint([], { cwd }).stdout).not.toContain('no-unused-suppression');
  });
});
