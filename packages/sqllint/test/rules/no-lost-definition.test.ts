import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-lost-definition';
const on = { rules: { [rule]: 'warn' } } as const;
const init = `CREATE TABLE orders (id int PRIMARY KEY, status text DEFAULT 'new', CONSTRAINT named CHECK (status <> ''));
CREATE INDEX orders_status ON orders (status);
CREATE VIEW open_orders AS SELECT id FROM orders;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-lost-definition reports', () => {
  it('a view that is dropped', () => {
    expectReports(rule, then('«DROP VIEW open_orders»;'), [
      {
        message: 'Dropping view `open_orders` leaves no way back: there is no down, and only an earlier migration still says what it was.',
        instead: [
          '-- The down that is missing:',
          'CREATE VIEW open_orders AS SELECT id FROM orders;',
        ],
      },
    ], on);
  });

  it('a view that is replaced by another', () => {
    expectReports(rule, then('«CREATE OR REPLACE VIEW open_orders AS SELECT id FROM orders WHERE id > 0»;'), [
      {
        message: 'Replacing view `open_orders` leaves no way back: there is no down, and only an earlier migration still says what it was.',
        instead: [
          '-- The down that is missing:',
          'CREATE VIEW open_orders AS SELECT id FROM orders;',
        ],
      },
    ], on);
  });

  it('a function whose body is replaced', () => {
    expectReports(rule, then('«CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$»;'), [
      {
        message: 'Replacing function `touch` leaves no way back: there is no down, and only an earlier migration still says what it was.',
        instead: [
          '-- The down that is missing:',
          'CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;',
        ],
      },
    ], on);
  });

  it('a trigger', () => {
    expectReports(rule, then('«DROP TRIGGER orders_touch ON orders»;'), [
      {
        message: 'Dropping trigger `orders_touch` of `orders` leaves no way back: there is no down, and only an earlier migration still says what it was.',
        instead: [
          '-- The down that is missing:',
          'CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();',
        ],
      },
    ], on);
  });

  it('an index', () => {
    expectReports(rule, then('«DROP INDEX orders_status»;'), [
      {
        message: 'Dropping index `orders_status` of `orders` leaves no way back: there is no down, and only an earlier migration still says what it was.',
        instead: [
          '-- The down that is missing:',
          'CREATE INDEX orders_status ON orders (status);',
        ],
      },
    ], on);
  });

  it('a constraint', () => {
    expectReports(rule, then('«ALTER TABLE orders DROP CONSTRAINT named»;'), [
      {
        message: 'Dropping constraint `named` of `orders` leaves no way back: there is no down, and only an earlier migration still says what it was.',
        instead: [
          '-- The down that is missing:',
          "ALTER TABLE orders ADD CONSTRAINT named CHECK (status <> '');",
        ],
      },
    ], on);
  });

  it('a default that is dropped', () => {
    expectReports(rule, then('«ALTER TABLE orders ALTER COLUMN status DROP DEFAULT»;'), [
      {
        message: 'Dropping the default of `orders.status` leaves no way back: there is no down, and only an earlier migration still says what it was.',
        instead: [
          '-- The down that is missing:',
          "ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';",
        ],
      },
    ], on);
  });

  it('a default that becomes another', () => {
    expectReports(rule, then("«ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'open'»;"), [
      {
        message: 'Replacing the default of `orders.status` leaves no way back: there is no down, and only an earlier migration still says what it was.',
        instead: [
          '-- The down that is missing:',
          "ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';",
        ],
      },
    ], on);
  });
});

describe('no-lost-definition ignores', () => {
  it('a migration with a down', () => {
    expectSilence(rule, { '0001_init.up.sql': 'CREATE VIEW ids AS SELECT 1 AS id;', '0001_init.down.sql': 'DROP VIEW ids;', '0002_drop.up.sql': 'DROP VIEW ids;', '0002_drop.down.sql': 'CREATE VIEW ids AS SELECT 1 AS id;' }, on);
  });

  it('a definition that comes back as it was', () => {
    expectSilence(rule, then(`DROP VIEW open_orders;
CREATE VIEW open_orders AS SELECT id FROM orders;`), on);
  });

  it('an index that is built anew', () => {
    expectSilence(rule, then(`CREATE INDEX CONCURRENTLY orders_status_2 ON orders (status);
DROP INDEX orders_status;`), on);
  });

  it('a function that is replaced by the same', () => {
    expectSilence(rule, then('CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;'), on);
  });

  it('what the same migration created', () => {
    expectSilence(rule, then(`CREATE VIEW scratch AS SELECT 1 AS a;
DROP VIEW scratch;`), on);
  });

  it('what no migration created', () => {
    expectSilence(rule, { '0001_drop.sql': `DROP VIEW legacy;
DROP FUNCTION old_total(int);` }, on);
  });
});
