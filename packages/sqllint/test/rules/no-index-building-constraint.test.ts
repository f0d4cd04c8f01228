import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-index-building-constraint';
const init = 'CREATE TABLE orders (id int NOT NULL, code text);';
const message = (kind: string) =>
  `Adding this ${kind} builds an index over all rows of \`orders\` while the table is locked against reads and writes (ACCESS EXCLUSIVE).`;
const alone = '-- Put the statement into a migration of its own, outside a transaction:';
const own = '-- Then, in a migration of its own:';

describe('no-index-building-constraint reports', () => {
  it('UNIQUE', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_unique.sql': '«ALTER TABLE orders ADD CONSTRAINT one_code UNIQUE (code)»;' }, [
      {
        message: message('UNIQUE constraint'),
        instead: [
          alone,
          'CREATE UNIQUE INDEX CONCURRENTLY one_code ON orders (code);',
          own,
          'ALTER TABLE orders ADD CONSTRAINT one_code UNIQUE USING INDEX one_code;',
        ],
      },
    ]);
  });

  it('PRIMARY KEY on a column that is NOT NULL', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_key.sql': '«ALTER TABLE orders ADD PRIMARY KEY (id)»;' }, [
      {
        message: message('PRIMARY KEY'),
        instead: [
          alone,
          'CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON orders (id);',
          own,
          'ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;',
        ],
      },
    ]);
  });

  it('PRIMARY KEY on columns that may hold NULL, which have to be mended first', () => {
    expectReports(rule, { '0001_key.sql': '«alter table orders add primary key (code)»;' }, [
      {
        message: message('PRIMARY KEY'),
        instead: [
          '-- First make sure that its columns are NOT NULL, without a scan under the lock (see no-set-not-null).',
          alone,
          'CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON orders (code);',
          own,
          'ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;',
        ],
      },
    ]);
  });

  it('a partitioned table, which takes no constraint from an index', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE orders (id int NOT NULL, at date) PARTITION BY RANGE (at);',
      '0002_unique.sql': '«ALTER TABLE orders ADD UNIQUE (id, at)»;',
    };
    expectReports(rule, files, [
      {
        message: message('UNIQUE constraint'),
        instead: [
          '-- A unique index does the same, and can be built one partition after the other:',
          'CREATE UNIQUE INDEX orders_id_at_key ON ONLY orders (id, at);',
          alone,
          'CREATE UNIQUE INDEX CONCURRENTLY orders_id_at_key_… ON … (id, at);',
          '-- Then, for each partition:',
          'ALTER INDEX orders_id_at_key ATTACH PARTITION orders_id_at_key_…;',
        ],
      },
    ]);
  });
});

describe('no-index-building-constraint ignores', () => {
  it.each([
    ['a constraint from an index that is there', 'ALTER TABLE orders ADD CONSTRAINT one_code UNIQUE USING INDEX one_code;'],
    ['a table that the same migration created', 'CREATE TABLE carts (id int);\nALTER TABLE carts ADD PRIMARY KEY (id);'],
    ['a table that the migration has emptied', 'TRUNCATE orders;\nALTER TABLE orders ADD UNIQUE (id, code);'],
    ['CREATE UNIQUE INDEX, which has a rule of its own', 'CREATE UNIQUE INDEX one_id ON orders (id);'],
    ['an exclusion constraint, which has a rule of its own', 'ALTER TABLE orders ADD EXCLUDE (id WITH =);'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': `${init}\nCREATE UNIQUE INDEX one_code ON orders (code);`, '0002_add.sql': sql });
  });
});
