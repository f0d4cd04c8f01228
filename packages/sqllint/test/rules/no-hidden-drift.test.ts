import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-hidden-drift';
const init = `CREATE TABLE orders (id int PRIMARY KEY, code text, total numeric(10, 2));
CREATE INDEX orders_code ON orders (code);`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-hidden-drift reports', () => {
  it('a table that lacks a column', () => {
    expectReports(rule, then('«CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY, code text, note text)»;'), [
      {
        message: 'Table `orders` exists already, and this CREATE TABLE IF NOT EXISTS skips it without a word: column note does not come.',
        instead: [
          '-- Change the table that is there:',
          'ALTER TABLE orders ADD COLUMN note text;',
        ],
      },
    ]);
  });

  it('a table with a column of another type', () => {
    expectReports(rule, then('«CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY)»;'), [
      {
        message: 'Table `orders` exists already, and this CREATE TABLE IF NOT EXISTS skips it without a word: id stays integer, not bigint.',
        instead: ['-- Change the table that is there, or give the new one a name of its own.'],
      },
    ]);
  });

  it('a column of another type', () => {
    expectReports(rule, then('«ALTER TABLE orders ADD COLUMN IF NOT EXISTS total integer NOT NULL»;'), [
      {
        message: 'Column `orders.total` exists already, and this ADD COLUMN IF NOT EXISTS skips it without a word: total stays numeric(10, 2), not integer; total stays nullable.',
        instead: [
          '-- Change the column that is there, or give the new one a name of its own:',
          '-- it is total numeric(10, 2)',
        ],
      },
    ]);
  });

  it('an index of another definition', () => {
    expectReports(rule, then('«CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_code ON orders (code) WHERE total > 0»;'), [
      {
        message: 'Index `orders_code` exists already, and this CREATE INDEX IF NOT EXISTS skips it without a word: it stays on `orders` (code), not on `orders` (code) WHERE total > 0.',
        instead: [
          '-- Give the new index a name of its own, or drop the one that is there first:',
          'DROP INDEX CONCURRENTLY IF EXISTS orders_code;',
        ],
      },
    ]);
  });
});

describe('no-hidden-drift ignores', () => {
  it('a table that has all that is asked for', () => {
    expectSilence(rule, then('CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY, code varchar);'));
  });

  it('a column that is there as asked for', () => {
    expectSilence(rule, then('ALTER TABLE orders ADD COLUMN IF NOT EXISTS total numeric(10, 2);'));
  });

  it('an index that is there as asked for', () => {
    expectSilence(rule, then('CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_code ON orders USING btree (code);'));
  });

  it('objects that are not there', () => {
    expectSilence(rule, then(`CREATE TABLE IF NOT EXISTS items (id int);
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
CREATE INDEX IF NOT EXISTS orders_total ON orders (total);`));
  });

  it('tables that no migration created', () => {
    expectSilence(rule, { '0001_a.sql': 'ALTER TABLE legacy ADD COLUMN a int;', '0002_b.sql': 'CREATE TABLE IF NOT EXISTS legacy (a int, b int);' });
  });

  it('the same without IF NOT EXISTS, which fails loudly', () => {
    expectSilence(rule, { '0001_a.sql': 'CREATE TABLE a (id int);', '0002_b.sql': 'CREATE TABLE a (id bigint);' });
  });
});
