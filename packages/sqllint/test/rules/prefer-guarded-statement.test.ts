import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'prefer-guarded-statement';
const on = { rules: { [rule]: 'warn' } } as const;

describe('prefer-guarded-statement reports', () => {
  it('a creation without IF NOT EXISTS', () => {
    expectReports(rule, { '0001_change.sql': '«CREATE TABLE orders (id bigint)»;' }, [
      {
        message: 'Without IF NOT EXISTS this statement fails when the migration stopped behind it and runs again.',
        instead: ['Add IF NOT EXISTS, and make sure that what is there then has the shape that you mean.'],
      },
    ], on);
  });

  it('a removal without IF EXISTS', () => {
    expectReports(rule, { '0001_change.sql': 'ALTER TABLE orders «DROP COLUMN a», DROP COLUMN IF EXISTS b;' }, [
      {
        message: 'Without IF EXISTS this statement fails when the migration stopped behind it and runs again.',
        instead: ['Add IF EXISTS.'],
      },
    ], on);
  });
});

describe('prefer-guarded-statement ignores', () => {
  it.each([
    ['what has the clause', 'CREATE TABLE IF NOT EXISTS orders (id bigint);\nALTER TABLE orders ADD COLUMN IF NOT EXISTS a int;\nDROP INDEX IF EXISTS i;'],
    ['a creation for which room is made', 'DROP TABLE IF EXISTS orders;\nCREATE TABLE orders (id bigint);'],
    ['an index that is built concurrently, where the clause hides a failed build', 'CREATE INDEX CONCURRENTLY i ON orders (a);'],
    ['what runs in a transaction', 'BEGIN;\nCREATE TABLE orders (id bigint);\nCOMMIT;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_change.sql': 'CREATE TABLE orders (id bigint);' });
  });
});
