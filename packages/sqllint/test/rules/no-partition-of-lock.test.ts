import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-partition-of-lock';
const init = 'CREATE TABLE events (at date) PARTITION BY RANGE (at);';
const create = "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')";
const locked = 'CREATE TABLE … PARTITION OF locks `events` against reads and writes (ACCESS EXCLUSIVE)';
const instead = [
  '-- Create the table by itself and attach it, which lets reads and writes through:',
  'CREATE TABLE events_2026 (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS);',
  'ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES …;',
];
const waits = `${locked}: it waits for every query that is running there, and all later ones wait behind it.`;

describe('no-partition-of-lock reports', () => {
  it('a partition of a table of an earlier migration', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_2026.sql': `«${create}»;` }, [{ message: waits, instead }]);
  });

  it('several partitions of one table once', () => {
    const files = { '0001_init.sql': init, '0002_years.sql': `«${create}»;\nCREATE TABLE events_rest PARTITION OF events DEFAULT;` };
    expectReports(rule, files, [{ message: waits, instead }]);
  });

  it('the scan of the default partition, which no lock_timeout ends', () => {
    const files = {
      '0001_init.sql': `${init}\nCREATE TABLE events_rest PARTITION OF events DEFAULT;`,
      '0002_2026.sql': `SET lock_timeout = '2s';\n«${create}»;`,
    };
    expectReports(rule, files, [{ message: `${locked} and reads every row of its default partition \`events_rest\` meanwhile.`, instead }]);
  });
});

describe('no-partition-of-lock ignores', () => {
  it('a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\n${create};` });
  });

  it('a wait that is limited', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_2026.sql': `SET lock_timeout = '2s';\n${create};` });
  });

  it('IF NOT EXISTS of a partition that exists', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\n${create};`, '0002_2026.sql': `${create.replace('TABLE', 'TABLE IF NOT EXISTS')};` });
  });
});
