import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-constraint-on-old-code';
const on = { rules: { [rule]: 'warn' } } as const;
const init = `CREATE TABLE orders (id int PRIMARY KEY, code text, total numeric, CONSTRAINT positive CHECK (total > 0));
CREATE UNIQUE INDEX orders_total ON orders (total);`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-constraint-on-old-code reports', () => {
  it('a check', () => {
    expectReports(rule, then('«ALTER TABLE orders ADD CONSTRAINT coded CHECK (code IS NOT NULL) NOT VALID»;'), [
      {
        message: 'The new check on `orders.code` also binds the previous release, which was written without it: what it writes against it fails while both run, and after a rollback of the code.',
        instead: ['Ship code that keeps to it first, and add it in a later release; NOT VALID does not help, since it holds for new rows at once.'],
      },
    ], on);
  });

  it('a unique index', () => {
    expectReports(rule, then('«CREATE UNIQUE INDEX CONCURRENTLY orders_code ON orders (code)»;'), [
      {
        message: 'The new unique index on `orders.code` also binds the previous release, which was written without it: what it writes against it fails while both run, and after a rollback of the code.',
        instead: ['Ship code that keeps to it first, and add it in a later release; NOT VALID does not help, since it holds for new rows at once.'],
      },
    ], on);
  });

  it('a foreign key', () => {
    expectReports(rule, then('«ALTER TABLE orders ADD FOREIGN KEY (code) REFERENCES codes NOT VALID»;'), [
      {
        message: 'The new foreign key on `orders.code` also binds the previous release, which was written without it: what it writes against it fails while both run, and after a rollback of the code.',
        instead: ['Ship code that keeps to it first, and add it in a later release; NOT VALID does not help, since it holds for new rows at once.'],
      },
    ], on);
  });

  it('NOT NULL on a column without a default', () => {
    expectReports(rule, then('«ALTER TABLE orders ALTER COLUMN code SET NOT NULL»;'), [
      {
        message: 'The new NOT NULL on `orders.code` also binds the previous release, which was written without it: what it writes against it fails while both run, and after a rollback of the code.',
        instead: ['Ship code that keeps to it first, and add it in a later release; NOT VALID does not help, since it holds for new rows at once.'],
      },
    ], on);
  });
});

describe('no-constraint-on-old-code ignores', () => {
  it('a constraint on columns of the same migration', () => {
    expectSilence(rule, then(`ALTER TABLE orders ADD COLUMN name text;
ALTER TABLE orders ADD CONSTRAINT named UNIQUE (name);`), on);
  });

  it('a constraint over an index that is unique already', () => {
    expectSilence(rule, then('ALTER TABLE orders ADD CONSTRAINT orders_total_key UNIQUE USING INDEX orders_total;'), on);
  });

  it('a constraint in place of another', () => {
    expectSilence(rule, then(`ALTER TABLE orders DROP CONSTRAINT positive;
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;`), on);
  });

  it('a table of the same migration', () => {
    expectSilence(rule, then(`CREATE TABLE items (id int);
ALTER TABLE items ADD PRIMARY KEY (id);`), on);
  });

  it('an index that is not unique', () => {
    expectSilence(rule, then('CREATE INDEX orders_code ON orders (code);'), on);
  });
});
