import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-repeated-alter';
const on = { rules: { [rule]: 'warn' } } as const;

describe('no-repeated-alter reports', () => {
  it('a second ALTER TABLE on the same table', () => {
    expectReports(rule, { '0001_change.sql': 'ALTER TABLE orders ADD COLUMN a text;\n«ALTER TABLE orders ADD COLUMN b text»;\nALTER TABLE orders ADD COLUMN c text;' }, [
      {
        message: 'The statement before locks `orders` as well: each ALTER TABLE waits for its lock anew, and all queries behind it wait along.',
        instead: ['-- One statement, one lock:', 'ALTER TABLE orders …, …;'],
      },
    ], on);
  });
});

describe('no-repeated-alter ignores', () => {
  it.each([
    ['one statement', 'ALTER TABLE orders ADD COLUMN a text, ADD COLUMN b text;'],
    ['another table', 'ALTER TABLE orders ADD COLUMN a text;\nALTER TABLE lines ADD COLUMN a text;'],
    ['a new table', 'CREATE TABLE carts (id int);\nALTER TABLE carts ADD COLUMN a text;\nALTER TABLE carts ADD COLUMN b text;'],
    ['one transaction, which has the lock already', 'BEGIN;\nALTER TABLE orders ADD COLUMN a text;\nALTER TABLE orders ADD COLUMN b text;\nCOMMIT;'],
    ['a validation, which has to stand alone', 'ALTER TABLE orders ADD CONSTRAINT a CHECK (b > 0) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT a;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_change.sql': 'ALTER TABLE orders ADD COLUMN a text;\nALTER TABLE orders ADD COLUMN b text;\nALTER TABLE orders ADD COLUMN c text;' });
  });
});
