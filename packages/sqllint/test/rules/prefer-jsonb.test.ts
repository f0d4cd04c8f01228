import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'prefer-jsonb';
const on = { rules: { [rule]: 'warn' } } as const;

describe('prefer-jsonb reports', () => {
  it('a json column of a new table', () => {
    expectReports(rule, { '0001_change.sql': '«CREATE TABLE events (payload json, more jsonb)»;' }, [
      {
        message: '`events.payload` has type json: it has no equality, so that DISTINCT, GROUP BY and UNION over it fail, and no index on what is in it.',
        instead: ['payload jsonb'],
      },
    ], on);
  });

  it('a column that becomes json', () => {
    expectReports(rule, { '0001_change.sql': '«ALTER TABLE events ALTER COLUMN payload TYPE json USING payload::json»;' }, [
      {
        message: '`events.payload` has type json: it has no equality, so that DISTINCT, GROUP BY and UNION over it fail, and no index on what is in it.',
        instead: ['payload jsonb'],
      },
    ], on);
  });
});

describe('prefer-jsonb ignores', () => {
  it.each([
    ['jsonb', 'CREATE TABLE events (payload jsonb);'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_change.sql': 'CREATE TABLE events (payload json, more jsonb);' });
  });
});
