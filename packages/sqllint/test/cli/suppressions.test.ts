import { describe, expect, it } from 'vitest';

import { createOrders, deleteOrders, dropChannel, folderWith, sqllint } from './command.ts';

const emptied = {
  ...createOrders,
  'migrations/0002_empty.up.sql':
    '-- sqllint-disable-file no-truncate, require-lock-timeout -- the tables of a demo\nTRUNCATE orders;\n-- sqllint-disable-next-statement no-truncate\nTRUNCATE orders;\n',
  'migrations/0002_empty.down.sql': 'SELECT 1;\n',
};

describe('sqllint suppressions', () => {
  it('lists the comments that switch rules off, with their reasons', () => {
    const outcome = sqllint(['suppressions'], { cwd: folderWith(emptied) });
    expect(outcome).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'migrations/0002_empty.up.sql:1:1',
        '  no-truncate: 1 finding',
        '  the tables of a demo',
        '',
        'migrations/0002_empty.up.sql:3:1',
        '  no-truncate: 1 finding',
        '  (no reason given)',
        '',
        '2 suppressions, 2 findings.',
        '',
      ].join('\n'),
    });
  });

  it('says so when there are none', () => {
    const cwd = folderWith({ ...createOrders, ...dropChannel, ...deleteOrders });
    expect(sqllint(['suppressions', 'migrations'], { cwd })).toEqual({ code: 0, stderr: '', stdout: 'No comment switches a rule off.\n' });
  });

  it('exits with 2 when a path could not be judged', () => {
    expect(sqllint(['suppressions', 'nowhere'], { cwd: folderWith(createOrders) })).toEqual({
      code: 2,
      stderr: 'sqllint: nowhere: There is no such file or folder. Check the path.\n',
      stdout: '',
    });
  });

  it('refuses the options of other commands', () => {
    expect(sqllint(['suppressions', '--quiet'], { cwd: folderWith(createOrders) })).toEqual({
      code: 2,
      stderr: 'sqllint: --quiet is not an option. Run sqllint --help to see the options.\n',
      stdout: '',
    });
  });

  it('explains itself', () => {
    const { code, stdout } = sqllint(['suppressions', '--help'], { cwd: folderWith({}) });
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'Usage: sqllint suppressions [options] [paths…]',
      '',
      'Lists the comments that switch rules off, with their reasons.',
      '',
      'Options:',
    ]);
  });
});

describe('a folder that is called like a command', () => {
  it('is judged when it is written as a path', () => {
    const cwd = folderWith({ 'suppressions/0001_init.sql': 'CREATE TABLE a (id bigint PRIMARY KEY);\n' });
    expect(sqllint(['./suppressions'], { cwd }).stdout).toBe('1 migration, 1 statement, all analysed. Nothing to report.\n');
  });
});
