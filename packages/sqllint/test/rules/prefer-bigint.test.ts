import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'prefer-bigint';
const on = { rules: { [rule]: 'warn' } } as const;

describe('prefer-bigint reports', () => {
  it('the integers of a new table', () => {
    expectReports(rule, { '0001_change.sql': '«CREATE TABLE orders (id int PRIMARY KEY, pieces smallint, lot bigint)»;' }, [
      {
        message: '`orders.id` and `orders.pieces` have type integer and smallint: where such a number counts rows it runs out, and making the column wider then rewrites the table under a lock against reads and writes.',
        instead: ['id bigint', 'pieces bigint'],
      },
    ], on);
  });

  it('a new column, and one of another type', () => {
    expectReports(rule, { '0001_change.sql': 'ALTER TABLE orders «ADD COLUMN number serial», ALTER COLUMN pieces TYPE int[];' }, [
      {
        message: '`orders.number` and `orders.pieces` have type integer and integer[]: where such a number counts rows it runs out, and making the column wider then rewrites the table under a lock against reads and writes.',
        instead: ['number bigserial', 'pieces bigint[]'],
      },
    ], on);
  });
});

describe('prefer-bigint ignores', () => {
  it.each([
    ['integers of 64 bits', 'CREATE TABLE orders (id bigint PRIMARY KEY, number bigserial);'],
    ['a temporary table', 'CREATE TEMP TABLE scratch (id int);'],
    ['another type', 'CREATE TABLE orders (id uuid PRIMARY KEY, total numeric);'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_change.sql': 'CREATE TABLE orders (id int PRIMARY KEY, pieces smallint, lot bigint);' });
  });
});
