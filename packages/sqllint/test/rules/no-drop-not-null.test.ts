import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-not-null';
const on = { rules: { [rule]: 'warn' } } as const;
const init = 'CREATE TABLE orders (id int PRIMARY KEY, code text NOT NULL, note text);';

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-drop-not-null reports', () => {
  it('a column that was NOT NULL', () => {
    expectReports(rule, then('«ALTER TABLE orders ALTER COLUMN code DROP NOT NULL»;'), [
      {
        message: 'Once `orders.code` is nullable, the new release may write NULL; code of the previous release reads it without expecting that, and a down that sets NOT NULL again fails on such rows.',
        instead: ['Ship code that can read NULL first, then drop the constraint, and only in a later release write NULL.'],
      },
    ], on);
  });

  it('a column that no migration created', () => {
    expectReports(rule, { '0001_change.sql': '«ALTER TABLE legacy ALTER COLUMN code DROP NOT NULL»;' }, [
      {
        message: 'Once `legacy.code` is nullable, the new release may write NULL; code of the previous release reads it without expecting that, and a down that sets NOT NULL again fails on such rows.',
        instead: ['Ship code that can read NULL first, then drop the constraint, and only in a later release write NULL.'],
      },
    ], on);
  });

  it('a domain', () => {
    expectReports(rule, { '0001_change.sql': '«ALTER DOMAIN shop.email DROP NOT NULL»;' }, [
      {
        message: 'Once domain `shop.email` takes NULL, the new release may write it to every column of that type; code of the previous release reads them without expecting that, and a down that sets NOT NULL again fails on such rows.',
        instead: ['Ship code that can read NULL first, then drop the constraint, and only in a later release write NULL.'],
      },
    ], on);
  });
});

describe('no-drop-not-null ignores', () => {
  it('a column that may be empty already', () => {
    expectSilence(rule, then('ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;'), on);
  });

  it('a column that got its name in the same migration', () => {
    expectSilence(rule, then('ALTER TABLE orders RENAME COLUMN code TO old_code;\nALTER TABLE orders ALTER COLUMN old_code DROP NOT NULL;'), on);
  });

  it('a column that goes', () => {
    expectSilence(rule, then(`ALTER TABLE orders ALTER COLUMN code DROP NOT NULL;
ALTER TABLE orders DROP COLUMN code;`), on);
  });

  it('a column that is NOT NULL again at the end', () => {
    expectSilence(rule, then(`ALTER TABLE orders ALTER COLUMN code DROP NOT NULL;
ALTER TABLE orders ALTER COLUMN code SET NOT NULL;`), on);
  });

  it('a table of the same migration', () => {
    expectSilence(rule, then(`CREATE TABLE items (id int NOT NULL);
ALTER TABLE items ALTER COLUMN id DROP NOT NULL;`), on);
  });
});
