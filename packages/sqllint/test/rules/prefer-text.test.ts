import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'prefer-text';
const on = { rules: { [rule]: 'warn' } } as const;

describe('prefer-text reports', () => {
  it('a limit and a fixed length', () => {
    expectReports(rule, { '0001_change.sql': '«CREATE TABLE orders (code varchar(20), country char(2), note text)»;' }, [
      {
        message: '`orders.code` and `orders.country` have type varchar(20) and char(2): a length is hard to change, as lowering it rewrites the table under a lock against reads and writes, and a fixed one pads every value with blanks.',
        instead: ['code text CHECK (length(code) <= 20)', 'country text CHECK (length(country) <= 2)'],
      },
    ], on);
  });

  it('a new column', () => {
    expectReports(rule, { '0001_change.sql': '«ALTER TABLE orders ADD COLUMN "Tags" varchar(10)[]»;' }, [
      {
        message: '`orders.Tags` has type varchar(10)[]: a length is hard to change, as lowering it rewrites the table under a lock against reads and writes, and a fixed one pads every value with blanks.',
        instead: ['"Tags" text[]'],
      },
    ], on);
  });
});

describe('prefer-text ignores', () => {
  it.each([
    ['text', 'CREATE TABLE orders (code text);'],
    ['varchar without a length', 'CREATE TABLE orders (code varchar);'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_change.sql': 'CREATE TABLE orders (code varchar(20), country char(2), note text);' });
  });
});
