import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createOrders, folderWith, sqllint } from './command.ts';

const addIndex = {
  'migrations/0002_index.up.sql': '\uFEFF-- Lookups.\r\nCREATE INDEX orders_channel ON orders (channel);\r\n',
  'migrations/0002_index.down.sql': 'DROP INDEX orders_channel;\n',
};

const did = 'Builds index `orders_channel` CONCURRENTLY. (require-concurrent-index)';

function textOf(cwd: string, file: string): string {
  return readFileSync(join(cwd, file), 'utf8');
}

function git(cwd: string, ...args: readonly string[]): void {
  const identity = { GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.com', GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.com' };
  execFileSync('git', args, { cwd, env: { ...process.env, ...identity, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }, stdio: 'ignore' });
}

describe('--fix', () => {
  it('rewrites, keeps byte order mark and line breaks, says what it did, and reports what is left', () => {
    const cwd = folderWith({ ...createOrders, ...addIndex });
    expect(sqllint(['--fix', '--all'], { cwd })).toEqual({
      code: 0,
      stdout: '2 migrations, 4 statements, all analysed. Nothing to report.\n',
      stderr: `sqllint: migrations/0002_index.up.sql: Fixed: ${did}\nsqllint: 1 finding was fixed. Look at the changes before you commit them.\n`,
    });
    expect(textOf(cwd, 'migrations/0002_index.up.sql')).toBe('\uFEFF-- Lookups.\r\nCREATE INDEX CONCURRENTLY orders_channel ON orders (channel);\r\n');
    expect(sqllint(['--fix', '--all'], { cwd }).stderr).toBe('sqllint: There is nothing to fix in migrations that have not shipped.\n');
  });

  it('goes on until nothing is left, and names new files', () => {
    const cwd = folderWith({
      ...createOrders,
      'migrations/0002_index.up.sql': 'CREATE INDEX a ON orders (channel);\nCREATE INDEX b ON orders (channel, id);\n',
      'migrations/0002_index.down.sql': 'DROP INDEX b;\nDROP INDEX a;\n',
    });
    const { code, stderr } = sqllint(['--fix', '--all'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('sqllint: New files are migrations/0003_b.up.sql, migrations/0003_b.down.sql.\n');
    expect(textOf(cwd, 'migrations/0002_index.up.sql')).toBe('CREATE INDEX CONCURRENTLY a ON orders (channel);\n');
    expect(textOf(cwd, 'migrations/0002_index.down.sql')).toBe('DROP INDEX a;\n');
    expect(textOf(cwd, 'migrations/0003_b.up.sql')).toBe('CREATE INDEX CONCURRENTLY b ON orders (channel, id);\n');
  });

  it('touches nothing that is committed, and what is new', () => {
    const cwd = folderWith({ ...createOrders, ...addIndex });
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '--quiet', '--message=Ship');
    expect(sqllint(['--fix'], { cwd }).stderr).toBe('sqllint: There is nothing to fix in migrations that have not shipped.\n');
    expect(textOf(cwd, 'migrations/0002_index.up.sql')).toBe(addIndex['migrations/0002_index.up.sql']);
    writeFileSync(join(cwd, 'migrations/0003_more.up.sql'), 'CREATE INDEX more ON orders (id, channel);\n');
    writeFileSync(join(cwd, 'migrations/0003_more.down.sql'), 'DROP INDEX more;\n');
    expect(sqllint(['--fix'], { cwd }).stderr).toContain('sqllint: 1 finding was fixed.');
    expect(textOf(cwd, 'migrations/0002_index.up.sql')).toBe(addIndex['migrations/0002_index.up.sql']);
    expect(textOf(cwd, 'migrations/0003_more.up.sql')).toBe('CREATE INDEX CONCURRENTLY more ON orders (id, channel);\n');
  });

  it('wants to know what has shipped where git does not tell', () => {
    const cwd = folderWith({ ...createOrders, ...addIndex });
    expect(sqllint(['--fix'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'sqllint: --fix rewrites no migration that has shipped, and here nothing tells which have. Name the last one with --applied-through, or say --all if none has.\n',
    });
    expect(sqllint(['--fix', '--applied-through', '0002_index'], { cwd }).stderr).toBe('sqllint: There is nothing to fix in migrations that have not shipped.\n');
    expect(sqllint(['--fix', '--applied-through', '0001_create_orders'], { cwd }).stderr).toContain(`Fixed: ${did}`);
  });

  it('leaves alone what a baseline has recorded, what a comment explains, and what does not parse', () => {
    const cwd = folderWith({ ...createOrders, ...addIndex });
    sqllint(['baseline', '--baseline', 'known.json'], { cwd });
    const nothing = 'sqllint: There is nothing to fix in migrations that have not shipped.\n';
    expect(sqllint(['--fix', '--all', '--baseline', 'known.json'], { cwd }).stderr).toBe(nothing);
    const file = join(cwd, 'migrations/0002_index.up.sql');
    writeFileSync(file, '-- sqllint-disable-next-statement require-concurrent-index -- nobody writes there at night\nCREATE INDEX orders_channel ON orders (channel);\n');
    expect(sqllint(['--fix', '--all'], { cwd }).stderr).toBe(nothing);
    writeFileSync(file, 'CREATE INDEX orders_channel ON orders (channel);\nCREATE TABEL oops;\n');
    expect(sqllint(['--fix', '--all'], { cwd }).stderr).toBe(nothing);
  });

  it('leaves alone what is not UTF-8', () => {
    const latin1 = Buffer.from('-- Preis in \u20AC: \u00E9\nCREATE INDEX orders_channel ON orders (channel);\n', 'latin1');
    const cwd = folderWith({ ...createOrders, 'migrations/0002_index.up.sql': latin1, 'migrations/0002_index.down.sql': 'DROP INDEX orders_channel;\n' });
    expect(sqllint(['--fix', '--all'], { cwd }).stderr).toBe('sqllint: There is nothing to fix in migrations that have not shipped.\n');
    expect(readFileSync(join(cwd, 'migrations/0002_index.up.sql'))).toEqual(latin1);
  });

  it('rewrites nothing but the file that is named', () => {
    const cwd = folderWith({
      ...createOrders,
      ...addIndex,
      'migrations/0003_more.up.sql': 'CREATE INDEX more ON orders (id, channel);\n',
      'migrations/0003_more.down.sql': 'DROP INDEX more;\n',
    });
    sqllint(['--fix', '--all', 'migrations/0003_more.up.sql'], { cwd });
    expect(textOf(cwd, 'migrations/0002_index.up.sql')).toBe(addIndex['migrations/0002_index.up.sql']);
    expect(textOf(cwd, 'migrations/0003_more.up.sql')).toBe('CREATE INDEX CONCURRENTLY more ON orders (id, channel);\n');
  });
});

describe('--fix-dry-run', () => {
  it('prints a patch that git applies, changes nothing, and exits with 1', () => {
    const cwd = folderWith({ ...createOrders, ...addIndex });
    const { code, stdout, stderr } = sqllint(['--fix-dry-run', '--all'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        '--- a/migrations/0002_index.up.sql',
        '+++ b/migrations/0002_index.up.sql',
        '@@ -1,2 +1,2 @@',
        ' \uFEFF-- Lookups.\r',
        '-CREATE INDEX orders_channel ON orders (channel);\r',
        '+CREATE INDEX CONCURRENTLY orders_channel ON orders (channel);\r',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe(`sqllint: migrations/0002_index.up.sql: Would fix: ${did}\nsqllint: 1 finding would be fixed; nothing was written.\n`);
    expect(textOf(cwd, 'migrations/0002_index.up.sql')).toBe(addIndex['migrations/0002_index.up.sql']);
    execFileSync('git', ['apply', '-'], { cwd, input: stdout });
    expect(sqllint(['--fix-dry-run', '--all'], { cwd })).toMatchObject({ code: 0, stdout: '' });
  });

  it('shows new files, too', () => {
    const cwd = folderWith({
      ...createOrders,
      'migrations/0002_check.up.sql': 'ALTER TABLE orders ADD CONSTRAINT known CHECK (channel <> \'\');\n',
      'migrations/0002_check.down.sql': 'ALTER TABLE orders DROP CONSTRAINT known;\n',
    });
    const { stdout } = sqllint(['--fix-dry-run', '--all'], { cwd });
    expect(readdirSync(join(cwd, 'migrations'))).toHaveLength(4);
    execFileSync('git', ['apply', '-'], { cwd, input: stdout });
    expect(textOf(cwd, 'migrations/0003_validate_known.up.sql')).toBe('ALTER TABLE orders VALIDATE CONSTRAINT known;\n');
  });
});
