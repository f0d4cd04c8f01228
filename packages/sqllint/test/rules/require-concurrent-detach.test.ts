import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'require-concurrent-detach';
const init = `CREATE TABLE events (at date) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');`;
const detach = 'ALTER TABLE events DETACH PARTITION events_2024';

describe('require-concurrent-detach reports', () => {
  it('a partition of an earlier migration', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_detach.sql': `«${detach}»;` }, [
      {
        message:
          'Detaching `events_2024` locks it and `events` against reads and writes (ACCESS EXCLUSIVE): it waits for every query that is running there, and all later ones wait behind it.',
        instead: ['-- Put the statement into a migration of its own, outside a transaction:', `${detach} CONCURRENTLY;`],
      },
    ]);
  });
});

describe('require-concurrent-detach ignores', () => {
  it('CONCURRENTLY', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_detach.sql': `${detach} CONCURRENTLY;` });
  });

  it('PostgreSQL 13, which has no CONCURRENTLY for it', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_detach.sql': `${detach};` }, { pgVersion: 13 });
  });

  it('a table with a default partition, for which the server refuses CONCURRENTLY', () => {
    const files = { '0001_init.sql': `${init}\nCREATE TABLE events_rest PARTITION OF events DEFAULT;`, '0002_detach.sql': `${detach};` };
    expectSilence(rule, files);
  });

  it('a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\n${detach};` });
  });
});
