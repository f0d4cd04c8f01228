import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-exclusion-constraint';
const init = 'CREATE TABLE bookings (room int, during tsrange);';
const constraint = 'EXCLUDE USING gist (room WITH =, during WITH &&)';

describe('no-exclusion-constraint reports', () => {
  it('a table of an earlier migration', () => {
    const files = { '0001_init.sql': init, '0002_exclude.sql': `«ALTER TABLE bookings ADD CONSTRAINT one_guest ${constraint}»;` };
    expectReports(rule, files, [
      {
        message:
          'Adding this exclusion constraint builds an index over all rows of `bookings` and compares them while the table is locked against reads and writes (ACCESS EXCLUSIVE); PostgreSQL has no NOT VALID and no CONCURRENTLY for it.',
        instead: [
          '-- Give the constraint to a new table, have the code write to both, copy the old rows in batches, then swap the names:',
          `CREATE TABLE bookings_new (LIKE bookings INCLUDING ALL, CONSTRAINT one_guest ${constraint});`,
        ],
      },
    ]);
  });
});

describe('no-exclusion-constraint ignores', () => {
  it('a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\nALTER TABLE bookings ADD ${constraint};` });
  });

  it('a constraint in CREATE TABLE', () => {
    expectSilence(rule, { '0001_init.sql': `CREATE TABLE bookings (room int, during tsrange, ${constraint});` });
  });
});
