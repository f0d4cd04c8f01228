import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'require-primary-key';
const on = { rules: { [rule]: 'warn' } } as const;

describe('require-primary-key reports', () => {
  it('a table without one', () => {
    expectReports(rule, { '0001_change.sql': '«CREATE TABLE visits (at timestamptz, page text UNIQUE)»;' }, [
      {
        message: 'Table `visits` has no primary key: logical replication refuses its updates and deletes, no batch can go through it by its key, and a key that comes later locks it while its index is built.',
        instead: ['ALTER TABLE visits ADD PRIMARY KEY (…);'],
      },
    ], on);
  });
});

describe('require-primary-key ignores', () => {
  it.each([
    ['a column that is one', 'CREATE TABLE visits (id bigint PRIMARY KEY);'],
    ['one of several columns', 'CREATE TABLE visits (a int, b int, PRIMARY KEY (a, b));'],
    ['one that the same migration adds', 'CREATE TABLE visits (id bigint);\nALTER TABLE visits ADD PRIMARY KEY (id);'],
    ['what takes its columns from elsewhere', 'CREATE TABLE a AS SELECT 1 AS id;\nCREATE TABLE b (LIKE a INCLUDING ALL);'],
    ['a temporary table', 'CREATE TEMP TABLE scratch (id int);'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_change.sql': 'CREATE TABLE visits (at timestamptz, page text UNIQUE);' });
  });
});
