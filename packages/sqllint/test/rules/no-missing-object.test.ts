import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-missing-object';
const init = `CREATE TABLE orders (id int PRIMARY KEY, code text);
CREATE TABLE items (id int, order_id int REFERENCES orders);`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-missing-object reports', () => {
  it('a column that is not there', () => {
    expectReports(rule, then('«ALTER TABLE orders DROP COLUMN note»;'), [
      {
        message: 'This statement stops with an error: column orders.note does not exist at that point. The deployment fails here, after the migrations before this one have been applied.',
      },
    ]);
  });

  it('a table that was dropped before', () => {
    expectReports(rule, then(`DROP TABLE items;
«ALTER TABLE items ADD COLUMN note text»;`), [
      {
        message: 'This statement stops with an error: table items does not exist at that point. The deployment fails here, after the migrations before this one have been applied.',
      },
    ]);
  });

  it('a table that exists already', () => {
    expectReports(rule, then('«CREATE TABLE orders (id int)»;'), [
      {
        message: 'This statement stops with an error: table orders exists already at that point. The deployment fails here, after the migrations before this one have been applied.',
      },
    ]);
  });

  it('a table that another one needs', () => {
    expectReports(rule, then('«DROP TABLE orders»;'), [
      {
        message: 'This statement stops with an error: it cannot drop table orders, which constraint items_order_id_fkey of table items needs. The deployment fails here, after the migrations before this one have been applied.',
      },
    ]);
  });

  it('the first of several only', () => {
    expectReports(rule, then(`«ALTER TABLE orders DROP COLUMN note»;
ALTER TABLE orders DROP COLUMN name;`), [
      {
        message: 'This statement stops with an error: column orders.note does not exist at that point. The deployment fails here, after the migrations before this one have been applied.',
      },
    ]);
  });
});

describe('no-missing-object ignores', () => {
  it('what only an earlier down takes for granted', () => {
    expectSilence(rule, {
      '0001_init.up.sql': 'CREATE TABLE orders (id int PRIMARY KEY);\nCREATE VIEW order_views AS SELECT id FROM orders;',
      '0001_init.down.sql': 'DROP VIEW IF EXISTS orders_view;\nDROP VIEW archive;\nDROP TABLE orders;',
      '0002_views.up.sql': 'CREATE VIEW orders_view AS SELECT id FROM orders;\nCREATE VIEW archive AS SELECT id FROM orders;',
    });
  });

  it('what a function that is not understood may have given a table in another schema', () => {
    expectSilence(rule, {
      '0001_init.sql': `CREATE SCHEMA app;
CREATE FUNCTION app.protect(which text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE (SELECT statement FROM app.templates WHERE name = which); END $$;
CREATE TABLE app.orders (id int PRIMARY KEY);
SELECT app.protect('orders');`,
      '0002_drop.sql': 'DROP POLICY owners_only ON app.orders;',
    });
  });

  it('what IF EXISTS allows for', () => {
    expectSilence(rule, then(`ALTER TABLE orders DROP COLUMN IF EXISTS note;
DROP TABLE IF EXISTS nothing;
CREATE TABLE IF NOT EXISTS orders (id int);`));
  });

  it('tables that drop together', () => {
    expectSilence(rule, then('DROP TABLE orders, items;'));
  });

  it('tables that no migration created', () => {
    expectSilence(rule, then(`ALTER TABLE legacy ADD COLUMN note text;
DROP TABLE older;`));
  });

  it('a migration that runs again and again', () => {
    expectSilence(rule, { '0001_init.sql': 'CREATE TABLE a (id int);', 'R_again.sql': 'CREATE TABLE a (id int);' }, { repeatable: ['R_again'] });
  });

  it('what a condition decides', () => {
    expectSilence(rule, then("DO $$ BEGIN IF to_regclass('orders') IS NULL THEN CREATE TABLE orders (id int); END IF; END $$;"));
  });

  it('the next name that the server chooses where a cut one is taken by another table', () => {
    expectSilence(rule, {
      '0001_init.sql': `
        CREATE TABLE programmes (participation_id uuid PRIMARY KEY);
        CREATE TABLE participation_of_labour_market_categories (participation_id uuid PRIMARY KEY REFERENCES programmes (participation_id), labour_market_participation_id uuid REFERENCES programmes (participation_id));
        CREATE TABLE participation_of_labour_market_categories_certificates (labour_market_participation_id uuid REFERENCES programmes (participation_id));`,
      '0002_change.sql': 'ALTER TABLE participation_of_labour_market_categories_certificates DROP CONSTRAINT participation_of_labour_mark_labour_market_participation__fkey1;',
    });
  });

  it('a text search configuration that is named like a dictionary', () => {
    expectSilence(rule, {
      '0001_search.sql': 'CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = snowball, LANGUAGE = english);\nCREATE TEXT SEARCH CONFIGURATION plain (COPY = pg_catalog.english);',
    });
  });

  it('what a branch that may not run does to what an earlier one may have dropped', () => {
    expectSilence(rule, {
      '0001_init.sql': 'CREATE TABLE items (id int);\nCREATE INDEX items_id ON items (id);',
      '0002_change.sql': `DO $$ BEGIN
        IF (SELECT count(*) = 2 FROM pg_indexes WHERE indexname IN ('items_id', 'items_pk')) THEN DROP INDEX items_id; END IF;
        IF (SELECT count(*) = 1 FROM pg_indexes WHERE indexname IN ('items_id', 'items_pk')) THEN ALTER INDEX items_id RENAME TO items_pk; END IF;
      END $$;`,
    });
  });
});
