import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-blocking-refresh';
const init = 'CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id;';

describe('no-blocking-refresh reports', () => {
  it.each([
    ['a view of an earlier migration', { '0001_init.sql': init, '0002_refresh.sql': '«REFRESH MATERIALIZED VIEW totals»;' }],
    ['a view that no migration created', { '0001_refresh.sql': '«refresh materialized view totals with data»;' }],
  ])('%s', (_title, files) => {
    expectReports(rule, files, [
      {
        message: 'Refreshing `totals` locks it against reads and writes (ACCESS EXCLUSIVE) until its query has been computed anew.',
        instead: [
          '-- CONCURRENTLY lets readers through; it needs a unique index over columns that cover all rows:',
          'CREATE UNIQUE INDEX CONCURRENTLY ON totals (…);',
          'REFRESH MATERIALIZED VIEW CONCURRENTLY totals;',
        ],
      },
    ]);
  });
});

describe('no-blocking-refresh ignores', () => {
  it.each([
    ['CONCURRENTLY', 'REFRESH MATERIALIZED VIEW CONCURRENTLY totals;'],
    ['WITH NO DATA, which computes nothing', 'REFRESH MATERIALIZED VIEW totals WITH NO DATA;'],
    ['a view that the same migration created', 'CREATE MATERIALIZED VIEW counts AS SELECT 1;\nREFRESH MATERIALIZED VIEW counts;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_refresh.sql': sql });
  });

  it('the first refresh of a view that was created empty, which cannot be CONCURRENTLY', () => {
    expectSilence(rule, {
      '0001_init.sql': 'CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id WITH NO DATA;',
      '0002_refresh.sql': 'REFRESH MATERIALIZED VIEW totals;',
    });
  });
});
