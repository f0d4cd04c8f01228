import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-validating-check';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, total numeric);';
const message = 'Adding this CHECK reads every row of `orders` while the table is locked against reads and writes (ACCESS EXCLUSIVE).';
const instead = (name: string) => [
  `ALTER TABLE orders ADD CONSTRAINT ${name} CHECK (total >= 0) NOT VALID;`,
  '-- Then, in a migration of its own:',
  `ALTER TABLE orders VALIDATE CONSTRAINT ${name};`,
];

describe('no-validating-check reports', () => {
  it('a check on a table of an earlier migration', () => {
    const files = { '0001_init.sql': init, '0002_check.sql': '«ALTER TABLE orders ADD CONSTRAINT not_negative CHECK (total >= 0)»;' };
    expectReports(rule, files, [{ message, instead: instead('not_negative') }]);
  });

  it('a check without a name, with the name that the server gives it', () => {
    expectReports(rule, { '0001_check.sql': '«ALTER TABLE orders ADD CHECK (total >= 0)»;' }, [
      { message, instead: instead('orders_total_check') },
    ]);
  });

  it('a check that takes the place of another, at its own part', () => {
    const files = { '0001_check.sql': 'ALTER TABLE orders\n  DROP CONSTRAINT old,\n  «ADD CONSTRAINT "new" CHECK (total >= 0)»;' };
    expectReports(rule, files, [{ message, instead: instead('new') }]);
  });
});

describe('no-validating-check ignores', () => {
  it.each([
    ['NOT VALID', 'ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0) NOT VALID;'],
    ['NOT ENFORCED', 'ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0) NOT ENFORCED;'],
    ['a table that the same migration created', 'CREATE TABLE carts (n int);\nALTER TABLE carts ADD CHECK (n > 0);'],
    ['a temporary table', 'CREATE TEMP TABLE scratch (n int);\nALTER TABLE scratch ADD CHECK (n > 0);'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_check.sql': sql });
  });

  it('the check in a down', () => {
    expectSilence(rule, {
      '0001_drop.up.sql': 'ALTER TABLE orders DROP CONSTRAINT c;',
      '0001_drop.down.sql': 'ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0);',
    });
  });
});
