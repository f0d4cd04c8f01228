import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-new-enum-value-use';
const init = `CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE diary (id int PRIMARY KEY, mood mood, note text);`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-new-enum-value-use reports', () => {
  it('a row with the new value', () => {
    expectReports(rule, then(`ALTER TYPE mood ADD VALUE 'calm';
«INSERT INTO diary (id, mood) VALUES (1, 'calm')»;`), [
      {
        message: "This uses 'calm', which the same transaction adds to enum `mood`: until that is committed, the server refuses the value (“unsafe use of new value”), and the deployment stops.",
        instead: [
          '-- Add the value in a migration of its own, before this one:',
          "ALTER TYPE mood ADD VALUE 'calm';",
        ],
      },
    ], { transaction: 'wrapped' });
  });

  it('an update to the new value', () => {
    expectReports(rule, then(`ALTER TYPE mood ADD VALUE 'calm';
«UPDATE diary SET mood = 'calm'»;`), [
      {
        message: "This uses 'calm', which the same transaction adds to enum `mood`: until that is committed, the server refuses the value (“unsafe use of new value”), and the deployment stops.",
        instead: [
          '-- Add the value in a migration of its own, before this one:',
          "ALTER TYPE mood ADD VALUE 'calm';",
        ],
      },
    ], { transaction: 'wrapped' });
  });

  it('a default', () => {
    expectReports(rule, then(`ALTER TYPE mood ADD VALUE 'calm';
«ALTER TABLE diary ALTER COLUMN mood SET DEFAULT 'calm'»;`), [
      {
        message: "This uses 'calm', which the same transaction adds to enum `mood`: until that is committed, the server refuses the value (“unsafe use of new value”), and the deployment stops.",
        instead: [
          '-- Add the value in a migration of its own, before this one:',
          "ALTER TYPE mood ADD VALUE 'calm';",
        ],
      },
    ], { transaction: 'wrapped' });
  });

  it('a cast in a condition of an index', () => {
    expectReports(rule, then(`ALTER TYPE mood ADD VALUE 'calm';
«CREATE INDEX ON diary (id) WHERE mood = 'calm'::mood»;`), [
      {
        message: "This uses 'calm', which the same transaction adds to enum `mood`: until that is committed, the server refuses the value (“unsafe use of new value”), and the deployment stops.",
        instead: [
          '-- Add the value in a migration of its own, before this one:',
          "ALTER TYPE mood ADD VALUE 'calm';",
        ],
      },
    ], { transaction: 'wrapped' });
  });

  it('a new column with the value as default', () => {
    expectReports(rule, then(`ALTER TYPE mood ADD VALUE 'calm';
«ALTER TABLE diary ADD COLUMN later mood DEFAULT 'calm'»;`), [
      {
        message: "This uses 'calm', which the same transaction adds to enum `mood`: until that is committed, the server refuses the value (“unsafe use of new value”), and the deployment stops.",
        instead: [
          '-- Add the value in a migration of its own, before this one:',
          "ALTER TYPE mood ADD VALUE 'calm';",
        ],
      },
    ], { transaction: 'wrapped' });
  });

  it('a script that is one query, and so one transaction', () => {
    expectReports(rule, then(`ALTER TYPE mood ADD VALUE 'calm';
«UPDATE diary SET mood = 'calm'»;`), [
      {
        message: "This uses 'calm', which the same transaction adds to enum `mood`: until that is committed, the server refuses the value (“unsafe use of new value”), and the deployment stops.",
        instead: [
          '-- Add the value in a migration of its own, before this one:',
          "ALTER TYPE mood ADD VALUE 'calm';",
        ],
      },
    ], { transaction: 'implicit' });
  });

  it('a script of which it is not known how it runs, as a warning', () => {
    expectReports(rule, then(`ALTER TYPE mood ADD VALUE 'calm';
«UPDATE diary SET mood = 'calm'»;`), [
      {
        message: "This uses 'calm', which the same script adds to enum `mood`: until that is committed, the server refuses the value (“unsafe use of new value”), and the deployment stops.",
        instead: [
          '-- Add the value in a migration of its own, before this one:',
          "ALTER TYPE mood ADD VALUE 'calm';",
        ],
        severity: 'warn',
      },
    ]);
  });

  it('a type of the same transaction before PostgreSQL 17', () => {
    expectReports(rule, then(`CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour ADD VALUE 'blue';
«CREATE TABLE cars (colour colour DEFAULT 'blue')»;`), [
      {
        message: "This uses 'blue', which the same transaction adds to enum `colour`: until that is committed, the server refuses the value (“unsafe use of new value”), and the deployment stops.",
        instead: [
          '-- Add the value in a migration of its own, before this one:',
          "ALTER TYPE colour ADD VALUE 'blue';",
        ],
      },
    ], { transaction: 'wrapped', pgVersion: 16 });
  });
});

describe('no-new-enum-value-use ignores', () => {
  it('a value that is committed before', () => {
    expectSilence(rule, then(`ALTER TYPE mood ADD VALUE 'calm';
UPDATE diary SET mood = 'calm';`), { transaction: 'none' });
  });

  it('a value of an earlier migration', () => {
    expectSilence(rule, { '0002_add.sql': "ALTER TYPE mood ADD VALUE 'calm';", '0003_use.sql': "UPDATE diary SET mood = 'calm';" }, { transaction: 'wrapped' });
  });

  it('a COMMIT between', () => {
    expectSilence(rule, then(`BEGIN;
ALTER TYPE mood ADD VALUE 'calm';
COMMIT;
UPDATE diary SET mood = 'calm';`));
  });

  it('the same text in another column', () => {
    expectSilence(rule, then(`ALTER TYPE mood ADD VALUE 'calm';
UPDATE diary SET note = 'calm';`), { transaction: 'wrapped' });
  });

  it('the body of a function, which runs later', () => {
    expectSilence(rule, then(`ALTER TYPE mood ADD VALUE 'calm';
CREATE FUNCTION calm() RETURNS mood LANGUAGE sql AS $$ SELECT 'calm'::mood $$;`), { transaction: 'wrapped' });
  });

  it('a type of the same transaction from PostgreSQL 17 on', () => {
    expectSilence(rule, then(`CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour ADD VALUE 'blue';
CREATE TABLE cars (colour colour DEFAULT 'blue');`), { transaction: 'wrapped', pgVersion: 17 });
  });
});
