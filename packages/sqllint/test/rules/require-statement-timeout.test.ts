import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'require-statement-timeout';
const on = { rules: { [rule]: 'warn' } } as const;

describe('require-statement-timeout reports', () => {
  it('the first statement that locks a table in use', () => {
    expectReports(rule, { '0001_change.sql': 'SELECT 1;\n«ALTER TABLE orders ADD COLUMN a text»;\nALTER TABLE orders ADD COLUMN b text;' }, [
      {
        message: 'This locks `orders` against reads and writes (ACCESS EXCLUSIVE) without a statement_timeout: when it takes longer than anybody thought, nothing ends it.',
        instead: ["SET statement_timeout = '10s';"],
      },
    ], on);
  });
});

describe('require-statement-timeout ignores', () => {
  it.each([
    ['a script that sets it', "SET statement_timeout = '10s';\nALTER TABLE orders ADD COLUMN a text;"],
    ['a new table', 'CREATE TABLE carts (id bigint);\nALTER TABLE carts ADD COLUMN a text;'],
    ['an index that is built concurrently', 'CREATE INDEX CONCURRENTLY i ON orders (a);'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_change.sql': 'SELECT 1;\nALTER TABLE orders ADD COLUMN a text;\nALTER TABLE orders ADD COLUMN b text;' });
  });
});
