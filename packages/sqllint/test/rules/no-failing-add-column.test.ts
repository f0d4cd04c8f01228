import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-failing-add-column';
const options = { dialect: 'sqlite' } as const;

describe('no-failing-add-column reports', () => {
  it('a column that must not be NULL and has no default', () => {
    expectReports(rule, { '0001_a.sql': '«ALTER TABLE orders ADD COLUMN status text NOT NULL»;' }, [
      {
        message: 'Adding `orders.status` works on an empty table and stops with an error on one that has rows: a NOT NULL column needs a default that is not NULL.',
        instead: ['-- With a constant for the rows that are there:', 'ALTER TABLE orders ADD COLUMN status text NOT NULL DEFAULT …;', '-- or without NOT NULL.'],
      },
    ], options);
  });

  it('a default that is computed, on a table that the migrations have filled', () => {
    expectReports(rule, { '0001_a.sql': 'CREATE TABLE kinds (id integer PRIMARY KEY);\nINSERT INTO kinds VALUES (1);', '0002_b.sql': '«ALTER TABLE kinds ADD COLUMN at text DEFAULT CURRENT_TIMESTAMP»;' }, [
      {
        message:
          'Adding `kinds.at` works on an empty table and stops with an error on one that has rows, and the migrations themselves have put rows into it: the default CURRENT_TIMESTAMP is no constant.',
        instead: [
          'ALTER TABLE kinds ADD COLUMN at text;',
          'UPDATE kinds SET at = CURRENT_TIMESTAMP;',
          '-- and let the code write it; for a default that is computed, the table has to be rebuilt.',
        ],
      },
    ], options);
  });
});

describe('no-failing-add-column is silent about', () => {
  it('what SQLite adds at any time, and tables of the same migration', () => {
    expectSilence(rule, { '0001_a.sql': "ALTER TABLE orders ADD COLUMN status text NOT NULL DEFAULT 'new';" }, options);
    expectSilence(rule, { '0001_a.sql': 'CREATE TABLE orders (id integer);\nALTER TABLE orders ADD COLUMN at text DEFAULT CURRENT_TIMESTAMP;' }, options);
  });
});
