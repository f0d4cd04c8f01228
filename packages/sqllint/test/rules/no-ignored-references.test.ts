import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-ignored-references';
const mysql = { dialect: 'mysql' } as const;
const message = 'MySQL before 9.0 reads the REFERENCES of column `orders.customer_id` and passes over it: there is no foreign key, and rows that refer to nothing are let in.';
const instead = ['ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id);'];

describe('no-ignored-references reports', () => {
  it('REFERENCES behind a column of a new table, and behind a new column', () => {
    expectReports(rule, { '0001_a.sql': '«CREATE TABLE orders (customer_id int REFERENCES customers (id))»;' }, [{ message, instead }], mysql);
    expectReports(rule, { '0001_a.sql': '«ALTER TABLE orders ADD customer_id int REFERENCES customers»;' }, [{ message, instead }], mysql);
  });
});

describe('no-ignored-references is silent about', () => {
  it('a foreign key that counts', () => {
    expectSilence(rule, { '0001_a.sql': 'CREATE TABLE orders (customer_id int REFERENCES customers (id), FOREIGN KEY (customer_id) REFERENCES customers (id));' }, mysql);
  });

  it('servers that heed it', () => {
    const files = { '0001_a.sql': 'CREATE TABLE orders (customer_id int REFERENCES customers (id));' };
    expectSilence(rule, files, { ...mysql, mysqlVersion: '9.0' });
    expectSilence(rule, files, { dialect: 'mariadb' });
  });
});
