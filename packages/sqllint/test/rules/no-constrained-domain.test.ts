import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-constrained-domain';
const on = { rules: { [rule]: 'warn' } } as const;

describe('no-constrained-domain reports', () => {
  it('a domain with a condition', () => {
    expectReports(rule, { '0001_change.sql': '«CREATE DOMAIN email AS text CHECK (VALUE LIKE $$%@%$$)»;' }, [
      {
        message: 'Domain `email` has constraints: adding a column of it rewrites the table, even without a default, and changing one checks every table that uses it under a lock against writes.',
        instead: ['-- Leave the domain without, or do without the domain, and give the condition to each table:', 'CREATE DOMAIN email AS text;', 'ALTER TABLE … ADD CHECK (…) NOT VALID;'],
      },
    ], on);
  });
});

describe('no-constrained-domain ignores', () => {
  it.each([
    ['a domain without', 'CREATE DOMAIN email AS text;'],
    ['a condition of a table', 'CREATE TABLE users (email text CHECK (email LIKE $$%@%$$));'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_change.sql': 'CREATE DOMAIN email AS text CHECK (VALUE LIKE $$%@%$$);' });
  });
});
