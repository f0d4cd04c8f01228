import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-unsafe-concurrent-index-retry';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, code text);';
const message =
  'When building index `orders_code` fails, PostgreSQL leaves it behind as invalid; IF NOT EXISTS then finds it when the migration runs again and reports success, and `orders` stays without a working index.';

describe('no-unsafe-concurrent-index-retry reports', () => {
  it('IF NOT EXISTS, and drops first where the script runs without a transaction', () => {
    const files = { '0001_init.sql': init, '0002_index.sql': '«CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_code ON orders (code)»;' };
    expectReports(
      rule,
      files,
      [
        {
          message,
          instead: ['DROP INDEX CONCURRENTLY IF EXISTS orders_code;', 'CREATE INDEX CONCURRENTLY orders_code ON orders (code);'],
        },
      ],
      { transaction: 'none' },
    );
  });

  it('IF NOT EXISTS, and lets the second run stop where the statement has to be alone', () => {
    expectReports(
      rule,
      { '0001_index.sql': '«create index concurrently if not exists orders_code on orders (code)»;' },
      [
        {
          message,
          instead: [
            'create index concurrently orders_code on orders (code);',
            '-- A second run then stops at the invalid index instead of passing over it, and you drop it first:',
            'DROP INDEX CONCURRENTLY IF EXISTS orders_code;',
          ],
        },
      ],
      { transaction: 'implicit' },
    );
  });

  it('an index without a name', () => {
    expectReports(rule, { '0001_index.sql': '«CREATE UNIQUE INDEX CONCURRENTLY ON orders (code)»;' }, [
      {
        message:
          'This index on `orders` has no name: when the build fails, an invalid index stays behind, and running the migration again builds a second one beside it.',
        instead: ['CREATE UNIQUE INDEX CONCURRENTLY orders_code_idx ON orders (code);'],
      },
    ]);
  });

  it('a statement_timeout that is in force', () => {
    const files = { '0001_index.sql': "SET statement_timeout = '30s';\n«CREATE INDEX CONCURRENTLY orders_code ON orders (code)»;" };
    expectReports(rule, files, [
      {
        message:
          'A statement_timeout of 30s is in force while index `orders_code` is built: a large table takes longer, and what is then left is an invalid index that slows down writes and serves no query.',
        instead: ['SET statement_timeout = 0;', 'CREATE INDEX CONCURRENTLY orders_code ON orders (code);'],
      },
    ]);
  });
});

describe('no-unsafe-concurrent-index-retry ignores', () => {
  const create = 'CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_code ON orders (code);';

  it.each([
    ['a named index without IF NOT EXISTS', 'CREATE INDEX CONCURRENTLY orders_code ON orders (code);'],
    ['an index that is dropped first', `DROP INDEX CONCURRENTLY IF EXISTS orders_code;\n${create}`],
    ['an index that is not built CONCURRENTLY', 'CREATE INDEX IF NOT EXISTS orders_code ON orders (code);'],
    ['a statement_timeout that is off', 'SET statement_timeout = 0;\nCREATE INDEX CONCURRENTLY orders_code ON orders (code);'],
    ['a table that the same migration created', 'CREATE TABLE carts (id int);\nCREATE INDEX CONCURRENTLY IF NOT EXISTS i ON carts (id);'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_index.sql': sql }, { transaction: 'none' });
  });

  it('an index that an earlier migration built', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\nCREATE INDEX orders_code ON orders (code);`, '0002_index.sql': create });
  });

  it('a transaction, in which the statement fails anyway', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_index.sql': create }, { transaction: 'wrapped' });
  });
});
