import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'prefer-timestamptz';
const on = { rules: { [rule]: 'warn' } } as const;

describe('prefer-timestamptz reports', () => {
  it('a timestamp without a time zone', () => {
    expectReports(rule, { '0001_change.sql': '«CREATE TABLE orders (placed timestamp(3), paid timestamptz)»;' }, [
      {
        message: '`orders.placed` has type timestamp(3): which moment a value means depends on the session that reads it, and changing the type later rewrites the table wherever the time zone of that session is not UTC.',
        instead: ['placed timestamptz(3)'],
      },
    ], on);
  });
});

describe('prefer-timestamptz ignores', () => {
  it.each([
    ['one with a time zone', 'CREATE TABLE orders (placed timestamp with time zone);'],
    ['a date', 'ALTER TABLE orders ADD COLUMN day date;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_change.sql': 'CREATE TABLE orders (placed timestamp(3), paid timestamptz);' });
  });
});
