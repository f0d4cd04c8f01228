import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'require-concurrent-reindex';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, code text);\nCREATE INDEX orders_code ON orders (code);';
const message = (what: string, on: string) =>
  `REINDEX of ${what} locks ${on} against writes (SHARE) until the rebuild is done, and even queries wait, because planning one takes a lock on every index of its tables.`;
const alone = '-- Put the statement into a migration of its own, outside a transaction:';

describe('require-concurrent-reindex reports', () => {
  it('an index, with the table that it is on', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_rebuild.sql': '«REINDEX INDEX orders_code»;' }, [
      { message: message('index `orders_code`', '`orders`'), instead: [alone, 'REINDEX INDEX CONCURRENTLY orders_code;'] },
    ]);
  });

  it('an index that no migration created', () => {
    expectReports(rule, { '0001_rebuild.sql': '«reindex (verbose) index orders_code»;' }, [
      { message: message('index `orders_code`', 'its table'), instead: [alone, 'reindex (verbose) index CONCURRENTLY orders_code;'] },
    ]);
  });

  it('a table', () => {
    expectReports(rule, { '0001_rebuild.sql': '«REINDEX TABLE orders»;' }, [
      { message: message('table `orders`', '`orders`'), instead: [alone, 'REINDEX TABLE CONCURRENTLY orders;'] },
    ]);
  });

  it('a schema', () => {
    expectReports(rule, { '0001_rebuild.sql': '«REINDEX SCHEMA shop»;' }, [
      { message: message('schema `shop`', 'one table after the other'), instead: [alone, 'REINDEX SCHEMA CONCURRENTLY shop;'] },
    ]);
  });

  it('an index before PostgreSQL 12, which has no CONCURRENTLY for it', () => {
    const instead =
      'Build a new index with CREATE INDEX CONCURRENTLY, then drop the old one with DROP INDEX CONCURRENTLY; REINDEX CONCURRENTLY needs PostgreSQL 12.';
    expectReports(
      rule,
      { '0001_init.sql': init, '0002_rebuild.sql': '«REINDEX INDEX orders_code»;' },
      [{ message: message('index `orders_code`', '`orders`'), instead: [instead] }],
      { pgVersion: 11 },
    );
  });
});

describe('require-concurrent-reindex reports, too,', () => {
  it('the catalogs, for which there is no CONCURRENTLY', () => {
    expectReports(rule, { '0001_rebuild.sql': '«REINDEX SYSTEM shop»;' }, [
      {
        message: 'REINDEX SYSTEM locks one catalog after the other against writes (SHARE) while it rebuilds their indexes, and every query reads the catalogs.',
        instead: ['Leave it out of the migration: there is no CONCURRENTLY for the catalogs, so it needs a time without traffic.'],
      },
    ]);
  });
});

describe('require-concurrent-reindex ignores', () => {
  it.each([
    ['CONCURRENTLY', 'REINDEX INDEX CONCURRENTLY orders_code;'],
    ['CONCURRENTLY among the options', 'REINDEX (CONCURRENTLY, VERBOSE) TABLE orders;'],
    ['a table that the same migration created', 'CREATE TABLE carts (id int PRIMARY KEY);\nREINDEX TABLE carts;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_rebuild.sql': sql });
  });
});
