import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-inline-constraint';
const init = 'CREATE TABLE customers (id int PRIMARY KEY);\nCREATE TABLE orders (id int PRIMARY KEY);';
const locked = 'while the table is locked against reads and writes (ACCESS EXCLUSIVE).';
const alone = '-- Put the statement into a migration of its own, outside a transaction:';
const own = '-- Then, in a migration of its own:';

describe('no-inline-constraint reports', () => {
  it('UNIQUE, which builds an index', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_code.sql': '«ALTER TABLE orders ADD COLUMN code text UNIQUE»;' }, [
      {
        message: `Adding \`orders.code\` with UNIQUE builds an index over \`orders\` ${locked}`,
        instead: [
          'ALTER TABLE orders ADD COLUMN code text;',
          alone,
          'CREATE UNIQUE INDEX CONCURRENTLY orders_code_key ON orders (code);',
          own,
          'ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE USING INDEX orders_code_key;',
        ],
      },
    ]);
  });

  it('CHECK, which reads every row even where the new column is empty', () => {
    expectReports(rule, { '0001_rank.sql': 'ALTER TABLE orders «ADD COLUMN rank int NOT NULL DEFAULT 1 CHECK (rank > 0)», ADD COLUMN note text;' }, [
      {
        message: `Adding \`orders.rank\` with a CHECK reads every row of \`orders\` ${locked}`,
        instead: [
          'ALTER TABLE orders ADD COLUMN rank integer DEFAULT 1 NOT NULL;',
          'ALTER TABLE orders ADD CONSTRAINT orders_rank_check CHECK (rank > 0) NOT VALID;',
          own,
          'ALTER TABLE orders VALIDATE CONSTRAINT orders_rank_check;',
        ],
      },
    ]);
  });

  it('REFERENCES with a default, which has to be looked up', () => {
    const files = {
      '0001_init.sql': init,
      '0002_customer.sql': '«ALTER TABLE orders ADD COLUMN customer_id int DEFAULT 1 REFERENCES customers ON DELETE CASCADE»;',
    };
    expectReports(rule, files, [
      {
        message: `Adding \`orders.customer_id\` with REFERENCES and a default looks up the default for every row of \`orders\` ${locked}`,
        instead: [
          'ALTER TABLE orders ADD COLUMN customer_id integer DEFAULT 1;',
          'ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers ON DELETE CASCADE NOT VALID;',
          own,
          'ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_id_fkey;',
        ],
      },
    ]);
  });
});

describe('no-inline-constraint ignores', () => {
  it.each([
    ['REFERENCES without a default, which the server does not check', 'ALTER TABLE orders ADD COLUMN customer_id int REFERENCES customers;'],
    ['NOT NULL with a constant default', 'ALTER TABLE orders ADD COLUMN rank int NOT NULL DEFAULT 1;'],
    ['a constraint of a column that rewrites the table, which is said already', 'ALTER TABLE orders ADD COLUMN number serial UNIQUE;'],
    ['IF NOT EXISTS of a column that exists', 'ALTER TABLE orders ADD COLUMN IF NOT EXISTS id int UNIQUE;'],
    ['a table that the same migration created', 'CREATE TABLE carts (id int);\nALTER TABLE carts ADD COLUMN code text UNIQUE;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_add.sql': sql });
  });
});
