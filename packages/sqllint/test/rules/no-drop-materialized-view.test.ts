import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-materialized-view';
const init = `CREATE TABLE orders (id int, total numeric);
CREATE MATERIALIZED VIEW revenue AS SELECT sum(total) AS total FROM orders;`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-drop-materialized-view reports', () => {
  it('a materialized view', () => {
    expectReports(rule, then('«DROP MATERIALIZED VIEW revenue»;'), [
      {
        message: 'Dropping materialized view `revenue` deletes its rows and its indexes: a down has to run its query again, over rows that have changed since. Code of the previous release that still reads it fails at once.',
        instead: [
          '-- Ship code that no longer reads revenue. Then park the view; this can be undone:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'ALTER MATERIALIZED VIEW revenue RENAME TO revenue_dropped;',
          '-- Drop it in a later release.',
        ],
      },
    ]);
  });
});

describe('no-drop-materialized-view ignores', () => {
  it('one that is created again', () => {
    expectSilence(rule, then(`DROP MATERIALIZED VIEW revenue;
CREATE MATERIALIZED VIEW revenue AS SELECT sum(total) AS total, count(*) AS orders FROM orders WITH NO DATA;`));
  });

  it('one of the same migration', () => {
    expectSilence(rule, then(`CREATE MATERIALIZED VIEW scratch AS SELECT 1 AS a;
DROP MATERIALIZED VIEW scratch;`));
  });

  it('one that may not exist', () => {
    expectSilence(rule, { '0001_drop.sql': 'DROP MATERIALIZED VIEW IF EXISTS legacy_revenue;' });
  });
});
