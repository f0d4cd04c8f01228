import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createOrders, dropChannel, folderWith, sqllint } from './command.ts';

/** What a run that judges `createOrders` and something that it cannot judge says at the end. */
const closingLine = '1 migration, 2 statements, all analysed. Nothing to report in what could be judged. 1 path could not be judged.\n';

describe('paths that yield nothing', () => {
  it('no migrations/ here', () => {
    expect(sqllint([], { cwd: folderWith({}) })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'sqllint: migrations: There is no such folder here. Name the folder of your migrations: sqllint path/to/migrations\n',
    });
  });

  it('no migrations/ here, but where another tool keeps them', () => {
    const cwd = folderWith({ 'db/migrations/1.sql': 'SELECT 1;' });
    expect(sqllint([], { cwd }).stderr).toBe(
      'sqllint: migrations: There is no such folder here. Name the folder of your migrations: sqllint db/migrations\n',
    );
  });

  it('a folder that does not exist', () => {
    expect(sqllint(['nowhere'], { cwd: folderWith(createOrders) })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'sqllint: nowhere: There is no such file or folder. Check the path.\n',
    });
  });

  it('a folder whose name was mistyped, beside one that exists', () => {
    expect(sqllint(['migrations', 'migratoins'], { cwd: folderWith(createOrders) })).toEqual({
      code: 2,
      stdout: closingLine,
      stderr: 'sqllint: migratoins: There is no such file or folder. Did you mean migrations?\n',
    });
  });

  it('an empty folder', () => {
    const cwd = folderWith({});
    mkdirSync(join(cwd, 'empty'));
    expect(sqllint(['empty'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'sqllint: empty: This folder is empty. Migrations are `.sql` files in it, or folders that hold an `up.sql`.\n',
    });
  });

  it('a file that is no SQL', () => {
    expect(sqllint(['notes.txt'], { cwd: folderWith({ 'notes.txt': 'Buy milk.' }) })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'sqllint: notes.txt: This is not an `.sql` file.\n',
    });
  });
});

describe('files that cannot be read', () => {
  it('a file of 100 MB', () => {
    const cwd = folderWith(createOrders);
    const descriptor = openSync(join(cwd, 'migrations/0002_big.up.sql'), 'w');
    ftruncateSync(descriptor, 100 * 1024 * 1024);
    closeSync(descriptor);
    expect(sqllint([], { cwd })).toEqual({
      code: 2,
      stdout: closingLine,
      stderr: 'sqllint: migrations/0002_big.up.sql: This file was not read: it has 100 MiB, and the limit is 32 MiB.\n',
    });
  });

  it('a link that leads nowhere', () => {
    const cwd = folderWith(createOrders);
    symlinkSync('gone.sql', join(cwd, 'migrations/0002_gone.up.sql'));
    expect(sqllint([], { cwd })).toEqual({
      code: 2,
      stdout: closingLine,
      stderr:
        'sqllint: migrations/0002_gone.up.sql: This symbolic link leads nowhere. Restore the file that it points to, or delete the link.\n',
    });
  });

  it('bytes that are not UTF-8: the rest is judged', () => {
    const bytes = Buffer.concat([Buffer.from('-- caf'), Buffer.from([0xe9]), Buffer.from('\nDROP TABLE orders;\n')]);
    const { code, stdout, stderr } = sqllint([], { cwd: folderWith({ ...createOrders, 'migrations/0002_x.up.sql': bytes }) });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('  2:1  error    Dropping table `orders`');
    expect(stdout).toContain(
      'About the files\n  migrations/0002_x.up.sql:1\n    Line 1 is not valid UTF-8; its unreadable bytes are taken as “�”. Save the\n    file as UTF-8.\n',
    );
  });
});

describe('standard input that cannot be read', () => {
  it('is too large', () => {
    const input = Buffer.alloc(33 * 1024 * 1024, ' ');
    expect(sqllint(['--stdin'], { cwd: folderWith({}), input })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'sqllint: stdin.sql: This file was not read: it has 33 MiB, and the limit is 32 MiB.\n',
    });
  });

  it('stands for a file that is no SQL', () => {
    expect(sqllint(['--stdin', '--stdin-filename', 'notes.txt'], { cwd: folderWith({}), input: 'Buy milk.' })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'sqllint: notes.txt: This is not an `.sql` file.\n',
    });
  });

  it('is empty', () => {
    expect(sqllint(['--stdin'], { cwd: folderWith({}) })).toEqual({
      code: 0,
      stdout: '1 migration, no statements. Nothing to report.\n',
      stderr: '',
    });
  });
});

