import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-rewriting-maintenance';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, amount numeric, gross numeric GENERATED ALWAYS AS (amount * 1.19) STORED);';
const locked = 'which is locked against reads and writes (ACCESS EXCLUSIVE) meanwhile.';
const leave = [
  'Leave it out of the migration: VACUUM without FULL frees the space for new rows, and pg_repack gives it back to the system while the service runs.',
];
const swap = [
  '-- Create a second table as it should be, have the code write to both, copy the old rows in batches, then swap the names:',
  'CREATE TABLE orders_new (LIKE orders INCLUDING ALL);',
];

describe('no-rewriting-maintenance reports', () => {
  it.each([
    ['VACUUM FULL', 'VACUUM FULL orders', '`orders`'],
    ['VACUUM FULL', 'VACUUM (FULL, ANALYZE) orders', '`orders`'],
    ['VACUUM FULL', 'VACUUM FULL', 'one table after the other'],
    ['CLUSTER', 'CLUSTER orders USING orders_pkey', '`orders`'],
  ])('%s: %s', (command, sql, what) => {
    expectReports(rule, { '0001_init.sql': init, '0002_tidy.sql': `«${sql}»;` }, [
      { message: `${command} writes ${what} anew, ${locked}`, instead: leave },
    ]);
  });

  it.each([
    ['SET UNLOGGED', 'SET UNLOGGED'],
    ['SET TABLESPACE', 'SET TABLESPACE fast'],
    ['SET ACCESS METHOD', 'SET ACCESS METHOD columnar'],
  ])('%s', (words, action) => {
    expectReports(rule, { '0001_init.sql': init, '0002_move.sql': `«ALTER TABLE orders ${action}»;` }, [
      { message: `${words} writes \`orders\` anew, ${locked}`, instead: swap },
    ]);
  });

  it('SET LOGGED of a table that is not', () => {
    const files = { '0001_init.sql': 'CREATE UNLOGGED TABLE orders (id int);', '0002_move.sql': '«ALTER TABLE orders SET LOGGED»;' };
    expectReports(rule, files, [{ message: `SET LOGGED writes \`orders\` anew, ${locked}`, instead: swap }]);
  });

  it('another expression of a generated column that is stored', () => {
    const files = { '0001_init.sql': init, '0002_tax.sql': '«ALTER TABLE orders ALTER COLUMN gross SET EXPRESSION AS (amount * 1.2)»;' };
    expectReports(rule, files, [
      {
        message: `SET EXPRESSION computes \`orders.gross\` for every row and writes \`orders\` anew, ${locked}`,
        instead: [
          '-- Add a column that is kept up to date by a trigger, fill it in batches, move the code over, and drop the old one in a later release:',
          'ALTER TABLE orders ADD COLUMN gross_new …;',
        ],
      },
    ]);
  });
});

describe('no-rewriting-maintenance ignores', () => {
  it.each([
    ['VACUUM', 'VACUUM ANALYZE orders;'],
    ['FULL that is switched off', 'VACUUM (FULL false) orders;'],
    ['SET LOGGED of a table that is', 'ALTER TABLE orders SET LOGGED;'],
    ['a storage option', 'ALTER TABLE orders SET (fillfactor = 80);'],
    ['a table that the same migration created', 'CREATE TABLE carts (id int);\nALTER TABLE carts SET UNLOGGED;'],
    ['DROP EXPRESSION, which keeps the values', 'ALTER TABLE orders ALTER COLUMN gross DROP EXPRESSION;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_tidy.sql': sql });
  });
});
