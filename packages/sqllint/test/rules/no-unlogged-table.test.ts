import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-unlogged-table';
const on = { rules: { [rule]: 'warn' } } as const;

describe('no-unlogged-table reports', () => {
  it('an unlogged table', () => {
    expectReports(rule, { '0001_change.sql': '«CREATE UNLOGGED TABLE queue (id bigint)»;' }, [
      {
        message: 'Table `queue` is UNLOGGED: a crash of the server empties it, and neither a replica nor a backup from the log has its rows.',
        instead: ['-- Where the rows have to last:', 'ALTER TABLE queue SET LOGGED;'],
      },
    ], on);
  });
});

describe('no-unlogged-table ignores', () => {
  it.each([
    ['a table', 'CREATE TABLE queue (id bigint);'],
    ['a temporary one', 'CREATE TEMP TABLE queue (id bigint);'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_change.sql': sql }, on);
  });

  it('everything, unless it is switched on', () => {
    expectSilence(rule, { '0001_change.sql': 'CREATE UNLOGGED TABLE queue (id bigint);' });
  });
});
