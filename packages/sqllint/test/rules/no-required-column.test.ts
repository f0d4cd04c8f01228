import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-required-column';
const init = `CREATE TABLE orders (id int PRIMARY KEY);
CREATE DOMAIN cents AS int DEFAULT 0;`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-required-column reports', () => {
  it('a NOT NULL column without a default', () => {
    expectReports(rule, then('«ALTER TABLE orders ADD COLUMN currency text NOT NULL»;'), [
      {
        message: 'The new column `orders.currency` is NOT NULL and has no default: INSERTs of the previous release, which do not know it, fail as long as that runs beside the new one, and again after a rollback of the code; and the statement itself fails if the table has rows.',
        instead: [
          '-- Leave it a default, or leave it nullable, until no release is running that does not write it:',
          'ALTER TABLE orders ALTER COLUMN currency SET DEFAULT …;',
          '-- and take the default away in a later release, if it has to go:',
          'ALTER TABLE orders ALTER COLUMN currency DROP DEFAULT;',
        ],
      },
    ]);
  });

  it('several in one statement at the first of them', () => {
    expectReports(rule, then(`ALTER TABLE orders
  ADD COLUMN note text,
  «ADD COLUMN currency text NOT NULL»,
  ADD COLUMN net numeric NOT NULL;`), [
      {
        message: 'The new columns `orders.currency` and `orders.net` are NOT NULL and have no default: INSERTs of the previous release, which do not know them, fail as long as that runs beside the new one, and again after a rollback of the code; and the statement itself fails if the table has rows.',
        instead: [
          '-- Leave it a default, or leave it nullable, until no release is running that does not write it:',
          'ALTER TABLE orders ALTER COLUMN currency SET DEFAULT …;',
          '-- and take the default away in a later release, if it has to go:',
          'ALTER TABLE orders ALTER COLUMN currency DROP DEFAULT;',
        ],
      },
    ]);
  });

  it('a column that is filled and then made NOT NULL', () => {
    expectReports(rule, then(`ALTER TABLE orders ADD COLUMN currency text;
UPDATE orders SET currency = 'EUR';
«ALTER TABLE orders ALTER COLUMN currency SET NOT NULL»;`), [
      {
        message: 'The new column `orders.currency` is NOT NULL and has no default: INSERTs of the previous release, which do not know it, fail as long as that runs beside the new one, and again after a rollback of the code.',
        instead: [
          '-- Leave it a default, or leave it nullable, until no release is running that does not write it:',
          'ALTER TABLE orders ALTER COLUMN currency SET DEFAULT …;',
          '-- and take the default away in a later release, if it has to go:',
          'ALTER TABLE orders ALTER COLUMN currency DROP DEFAULT;',
        ],
      },
    ]);
  });

  it('a column that keeps its default only while the statement runs', () => {
    expectReports(rule, then(`ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
«ALTER TABLE orders ALTER COLUMN currency DROP DEFAULT»;`), [
      {
        message: 'The new column `orders.currency` is NOT NULL and has no default: INSERTs of the previous release, which do not know it, fail as long as that runs beside the new one, and again after a rollback of the code.',
        instead: [
          '-- Leave it a default, or leave it nullable, until no release is running that does not write it:',
          'ALTER TABLE orders ALTER COLUMN currency SET DEFAULT …;',
          '-- and take the default away in a later release, if it has to go:',
          'ALTER TABLE orders ALTER COLUMN currency DROP DEFAULT;',
        ],
      },
    ]);
  });
});

describe('no-required-column ignores', () => {
  it('a column with a default', () => {
    expectSilence(rule, then("ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';"));
  });

  it('a column that may be empty', () => {
    expectSilence(rule, then('ALTER TABLE orders ADD COLUMN currency text;'));
  });

  it('columns that the server fills', () => {
    expectSilence(rule, then('ALTER TABLE orders ADD COLUMN no bigint GENERATED ALWAYS AS IDENTITY NOT NULL, ADD COLUMN twice int GENERATED ALWAYS AS (id * 2) STORED NOT NULL, ADD COLUMN n serial;'));
  });

  it('a column that gets its default later in the migration', () => {
    expectSilence(rule, then(`ALTER TABLE orders ADD COLUMN currency text NOT NULL;
ALTER TABLE orders ALTER COLUMN currency SET DEFAULT 'EUR';`));
  });

  it('a domain, which may bring a default', () => {
    expectSilence(rule, then('ALTER TABLE orders ADD COLUMN price cents NOT NULL;'));
  });

  it('a column that a new trigger may fill', () => {
    expectSilence(rule, then(`CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.currency := 1; RETURN NEW; END $$;
CREATE TRIGGER orders_fill BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fill();
ALTER TABLE orders ADD COLUMN currency int NOT NULL;`));
  });

  it('a table of the same migration', () => {
    expectSilence(rule, then(`CREATE TABLE items (id int);
ALTER TABLE items ADD COLUMN name text NOT NULL;`));
  });

  it('a column of an earlier migration, which the previous release may know', () => {
    expectSilence(rule, { '0001_init.sql': 'CREATE TABLE orders (id int PRIMARY KEY, note text);', '0002_change.sql': 'ALTER TABLE orders ALTER COLUMN note SET NOT NULL;' });
  });
});
