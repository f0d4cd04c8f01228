import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-bulk-copy';
const on = { rules: { [rule]: 'warn' } } as const;

describe('no-bulk-copy reports', () => {
  it('rows of a table in use', () => {
    expectReports(rule, { '0001_change.sql': '«INSERT INTO archive SELECT * FROM orders WHERE done»;' }, [
      {
        message: 'This INSERT into `archive` copies rows of `orders` at once: the deployment waits for all of them, and VACUUM cleans up nothing until they are done.',
        instead: ['Copy in batches, outside the deployment, and let a trigger or the code keep the copy up to date meanwhile.'],
      },
    ], on);
  });

  it('a table that is made of others', () => {
    expectReports(rule, { '0001_change.sql': '«CREATE TABLE totals AS SELECT id FROM orders»;' }, [
      {
        message: 'Creating `totals` from a query copies rows of `orders` at once: the deployment waits for all of them, and VACUUM cleans up nothing until they are done.',
        instead: ['Copy in batches, outside the deployment, and let a trigger or the code keep the copy up to date meanwhile.'],
      },
    ], on);
  });

  it('a materialized view with data', () => {
    expectReports(rule, { '0001_change.sql': '«CREATE MATERIALIZED VIEW sales AS SELECT id FROM orders»;' }, [
      {
        message: 'Creating materialized view `sales` runs its query over `orders` as a part of the deployment, which waits for it, and VACUUM cleans up nothing until it is done.',
        instead: ['-- Create it empty, and fill it when the deployment is over:', 'CREATE MATERIALIZED VIEW … WITH NO DATA;', 'REFRESH MATERIALIZED VIEW …;'],
      },
    ], on);
  });
});

describe('no-bulk-copy ignores', () => {
  it.each([
    ['rows that the migration names', 'INSERT INTO archive VALUES (1);'],
    ['a batch', 'INSERT INTO archive SELECT * FROM orders WHERE id BETWEEN 1 AND 1000;'],
    ['a materialized view without data', 'CREATE MATERIALIZED VIEW sales AS SELECT id FROM orders WITH NO DATA;'],
    ['a temporary table', 'CREATE TEMP TABLE scratch AS SELECT id FROM orders;'],
    ['what the statement itself computes', 'WITH numbers AS (SELECT 1 AS n) INSERT INTO archive SELECT n FROM numbers;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_change.sql': 'INSERT INTO archive SELECT * FROM orders WHERE done;' });
  });
});