describe('migrations that are not right', () => {
  it('a syntax error in the middle of a file: what is around it is judged', () => {
    const sql = 'SELECT 1;\nALTER TABEL orders ADD COLUMN b int;\nDROP TABLE orders;\n';
    const { code, stdout, stderr } = sqllint([], { cwd: folderWith({ ...createOrders, 'migrations/0002_x.up.sql': sql }) });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('  3:1  error    Dropping table `orders`');
    expect(stdout).toContain('Not analysed\n  migrations/0002_x.up.sql:2:7  Syntax error at or near "TABEL".\n');
    expect(stdout).toMatch(/^2 migrations, 5 statements, 4 analysed\. 2 errors\.$/mu);
  });

  it('a down without an up', () => {
    const { code, stdout } = sqllint([], { cwd: folderWith({ ...createOrders, 'migrations/0002_x.down.sql': 'SELECT 1;' }) });
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "About the files
        migrations/0002_x.down.sql
          This down script has no up script, so it was not checked. Add the up script,
          or delete this file.

      1 migration, 2 statements, all analysed. 1 warning about the files.
      "
    `);
  });

  it('two migrations of one version', () => {
    const second = { 'migrations/0001_other.up.sql': 'CREATE TABLE a (id int);', 'migrations/0001_other.down.sql': 'DROP TABLE a;' };
    const { code, stdout } = sqllint([], { cwd: folderWith({ ...createOrders, ...second }) });
    expect(code).toBe(1);
    expect(stdout).toContain('1:1  error    Version 0001 of migration `0001_other` is taken by');
    expect(stdout).toContain('2 migrations, 4 statements, all analysed. 1 error.');
  });

  it('a folder of which nothing is PostgreSQL', () => {
    const { code, stdout, stderr } = sqllint([], { cwd: folderWith({ 'migrations/1.sql': 'Buy milk.' }) });
    expect(code).toBe(2);
    expect(stdout).toContain('1 migration, 1 statement, 0 analysed. Nothing to report in what could be judged. 1 path could not be judged.');
    expect(stderr).toBe(
      'sqllint: migrations: No statement here could be read as PostgreSQL. If it is the SQL of another database, name that with --dialect; if these are no migrations, leave the path out.\n',
    );
  });
});

describe('migrations of databases that are not read yet', () => {
  const mysql = { 'mysql/1_a.up.sql': 'CREATE TABLE `a` (`id` int(11) AUTO_INCREMENT) ENGINE=InnoDB;', 'mysql/1_a.down.sql': 'DROP TABLE `a`;' };

  it('get one line for each folder, and the others are judged', () => {
    const files = { ...createOrders, 'clickhouse/1_a.up.sql': 'CREATE TABLE a (id UInt64) ENGINE = MergeTree ORDER BY id;' };
    expect(sqllint(['clickhouse', 'migrations'], { cwd: folderWith(files) })).toEqual({
      code: 2,
      stdout: closingLine,
      stderr: [
        'sqllint: clickhouse: These are clickhouse migrations, which sqllint does not read yet. Leave the folder out, or say --dialect postgres if they are PostgreSQL after all.\n',
      ].join(''),
    });
  });

  it('are read as PostgreSQL when --dialect says so', () => {
    const { code, stdout, stderr } = sqllint(['--dialect', 'postgres', 'mysql'], { cwd: folderWith(mysql) });
    expect(code).toBe(2);
    expect(stdout).toContain('mysql/1_a.up.sql:1:14  Syntax error at or near "`".');
    expect(stderr).toContain('sqllint: mysql: No statement here could be read as PostgreSQL.');
  });
});

describe('an option that is wrong', () => {
  it('gets one line, before anything is read', () => {
    expect(sqllint(['--formt', 'json'], { cwd: folderWith(dropChannel) })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'sqllint: --formt is not an option. Did you mean --format?\n',
    });
  });
});
