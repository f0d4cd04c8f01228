import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-rename-object';
const init = `CREATE TABLE orders (id serial PRIMARY KEY);
CREATE VIEW open_orders AS SELECT id FROM orders;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE FUNCTION total(order_id int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE SEQUENCE invoice_numbers;
CREATE SCHEMA shop;`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-rename-object reports', () => {
  it('a view', () => {
    expectReports(rule, then('«ALTER VIEW open_orders RENAME TO pending_orders»;'), [
      {
        message: 'Renaming view `open_orders` to `pending_orders` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `open_orders`.',
        instead: [
          '-- Keep the old name alive in the same transaction:',
          'ALTER VIEW open_orders RENAME TO pending_orders;',
          'CREATE VIEW open_orders AS SELECT * FROM pending_orders;',
          '-- In a later release, once no code uses open_orders:',
          '-- sqllint-contract 0002_change',
          'DROP VIEW open_orders;',
        ],
      },
    ]);
  });

  it('a type', () => {
    expectReports(rule, then('«ALTER TYPE mood RENAME TO feeling»;'), [
      {
        message: 'Renaming type `mood` to `feeling` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `mood`.',
        instead: ['-- Create feeling beside mood, ship code that names the new one, and drop the old one in a later release.'],
      },
    ]);
  });

  it('a function', () => {
    expectReports(rule, then('«ALTER FUNCTION total(int) RENAME TO order_total»;'), [
      {
        message: 'Renaming function `total` to `order_total` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `total`.',
        instead: [
          '-- Leave total as it is, create order_total beside it, and let the one call the other. In a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP FUNCTION total;',
        ],
      },
    ]);
  });

  it('a sequence that code draws from', () => {
    expectReports(rule, then('«ALTER SEQUENCE invoice_numbers RENAME TO numbers»;'), [
      {
        message: 'Renaming sequence `invoice_numbers` to `numbers` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `invoice_numbers`.',
        instead: ['-- Create numbers beside invoice_numbers, ship code that names the new one, and drop the old one in a later release.'],
      },
    ]);
  });

  it('a schema', () => {
    expectReports(rule, then('«ALTER SCHEMA shop RENAME TO store»;'), [
      {
        message: 'Renaming schema `shop` to `store` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `shop`.',
        instead: [
          '-- Move the code over before: let both names be in the search_path, qualify nothing. In a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'ALTER SCHEMA shop RENAME TO store;',
        ],
      },
    ]);
  });

  it('a table that moves to another schema', () => {
    expectReports(rule, then('«ALTER TABLE orders SET SCHEMA shop»;'), [
      {
        message: 'Moving table `orders` to schema `shop` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `orders`, unless its search_path already leads there.',
        instead: [
          '-- Keep the old name alive in the same transaction:',
          'ALTER TABLE orders SET SCHEMA shop;',
          'CREATE VIEW orders AS SELECT * FROM shop.orders;',
          '-- In a later release, once no code uses orders:',
          '-- sqllint-contract 0002_change',
          'DROP VIEW orders;',
        ],
      },
    ]);
  });

  it('a function that moves to another schema', () => {
    expectReports(rule, then('«ALTER FUNCTION total(int) SET SCHEMA shop»;'), [
      {
        message: 'Moving function `total` to schema `shop` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `total`, unless its search_path already leads there.',
        instead: [
          '-- Leave total as it is, create shop.total beside it, and let the one call the other. In a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP FUNCTION total;',
        ],
      },
    ]);
  });

  it('a value of an enum', () => {
    expectReports(rule, then("«ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'»;"), [
      {
        message: "Renaming value 'sad' of enum `mood` to 'blue' breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for 'sad', and does not know 'blue' when it reads it.",
        instead: [
          '-- Expand: add the new value beside the old one, and ship code that reads both and writes the new one.',
          "ALTER TYPE mood ADD VALUE 'blue';",
          "-- Then move the rows over in a migration of its own: UPDATE … SET … = 'blue' WHERE … = 'sad';",
        ],
      },
    ]);
  });
});

describe('no-rename-object ignores', () => {
  it('a type that makes room for its successor', () => {
    expectSilence(rule, then(`ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'calm', 'happy');`));
  });

  it('a table that leaves a view behind', () => {
    expectSilence(rule, then(`ALTER TABLE orders SET SCHEMA shop;
CREATE VIEW orders AS SELECT * FROM shop.orders;`));
  });

  it('a view that another one takes the place of', () => {
    expectSilence(rule, then(`CREATE VIEW open_orders_2 AS SELECT id FROM orders WHERE id > 0;
ALTER VIEW open_orders RENAME TO open_orders_1;
ALTER VIEW open_orders_2 RENAME TO open_orders;`));
  });

  it('the function of a trigger, which the server finds without its name', () => {
    expectSilence(rule, then('ALTER FUNCTION touch() RENAME TO touch_order;'));
  });

  it('the sequence of a column likewise', () => {
    expectSilence(rule, then('ALTER SEQUENCE orders_id_seq RENAME TO order_ids;'));
  });

  it('objects of the same migration', () => {
    expectSilence(rule, then(`CREATE VIEW scratch AS SELECT 1 AS a;
ALTER VIEW scratch RENAME TO scratched;
CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour RENAME VALUE 'red' TO 'blue';`));
  });

  it('triggers, indexes and constraints, which no query names', () => {
    expectSilence(rule, then('ALTER INDEX orders_pkey RENAME TO orders_key;'));
  });
});
