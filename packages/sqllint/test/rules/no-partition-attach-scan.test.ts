import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-partition-attach-scan';
const init = `CREATE TABLE events (at date) PARTITION BY RANGE (at);
CREATE TABLE events_2026 (at date);`;
const attach = "ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')";
const locked = 'while it is locked against reads and writes (ACCESS EXCLUSIVE).';
const check = (table: string) => [
  `ALTER TABLE ${table} ADD CONSTRAINT partition_bound CHECK (…) NOT VALID;`,
  '-- Then, in a migration of its own:',
  `ALTER TABLE ${table} VALIDATE CONSTRAINT partition_bound;`,
];

describe('no-partition-attach-scan reports', () => {
  it('a table that was there before', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_attach.sql': `«${attach}»;` }, [
      {
        message: `Attaching \`events_2026\` reads all of its rows to compare them with the bound of the partition, ${locked}`,
        instead: ['-- First have a CHECK say what the bound says, so that nothing is left to compare:', ...check('events_2026')],
      },
    ]);
  });

  it('a check that is not validated', () => {
    const files = { '0001_init.sql': `${init}\nALTER TABLE events_2026 ADD CHECK (at >= '2026-01-01') NOT VALID;`, '0002_attach.sql': `«${attach}»;` };
    expectReports(rule, files, [
      {
        message: `Attaching \`events_2026\` reads all of its rows to compare them with the bound of the partition, ${locked}`,
        instead: ['-- First have a CHECK say what the bound says, so that nothing is left to compare:', ...check('events_2026')],
      },
    ]);
  });

  it('the default partition, which may hold rows that now belong elsewhere', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE events (at date) PARTITION BY RANGE (at);\nCREATE TABLE events_rest PARTITION OF events DEFAULT;',
      '0002_attach.sql': `CREATE TABLE events_2026 (at date);\n«${attach}»;`,
    };
    expectReports(rule, files, [
      {
        message: `Attaching this partition reads every row of \`events_rest\`, the default partition of \`events\`, ${locked}`,
        instead: ['-- First have a CHECK say that the rows of the new partition are not in it:', ...check('events_rest')],
      },
    ]);
  });
});

describe('no-partition-attach-scan ignores', () => {
  it('a table that the same migration created', () => {
    expectSilence(rule, {
      '0001_init.sql': 'CREATE TABLE events (at date) PARTITION BY RANGE (at);',
      '0002_attach.sql': `CREATE TABLE events_2026 (at date);\n${attach};`,
    });
  });

  it('a table with a validated check', () => {
    expectSilence(rule, {
      '0001_init.sql': `${init}\nALTER TABLE events_2026 ADD CHECK (at >= '2026-01-01' AND at < '2027-01-01');`,
      '0002_attach.sql': `${attach};`,
    });
  });

  it('a partitioned table that the same migration created', () => {
    expectSilence(rule, {
      '0001_init.sql': 'CREATE TABLE events_2026 (at date);',
      '0002_attach.sql': `CREATE TABLE events (at date) PARTITION BY RANGE (at);\n${attach};`,
    });
  });
});
