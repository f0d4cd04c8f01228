import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'require-concurrent-index-drop';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, code text UNIQUE);\nCREATE INDEX orders_code ON orders (code);\nCREATE INDEX orders_id_code ON orders (id, code);';
const message = (what: string, table: string) =>
  `Dropping ${what} locks ${table} against reads and writes (ACCESS EXCLUSIVE): the statement waits for every query that is running there, and all later ones wait behind it.`;
const alone = '-- Put the statement into a migration of its own, outside a transaction:';
const dropped = 'DROP INDEX CONCURRENTLY IF EXISTS orders_code;';

describe('require-concurrent-index-drop reports', () => {
  it('an index of an earlier migration, and names its table', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«DROP INDEX orders_code»;' }, [
      { message: message('index `orders_code`', '`orders`'), instead: [alone, dropped] },
    ]);
  });

  it('several indexes of one statement once, since CONCURRENTLY takes one at a time', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«DROP INDEX orders_code, orders_id_code»;' }, [
      {
        message: message('indexes `orders_code` and `orders_id_code`', '`orders`'),
        instead: [alone, dropped, 'DROP INDEX CONCURRENTLY IF EXISTS orders_id_code;'],
      },
    ]);
  });

  it('a table of another schema, by its whole name', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE shop.orders (code text);\nCREATE INDEX orders_code ON shop.orders (code);',
      '0002_drop.sql': '«DROP INDEX shop.orders_code»;',
    };
    expectReports(rule, files, [
      {
        message: message('index `shop.orders_code`', '`shop.orders`'),
        instead: [alone, 'DROP INDEX CONCURRENTLY IF EXISTS shop.orders_code;'],
      },
    ]);
  });

  it('an index that no migration created', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP INDEX IF EXISTS orders_code»;' }, [
      { message: message('index `orders_code`', 'its table'), instead: [alone, dropped] },
    ]);
  });

  it('an index in a transaction that holds another table only', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': 'ALTER TABLE carts ADD COLUMN note text;\n«DROP INDEX orders_code»;' };
    expectReports(rule, files, [{ message: message('index `orders_code`', '`orders`'), instead: [alone, dropped] }], {
      transaction: 'wrapped',
    });
  });
});

describe('require-concurrent-index-drop ignores', () => {
  it.each([
    ['CONCURRENTLY', 'DROP INDEX CONCURRENTLY orders_code;'],
    ['IF EXISTS of an index that cannot be there, because the migrations created all tables', 'DROP INDEX IF EXISTS orders_total;'],
    ['IF EXISTS as a precaution before the index is created', 'DROP INDEX IF EXISTS carts_note;\nCREATE INDEX CONCURRENTLY carts_note ON carts (note);'],
    ['an index of a table that the same migration drops', 'DROP INDEX orders_code;\nDROP TABLE orders;'],
    ['an index that the same migration created', 'CREATE INDEX CONCURRENTLY tried ON orders (code);\nDROP INDEX tried;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_drop.sql': sql });
  });

  it('an index of a table that the transaction has locked against reads anyway', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': 'ALTER TABLE orders ADD COLUMN note text;\nDROP INDEX orders_code;' };
    expectSilence(rule, files, { transaction: 'wrapped' });
  });

  it('an index of a partitioned table, for which the server has no CONCURRENTLY', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE events (at date) PARTITION BY RANGE (at);\nCREATE INDEX events_at ON events (at);',
      '0002_drop.sql': 'DROP INDEX events_at;',
    };
    expectSilence(rule, files);
  });

  it('the DROP INDEX in a down', () => {
    expectSilence(rule, {
      '0001_index.up.sql': 'CREATE INDEX CONCURRENTLY orders_code ON orders (code);',
      '0001_index.down.sql': 'DROP INDEX orders_code;',
    });
  });
});
