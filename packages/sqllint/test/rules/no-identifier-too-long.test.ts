import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-identifier-too-long';

const then = (sql: string) => ({ '0001_change.sql': sql });

describe('no-identifier-too-long reports', () => {
  it('an index whose name is cut off', () => {
    expectReports(rule, { '0001_change.sql': `CREATE TABLE orders (id int);
CREATE INDEX «orders_by_the_identifier_of_the_customer_who_placed_the_first_one_x» ON orders (id);` }, [
      {
        message: '`orders_by_the_identifier_of_the_customer_who_placed_the_first_one_x` has 67 bytes, and PostgreSQL keeps 63 of a name: it becomes `orders_by_the_identifier_of_the_customer_who_placed_the_first_o`. Code that looks it up by its whole name does not find it, and a second name with the same beginning is the same name.',
        instead: ['Choose a name of at most 63 bytes.'],
      },
    ]);
  });

  it('a quoted constraint', () => {
    expectReports(rule, { '0001_change.sql': 'CREATE TABLE orders (id int, CONSTRAINT «"FK_orders_customer_identifier_customers_identifier_on_delete_cascade"» CHECK (id > 0));' }, [
      {
        message: '`FK_orders_customer_identifier_customers_identifier_on_delete_cascade` has 68 bytes, and PostgreSQL keeps 63 of a name: it becomes `FK_orders_customer_identifier_customers_identifier_on_delete_ca`. Code that looks it up by its whole name does not find it, and a second name with the same beginning is the same name.',
        instead: ['Choose a name of at most 63 bytes.'],
      },
    ]);
  });

  it('a name of few characters and many bytes', () => {
    expectReports(rule, { '0001_change.sql': 'CREATE TABLE «"Überschlägige_Größenänderungsaufträge_für_Außendienstmitarbeiter"» (id int);' }, [
      {
        message: '`Überschlägige_Größenänderungsaufträge_für_Außendienstmitarbeiter` has 72 bytes, and PostgreSQL keeps 63 of a name: it becomes `Überschlägige_Größenänderungsaufträge_für_Außendienstmi`. Code that looks it up by its whole name does not find it, and a second name with the same beginning is the same name.',
        instead: ['Choose a name of at most 63 bytes.'],
      },
    ]);
  });

  it('a name that is another one when it is cut', () => {
    expectReports(rule, { '0001_change.sql': `CREATE TABLE orders (id int);
CREATE INDEX «orders_by_the_identifier_of_the_customer_who_placed_the_first_one» ON orders (id);
CREATE INDEX «orders_by_the_identifier_of_the_customer_who_placed_the_first_order» ON orders (id);` }, [
      {
        message: '`orders_by_the_identifier_of_the_customer_who_placed_the_first_one` has 65 bytes, and PostgreSQL keeps 63 of a name: it becomes `orders_by_the_identifier_of_the_customer_who_placed_the_first_o`. Code that looks it up by its whole name does not find it, and a second name with the same beginning is the same name.',
        instead: ['Choose a name of at most 63 bytes.'],
      }, {
        message: '`orders_by_the_identifier_of_the_customer_who_placed_the_first_order` has 67 bytes, and PostgreSQL keeps 63 of a name: it becomes `orders_by_the_identifier_of_the_customer_who_placed_the_first_o`, which exists already, so that the statement fails.',
        instead: ['Choose a name of at most 63 bytes.'],
      },
    ]);
  });
});

describe('no-identifier-too-long ignores', () => {
  it('a name of 63 bytes', () => {
    expectSilence(rule, then('CREATE TABLE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_identifier_x (id int);'));
  });

  it('dropping by the long name, which the server cuts too', () => {
    expectSilence(rule, then('DROP INDEX IF EXISTS orders_by_the_identifier_of_the_customer_who_placed_the_first_one_x;'));
  });

  it('a long string, comment or body', () => {
    expectSilence(rule, then(`-- orders_by_the_identifier_of_the_customer_who_placed_the_first_one_x
CREATE TABLE a (b text DEFAULT 'orders_by_the_identifier_of_the_customer_who_placed_the_first_one_x');`));
  });

  it('many short quoted names in a row', () => {
    expectSilence(rule, then('CREATE TABLE "a" ("b" int,"c" int,"d" int,"e" int,"f" int,"g" int,"h" int,"i" int,"j" int,"k" int);'));
  });
});
