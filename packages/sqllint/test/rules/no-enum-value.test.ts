import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-enum-value';
const init = "CREATE TYPE mood AS ENUM ('sad', 'happy');";

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-enum-value reports', () => {
  it('a value of an enum', () => {
    expectReports(rule, then("«ALTER TYPE mood ADD VALUE 'calm'»;"), [
      {
        message: "`'calm'` in enum `mood` cannot be undone: PostgreSQL has no statement that takes a value out of an enum. Code of the previous release may read it without knowing it.",
        instead: [
          '-- Ship code that can read the new value first. Where values come and go, a lookup table with a foreign key can give them back:',
          'INSERT INTO … (name) VALUES …;',
        ],
      },
    ]);
  });

  it('several values at the first of them', () => {
    expectReports(rule, then(`«ALTER TYPE mood ADD VALUE 'calm'»;
ALTER TYPE mood ADD VALUE 'bored' AFTER 'sad';`), [
      {
        message: "`'calm'` and `'bored'` in enum `mood` cannot be undone: PostgreSQL has no statement that takes a value out of an enum. Code of the previous release may read them without knowing them.",
        instead: [
          '-- Ship code that can read the new value first. Where values come and go, a lookup table with a foreign key can give them back:',
          'INSERT INTO … (name) VALUES …;',
        ],
      },
    ]);
  });

  it('a value of an enum that no migration created', () => {
    expectReports(rule, { '0001_add.sql': "«ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm'»;" }, [
      {
        message: "`'calm'` in enum `mood` cannot be undone: PostgreSQL has no statement that takes a value out of an enum. Code of the previous release may read it without knowing it.",
        instead: [
          '-- Ship code that can read the new value first. Where values come and go, a lookup table with a foreign key can give them back:',
          'INSERT INTO … (name) VALUES …;',
        ],
      },
    ]);
  });
});

describe('no-enum-value ignores', () => {
  it('an enum of the same migration', () => {
    expectSilence(rule, then(`CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour ADD VALUE 'blue';`));
  });

  it('a migration with a down, which is compared with its up', () => {
    expectSilence(rule, { '0001_add.up.sql': "ALTER TYPE mood ADD VALUE 'calm';", '0001_add.down.sql': 'SELECT 1;' });
  });

  it('a row of a lookup table', () => {
    expectSilence(rule, then(`CREATE TABLE moods (name text PRIMARY KEY);
INSERT INTO moods VALUES ('calm');`));
  });
});
