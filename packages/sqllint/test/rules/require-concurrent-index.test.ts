import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'require-concurrent-index';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, customer_id int);';
const message = 'Building this index locks `orders` against writes (SHARE lock) until every row has been read.';
const alone = '-- Put the statement into a migration of its own, outside a transaction:';

describe('require-concurrent-index reports', () => {
  it('an index on a table of an earlier migration', () => {
    const files = { '0001_init.sql': init, '0002_index.sql': '«CREATE INDEX orders_customer ON orders (customer_id)»;' };
    expectReports(rule, files, [
      { message, instead: [alone, 'CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);'] },
    ]);
  });

  it('an index on a table that no migration created, in the case of the statement and with a name to find it by', () => {
    expectReports(rule, { '0001_index.sql': '«create unique index on orders (customer_id)»;' }, [
      { message, instead: [alone, 'create unique index concurrently orders_customer_id_idx on orders (customer_id);'] },
    ]);
  });

  it('an index on a partitioned table, for which the server has no CONCURRENTLY', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE events (at date) PARTITION BY RANGE (at);',
      '0002_index.sql': '«CREATE INDEX i ON events (at)»;',
    };
    expectReports(rule, files, [
      {
        message:
          'Building this index locks `events` and all of its partitions against writes (SHARE lock) until every row has been read; PostgreSQL has no CONCURRENTLY for a partitioned table.',
        instead: [
          '-- First the index of the parent alone, which is not valid yet:',
          'CREATE INDEX i ON ONLY events (at);',
          '-- Put the statement into a migration of its own, outside a transaction, once for each partition:',
          'CREATE INDEX CONCURRENTLY … ON … (at);',
          'ALTER INDEX i ATTACH PARTITION …;',
        ],
      },
    ]);
  });

  it('how this runner is told to do without a transaction', () => {
    const files = { '0001_index.sql': '«CREATE INDEX i ON orders (id)»;' };
    const outsideTransaction = 'Put `-- +goose NO TRANSACTION` at the top of the file';
    expectReports(
      rule,
      files,
      [{ message, instead: [`-- ${outsideTransaction}:`, 'CREATE INDEX CONCURRENTLY i ON orders (id);'] }],
      { outsideTransaction, transaction: 'wrapped' },
    );
  });

  it('nothing about the runner where there is no transaction anyway', () => {
    const files = { '0001_index.sql': '«CREATE INDEX i ON orders (id)»;' };
    expectReports(rule, files, [{ message, instead: [alone, 'CREATE INDEX CONCURRENTLY i ON orders (id);'] }], {
      outsideTransaction: 'Put `-- +goose NO TRANSACTION` at the top of the file',
      transaction: 'none',
    });
  });
});

describe('require-concurrent-index ignores', () => {
  it('an index that is built CONCURRENTLY', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_index.sql': 'CREATE INDEX CONCURRENTLY i ON orders (customer_id);' });
  });

  it('a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\nCREATE INDEX i ON orders (customer_id);` });
  });

  it('a temporary table', () => {
    expectSilence(rule, { '0001_fill.sql': 'CREATE TEMP TABLE scratch (id int);\nCREATE INDEX i ON scratch (id);' });
  });

  it('an index of a partitioned table that is for the table ONLY', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE events (at date) PARTITION BY RANGE (at);',
      '0002_index.sql': 'CREATE INDEX i ON ONLY events (at);',
    };
    expectSilence(rule, files);
  });

  it('an index that is there already, and is created IF NOT EXISTS', () => {
    const files = {
      '0001_init.sql': `${init}\nCREATE INDEX i ON orders (customer_id);`,
      '0002_again.sql': 'CREATE INDEX IF NOT EXISTS i ON orders (customer_id);',
    };
    expectSilence(rule, files);
  });

  it('a materialized view', () => {
    const files = {
      '0001_init.sql': `${init}\nCREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM orders;`,
      '0002_index.sql': 'CREATE INDEX i ON totals (n);',
    };
    expectSilence(rule, files);
  });

  it('a table that the migration has emptied, unless rows went in since', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_index.sql': 'TRUNCATE orders;\nCREATE INDEX i ON orders (customer_id);' });
    const filled = 'TRUNCATE orders;\nINSERT INTO orders (customer_id) SELECT 1;\n«CREATE INDEX i ON orders (customer_id)»;';
    expectReports(rule, { '0001_init.sql': init, '0002_index.sql': filled }, [{ message, instead: [alone, 'CREATE INDEX CONCURRENTLY i ON orders (customer_id);'] }]);
  });

  it('the CREATE INDEX in a down', () => {
    const files = {
      '0001_init.up.sql': `${init}\nCREATE INDEX i ON orders (customer_id);`,
      '0001_init.down.sql': 'DROP TABLE orders;',
      '0002_drop.up.sql': 'DROP INDEX i;',
      '0002_drop.down.sql': 'CREATE INDEX i ON orders (customer_id);',
    };
    expectSilence(rule, files);
  });
});
