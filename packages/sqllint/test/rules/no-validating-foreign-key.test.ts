import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-validating-foreign-key';
const init = 'CREATE TABLE customers (id int PRIMARY KEY);\nCREATE TABLE orders (id int PRIMARY KEY, customer_id int);';
const message = (tables: string) =>
  `Adding this foreign key reads every row of \`orders\` while it locks ${tables} against writes (SHARE ROW EXCLUSIVE).`;
const both = '`orders` and `customers`';
const instead = [
  'ALTER TABLE orders ADD CONSTRAINT to_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;',
  '-- Then, in a migration of its own:',
  'ALTER TABLE orders VALIDATE CONSTRAINT to_customer;',
];
const add = 'ALTER TABLE orders ADD CONSTRAINT to_customer FOREIGN KEY (customer_id) REFERENCES customers';

describe('no-validating-foreign-key reports', () => {
  it('a foreign key between tables of earlier migrations', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_key.sql': `«${add}»;` }, [{ message: message(both), instead }]);
  });

  it('tables that no migration created', () => {
    expectReports(rule, { '0001_key.sql': `«${add}»;` }, [{ message: message(both), instead }]);
  });

  it('one lock where the other table is new', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE orders (id int PRIMARY KEY, customer_id int);',
      '0002_key.sql': `CREATE TABLE customers (id int PRIMARY KEY);\n«${add}»;`,
    };
    expectReports(rule, files, [{ message: message('`orders`'), instead }]);
  });

  it('the key of a column that the migration added, which could have come with the column', () => {
    const files = {
      '0001_init.sql': init,
      '0002_key.sql':
        'ALTER TABLE orders ADD COLUMN payer_id int;\n«ALTER TABLE orders ADD FOREIGN KEY (payer_id) REFERENCES customers (id) ON DELETE SET NULL»;',
    };
    expectReports(rule, files, [
      {
        message: message(both),
        instead: [
          '-- PostgreSQL skips the scan for a foreign key that comes with its new, empty column:',
          'ALTER TABLE orders ADD COLUMN payer_id integer REFERENCES customers (id) ON DELETE SET NULL;',
        ],
      },
    ]);
  });

  it('the key of a column that the migration added and filled', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE customers (id int PRIMARY KEY);\nCREATE TABLE orders (id int PRIMARY KEY);',
      '0002_key.sql': `ALTER TABLE orders ADD COLUMN customer_id int;\nUPDATE orders SET customer_id = 1;\n«${add}»;`,
    };
    expectReports(rule, files, [{ message: message(both), instead }]);
  });

  it('a partitioned table, partition by partition before PostgreSQL 18', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE customers (id int PRIMARY KEY);\nCREATE TABLE orders (id int, customer_id int) PARTITION BY HASH (id);',
      '0002_key.sql': `«${add}»;`,
    };
    expectReports(rule, files, [
      {
        message: message(both),
        instead: [
          '-- A partitioned table takes no NOT VALID foreign key before PostgreSQL 18. Begin with each partition:',
          'ALTER TABLE … ADD CONSTRAINT to_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;',
          '-- Then, in a migration of its own:',
          'ALTER TABLE … VALIDATE CONSTRAINT to_customer;',
          '-- The parent then adopts them:',
          'ALTER TABLE orders ADD CONSTRAINT to_customer FOREIGN KEY (customer_id) REFERENCES customers;',
        ],
      },
    ]);
    expectReports(rule, files, [{ message: message(both), instead }], { pgVersion: 18 });
  });
});

describe('no-validating-foreign-key ignores', () => {
  it.each([
    ['NOT VALID', `${add} NOT VALID;`],
    ['a key that comes with its new, empty column', 'ALTER TABLE orders ADD COLUMN payer_id int REFERENCES customers;'],
    ['a table that the migration has emptied', `TRUNCATE orders;\n${add};`],
    ['a table that the same migration created', 'CREATE TABLE carts (customer_id int);\nALTER TABLE carts ADD FOREIGN KEY (customer_id) REFERENCES customers;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_key.sql': sql });
  });
});
