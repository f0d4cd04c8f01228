import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-nullable-primary-key-index';
const init = 'CREATE TABLE orders (id int, code text NOT NULL);\nCREATE UNIQUE INDEX by_id ON orders (id);\nCREATE UNIQUE INDEX by_code ON orders (code);';

describe('no-nullable-primary-key-index reports', () => {
  it('an index over a column that may hold NULL', () => {
    const files = { '0001_init.sql': init, '0002_key.sql': '«ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX by_id»;' };
    expectReports(rule, files, [
      {
        message:
          '`id` may hold NULL, so that making this index the primary key sets NOT NULL first: it reads every row of `orders` while the table is locked against reads and writes (ACCESS EXCLUSIVE).',
        instead: [
          '-- Before that, each in a transaction of its own:',
          'ALTER TABLE orders ADD CONSTRAINT orders_id_not_null CHECK (id IS NOT NULL) NOT VALID;',
          'ALTER TABLE orders VALIDATE CONSTRAINT orders_id_not_null;',
          'ALTER TABLE orders ALTER COLUMN id SET NOT NULL;',
          'ALTER TABLE orders DROP CONSTRAINT orders_id_not_null;',
        ],
      },
    ]);
  });
});

describe('no-nullable-primary-key-index ignores', () => {
  it.each([
    ['an index over a column that is NOT NULL', 'ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX by_code;'],
    ['UNIQUE, which takes NULL', 'ALTER TABLE orders ADD CONSTRAINT one_id UNIQUE USING INDEX by_id;'],
    ['a primary key that builds its index, which has a rule of its own', 'ALTER TABLE orders ADD PRIMARY KEY (id);'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_key.sql': sql });
  });

  it('an index that no migration created', () => {
    expectSilence(rule, { '0001_key.sql': 'ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX by_id;' });
  });

  it('a column that an earlier migration made NOT NULL', () => {
    expectSilence(rule, {
      '0001_init.sql': init,
      '0002_require.sql': 'ALTER TABLE orders ALTER COLUMN id SET NOT NULL;',
      '0003_key.sql': 'ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX by_id;',
    });
  });
});
