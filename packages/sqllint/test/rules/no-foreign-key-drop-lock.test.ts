import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-foreign-key-drop-lock';
const init = `CREATE TABLE customers (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int CONSTRAINT to_customer REFERENCES customers, note text);`;
const report = (what: string, tables = '`customers`', word = 'it') => ({
  message: `Dropping ${what} also locks ${tables} against reads and writes (ACCESS EXCLUSIVE): the statement waits for every query that uses ${word}, and all later ones wait behind it.`,
  instead: ['-- Limit the wait, and let the runner try again:', "SET lock_timeout = '2s';"],
});

describe('no-foreign-key-drop-lock reports', () => {
  it('a foreign key', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«ALTER TABLE orders DROP CONSTRAINT to_customer»;' }, [
      report('the foreign key `to_customer`'),
    ]);
  });

  it('a column that has one', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': 'ALTER TABLE orders DROP COLUMN note, «DROP COLUMN customer_id»;' }, [
      report('`orders.customer_id` with its foreign key'),
    ]);
  });

  it('a table that has one', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«DROP TABLE orders»;' }, [report('table `orders` with its foreign keys')]);
  });

  it('a key that foreign keys need, with CASCADE', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«ALTER TABLE customers DROP CONSTRAINT customers_pkey CASCADE»;' }, [
      report('`customers_pkey` with the foreign keys that need it', '`orders`'),
    ]);
  });

  it('each other table once, where it is locked first', () => {
    const files = {
      '0001_init.sql': `${init}\nCREATE TABLE shops (id int PRIMARY KEY);\nCREATE TABLE visits (id int CONSTRAINT v REFERENCES customers, shop int REFERENCES shops);`,
      '0002_drop.sql': '«DROP TABLE visits»;\nALTER TABLE orders DROP CONSTRAINT to_customer;',
    };
    expectReports(rule, files, [report('table `visits` with its foreign keys', '`customers` and `shops`', 'them')]);
  });
});

describe('no-foreign-key-drop-lock ignores', () => {
  it.each([
    ['a wait that is limited', "SET lock_timeout = '2s';\nALTER TABLE orders DROP CONSTRAINT to_customer;"],
    ['a table that the same migration drops too', 'DROP TABLE orders;\nDROP TABLE customers;'],
    ['a column without a foreign key', 'ALTER TABLE orders DROP COLUMN note;'],
    ['another constraint', 'ALTER TABLE orders DROP CONSTRAINT orders_pkey;'],
    ['a table that the same migration created', 'CREATE TABLE carts (c int REFERENCES customers);\nDROP TABLE carts;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_drop.sql': sql });
  });

  it('a table that the transaction has locked against reads anyway', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': 'ALTER TABLE customers ADD COLUMN note text;\nALTER TABLE orders DROP CONSTRAINT to_customer;' };
    expectSilence(rule, files, { transaction: 'wrapped' });
  });

  it('a table of which nothing is known', () => {
    expectSilence(rule, { '0001_drop.sql': 'ALTER TABLE orders DROP COLUMN customer_id;\nDROP TABLE customers;' });
  });

  it('a foreign key to the table itself', () => {
    expectSilence(rule, {
      '0001_init.sql': 'CREATE TABLE parts (id int PRIMARY KEY, parent int CONSTRAINT up REFERENCES parts);',
      '0002_drop.sql': 'ALTER TABLE parts DROP CONSTRAINT up;',
    });
  });
});
