import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-cascade';
const init = `CREATE TABLE orders (id bigint PRIMARY KEY, code text UNIQUE, email citext);
CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint REFERENCES orders, order_code text REFERENCES orders (code));
CREATE VIEW order_ids AS SELECT id FROM orders;
CREATE VIEW newest_ids AS SELECT id FROM order_ids ORDER BY id DESC LIMIT 10;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER items_touch BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION touch();`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-drop-cascade reports', () => {
  it('a table, with the foreign keys and views that go with it, the outer views first', () => {
    expectReports(rule, then('«DROP TABLE orders CASCADE»;'), [
      {
        message: 'CASCADE drops not only table `orders` but also constraint items_order_id_fkey of table items, constraint items_order_code_fkey of table items, view newest_ids and 1 more, which this migration does not name.',
        instead: [
          '-- Drop what depends on it by name, so that everybody sees it and the down can create it again:',
          'ALTER TABLE items DROP CONSTRAINT items_order_id_fkey;',
          'ALTER TABLE items DROP CONSTRAINT items_order_code_fkey;',
          'DROP VIEW newest_ids;',
          'DROP VIEW order_ids;',
          'DROP TABLE orders;',
        ],
      },
    ]);
  });

  it('a column, with what names it', () => {
    expectReports(rule, then(`ALTER TABLE orders
  «DROP COLUMN code CASCADE»,
  ADD COLUMN note text;`), [
      {
        message: 'CASCADE drops not only column `orders.code` but also constraint items_order_code_fkey of table items, which this migration does not name.',
        instead: [
          '-- Drop what depends on it by name, so that everybody sees it and the down can create it again:',
          'ALTER TABLE items DROP CONSTRAINT items_order_code_fkey;',
          'ALTER TABLE orders DROP COLUMN code;',
        ],
      },
    ]);
  });

  it('a key, with the foreign keys that need it', () => {
    expectReports(rule, then('«ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE»;'), [
      {
        message: 'CASCADE drops not only constraint `orders_pkey` of `orders` but also constraint items_order_id_fkey of table items, which this migration does not name.',
        instead: [
          '-- Drop what depends on it by name, so that everybody sees it and the down can create it again:',
          'ALTER TABLE items DROP CONSTRAINT items_order_id_fkey;',
          'ALTER TABLE orders DROP CONSTRAINT orders_pkey;',
        ],
      },
    ]);
  });

  it('a view that another one reads', () => {
    expectReports(rule, then('«DROP VIEW order_ids CASCADE»;'), [
      {
        message: 'CASCADE drops not only view `order_ids` but also view newest_ids, which this migration does not name.',
        instead: [
          '-- Drop what depends on it by name, so that everybody sees it and the down can create it again:',
          'DROP VIEW newest_ids;',
          'DROP VIEW order_ids;',
        ],
      },
    ]);
  });

  it('a function, with its triggers', () => {
    expectReports(rule, then('«DROP FUNCTION touch() CASCADE»;'), [
      {
        message: 'CASCADE drops not only function `touch` but also trigger items_touch of table items, which this migration does not name.',
        instead: [
          '-- Drop what depends on it by name, so that everybody sees it and the down can create it again:',
          'DROP TRIGGER items_touch ON items;',
          'DROP FUNCTION touch();',
        ],
      },
    ]);
  });

  it('an extension, with the columns of its types', () => {
    expectReports(rule, then('«DROP EXTENSION citext CASCADE»;'), [
      {
        message: 'CASCADE drops not only extension `citext` but also column orders.email, which this migration does not name.',
        instead: [
          '-- Drop what depends on it by name, so that everybody sees it and the down can create it again:',
          'ALTER TABLE orders DROP COLUMN email;',
          'DROP EXTENSION citext;',
        ],
      },
    ]);
  });

  it('what no migration created, once for the statement and as a warning', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP TABLE legacy, older CASCADE»;' }, [
      {
        message: 'CASCADE drops not only table `legacy` but all that depends on it, and the migrations do not tell what that is: no down can bring it back.',
        instead: [
          '-- Without CASCADE the server refuses, and lists what is in the way. Drop that by name first, then:',
          'DROP TABLE legacy, older;',
        ],
        severity: 'warn',
      },
    ]);
  });

  it('everything that a role owns', () => {
    expectReports(rule, then('«DROP OWNED BY reporting»;'), [
      {
        message: 'DROP OWNED drops every table, view and function of `reporting` in this database, and no down migration knows which these were.',
        instead: [
          '-- Drop what has to go by its name, and give the rest to another role:',
          'REASSIGN OWNED BY … TO …;',
        ],
      },
    ]);
  });
});

describe('no-drop-cascade ignores', () => {
  it('a table on which nothing depends', () => {
    expectSilence(rule, then('DROP TABLE items CASCADE;'));
  });

  it('dependants that the migration drops by name', () => {
    expectSilence(rule, then(`DROP VIEW newest_ids;
DROP VIEW order_ids;
DROP TABLE items;
DROP TABLE orders CASCADE;`));
  });

  it('a view that the migration creates again', () => {
    expectSilence(rule, then(`CREATE TABLE kept (id bigint);
DROP VIEW order_ids CASCADE;
CREATE VIEW order_ids AS SELECT id FROM orders;
CREATE VIEW newest_ids AS SELECT id FROM order_ids;`));
  });

  it('a table of the same migration', () => {
    expectSilence(rule, then(`CREATE TABLE scratch (id int);
CREATE VIEW scratched AS SELECT id FROM scratch;
DROP TABLE scratch CASCADE;`));
  });

  it('a trigger, on which nothing can depend', () => {
    expectSilence(rule, then('DROP TRIGGER items_touch ON items CASCADE;'));
  });

  it('a first migration that clears the ground', () => {
    expectSilence(rule, { '0001_init.sql': `DROP TABLE IF EXISTS orders CASCADE;
CREATE TABLE orders (id int);` });
  });

  it('a drop without CASCADE', () => {
    expectSilence(rule, then('DROP TABLE items;'));
  });

  it('handing over what a role owns', () => {
    expectSilence(rule, then('REASSIGN OWNED BY reporting TO app;'));
  });
});
