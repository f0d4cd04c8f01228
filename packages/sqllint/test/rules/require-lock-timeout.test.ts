import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'require-lock-timeout';
const init = 'CREATE TABLE orders (id int);';
const on = { rules: { [rule]: 'warn' } } as const;
const add = 'ALTER TABLE orders ADD COLUMN note text';
const report = (how: string, set = 'SET', lock = 'reads and writes (ACCESS EXCLUSIVE)') => ({
  message: `This locks \`orders\` against ${lock} ${how}: while it waits for one long query, every later query on the table waits behind it.`,
  instead: ['-- Give up after a moment, and let the runner try again:', `${set} lock_timeout = '2s';`],
});
const without = 'without a lock_timeout';

describe('require-lock-timeout reports', () => {
  it('the first statement of a migration that locks a table in use', () => {
    const files = { '0001_init.sql': init, '0002_note.sql': `SELECT 1;\n«${add}»;\nALTER TABLE orders ADD COLUMN code text;` };
    expectReports(rule, files, [report(without)], on);
  });

  it('SET LOCAL as the way out where there is a transaction', () => {
    expectReports(rule, { '0001_note.sql': `«${add}»;` }, [report(without, 'SET LOCAL')], { ...on, transaction: 'wrapped' });
  });

  it('a value that is no limit', () => {
    expectReports(rule, { '0001_note.sql': `SET lock_timeout = 0;\n«${add}»;` }, [report('with lock_timeout = 0, which is no limit')], on);
  });

  it('a limit that was taken back', () => {
    expectReports(rule, { '0001_note.sql': `SET lock_timeout = '2s';\nRESET lock_timeout;\n«${add}»;` }, [report(without)], on);
  });

  it('SET LOCAL outside a transaction, where it does nothing', () => {
    expectReports(rule, { '0001_note.sql': `SET LOCAL lock_timeout = '2s';\n«${add}»;` }, [report(without)], { ...on, transaction: 'none' });
  });

  it('a lock that stops writes only', () => {
    expectReports(rule, { '0001_index.sql': '«CREATE INDEX i ON orders (id)»;' }, [report(without, 'SET', 'writes (SHARE)')], on);
  });
});

describe('require-lock-timeout ignores', () => {
  it.each([
    ['a limit', `SET lock_timeout = '2s';\n${add};`],
    ['a limit in milliseconds', `SET lock_timeout TO 500;\n${add};`],
    ['a limit from set_config', `SELECT set_config('lock_timeout', '2s', false);\n${add};`],
    ['a table that the same migration created', 'CREATE TABLE carts (id int);\nALTER TABLE carts ADD COLUMN note text;'],
    ['statements that nobody waits for', 'CREATE INDEX CONCURRENTLY i ON orders (id);\nUPDATE orders SET id = 1 WHERE id = 2;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': sql }, on);
  });

  it('anything unless it is switched on', () => {
    expectSilence(rule, { '0001_note.sql': `${add};` });
  });
});

describe('require-lock-timeout reports of MySQL and MariaDB', () => {
  const mysql = { ...on, dialect: 'mysql' } as const;
  const mariadb = { ...on, dialect: 'mariadb' } as const;
  const ofMetadata = (how = 'without a lock_wait_timeout', until = 'year', more = '') => ({
    message: `This needs the metadata lock of \`orders\` ${how}: while it waits for one open transaction, every later query on the table waits behind it, for up to a ${until}.${more}`,
    instead: ['-- Give up after a moment, and let the runner try again:', 'SET SESSION lock_wait_timeout = 5;'],
  });

  it('the first statement of a migration that changes a table in use, even in an instant', () => {
    const files = { '0001_init.sql': init, '0002_note.sql': `«${add}, ALGORITHM=INSTANT»;\nALTER TABLE orders ADD COLUMN code text;` };
    expectReports(rule, files, [ofMetadata()], mysql);
    expectReports(rule, files, [ofMetadata(undefined, 'day')], mariadb);
  });

  it.each([
    ['a value that is no limit', 'SET SESSION lock_wait_timeout = 31536000', 'with lock_wait_timeout = 31536000, which is no limit', ''],
    ['a limit for other sessions', 'SET GLOBAL lock_wait_timeout = 5', undefined, ''],
    ['a limit for other sessions, in the other notation', 'SET @@global.lock_wait_timeout = 5', undefined, ''],
    ['a limit for locks of rows', 'SET innodb_lock_wait_timeout = 5', undefined, ' innodb_lock_wait_timeout, which is set, is about rows.'],
    ['a limit that was taken back', 'SET lock_wait_timeout = 5; SET lock_wait_timeout = DEFAULT', undefined, ''],
  ])('%s', (_title, set, how, more) => {
    expectReports(rule, { '0001_note.sql': `${set};\n«${add}»;` }, [ofMetadata(how, 'year', more)], mysql);
  });

  it.each([
    ['a limit', `SET SESSION lock_wait_timeout = 5;\n${add};`],
    ['a limit in the other notation', `SET @@session.lock_wait_timeout := '5', @a = 1;\n${add};`],
    ['a table that the same migration created', 'CREATE TABLE carts (id int);\nALTER TABLE carts ADD COLUMN note text;'],
    ['a change of rows', 'UPDATE orders SET id = 1 WHERE id = 2;'],
  ])('nothing with %s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': sql }, mysql);
  });

  it.each([
    ['SET STATEMENT', `SET STATEMENT lock_wait_timeout=2, max_statement_time=60 FOR ${add};`],
    ['WAIT', 'ALTER TABLE orders WAIT 2 ADD COLUMN note text;'],
    ['NOWAIT', 'CREATE INDEX i ON orders (id) NOWAIT;'],
    ['WAIT behind the tables that are dropped', 'DROP TABLE orders WAIT 1;'],
  ])('nothing that MariaDB limits by %s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': sql }, mariadb);
  });
});
