import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'require-rerunnable';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, code text);';

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('require-rerunnable reports', () => {
  it('a statement that fails the second time, before another one', () => {
    expectReports(rule, then(`«ALTER TABLE orders ADD COLUMN note text»;
CREATE INDEX CONCURRENTLY orders_note ON orders (note);`), [
      {
        message: 'Each statement here commits by itself: if a later one fails, what this ALTER TABLE did stays, and the next attempt stops at it. Somebody has to mend the database by hand.',
        instead: ['Write IF EXISTS and IF NOT EXISTS, or drop with IF EXISTS before you create; or put every statement into a migration of its own.'],
      },
    ], { transaction: 'none' });
  });

  it('the first of several', () => {
    expectReports(rule, then(`CREATE TABLE IF NOT EXISTS a (id int);
«CREATE TYPE mood AS ENUM ()»;
ALTER TABLE orders RENAME COLUMN code TO name;
DROP INDEX CONCURRENTLY IF EXISTS orders_name;`), [
      {
        message: 'Each statement here commits by itself: if a later one fails, what this CREATE TYPE did stays, and the next attempt stops at it, and so with 1 more. Somebody has to mend the database by hand.',
        instead: ['Write IF EXISTS and IF NOT EXISTS, or drop with IF EXISTS before you create; or put every statement into a migration of its own.'],
      },
    ], { transaction: 'none' });
  });
});

describe('require-rerunnable ignores', () => {
  it('a statement that is the last', () => {
    expectSilence(rule, then(`SET lock_timeout = '5s';
CREATE INDEX CONCURRENTLY orders_code ON orders (code);
RESET lock_timeout;`), { transaction: 'none' });
  });

  it('statements that may run again', () => {
    expectSilence(rule, then(`ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
DROP INDEX CONCURRENTLY IF EXISTS orders_note;
CREATE INDEX CONCURRENTLY orders_note ON orders (note);
ALTER TABLE orders DROP CONSTRAINT IF EXISTS noted;
ALTER TABLE orders ADD CONSTRAINT noted CHECK (note <> '') NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT noted;`), { transaction: 'none' });
  });

  it('a helper that the script creates and drops', () => {
    expectSilence(rule, then(`CREATE OR REPLACE PROCEDURE fill() LANGUAGE sql AS $$ UPDATE orders SET code = 1 $$;
DROP PROCEDURE fill();
UPDATE orders SET code = 2;`), { transaction: 'none' });
  });

  it('a transaction, which undoes all', () => {
    expectSilence(rule, then(`ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ADD COLUMN name text;`), { transaction: 'wrapped' });
  });

  it('what stands between BEGIN and COMMIT', () => {
    expectSilence(rule, then(`BEGIN;
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ADD COLUMN name text;
COMMIT;`), { transaction: 'none' });
  });

  it('a script of which it is not known how it runs', () => {
    expectSilence(rule, then(`ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ADD COLUMN name text;`));
  });
});
