import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-rename-column';
const init = 'CREATE TABLE users (id int PRIMARY KEY, name varchar(80) NOT NULL);';

const message =
  'Renaming column `users.name` to `full_name` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `name`.';
const instead = (type: string, migration: string): string[] => [
  '-- Expand: add full_name beside name, and have the code write both.',
  `ALTER TABLE users ADD COLUMN full_name ${type};`,
  '-- Backfill in batches, in a migration of its own:',
  'UPDATE users SET full_name = name WHERE full_name IS NULL;',
  '-- Contract, in a later release, once no code uses name:',
  `-- sqllint-contract ${migration}`,
  'ALTER TABLE users DROP COLUMN name;',
];

describe('no-rename-column reports', () => {
  it('a column of an earlier migration, with its type', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_rename.sql': '«ALTER TABLE users RENAME COLUMN name TO full_name»;' }, [
      { message, instead: instead('varchar(80)', '0002_rename') },
    ]);
  });

  it('a column of a table that no migration created', () => {
    expectReports(rule, { '0001_rename.sql': '«ALTER TABLE users RENAME name TO full_name»;' }, [
      { message, instead: instead('…', '0001_rename') },
    ]);
  });

  it('a column of a view, for which there is no column to add', () => {
    const files = {
      '0001_init.sql': `${init}\nCREATE VIEW people AS SELECT id, name FROM users;`,
      '0002_rename.sql': '«ALTER VIEW people RENAME COLUMN name TO full_name»;',
    };
    expectReports(rule, files, [
      {
        message:
          'Renaming column `people.name` to `full_name` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `name`.',
        instead: [
          '-- Show the column under both names, until no code reads name; a new column comes last:',
          'CREATE OR REPLACE VIEW people AS SELECT …, name AS full_name FROM …;',
        ],
      },
    ]);
  });

  it('an attribute of a composite type', () => {
    const files = {
      '0001_init.sql': 'CREATE TYPE address AS (street text);',
      '0002_rename.sql': '«ALTER TYPE address RENAME ATTRIBUTE street TO line_1»;',
    };
    expectReports(rule, files, [
      {
        message:
          'Renaming attribute `address.street` to `line_1` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `street`.',
        instead: ['-- Add an attribute of the new name, and have the code fill both, until none reads street:', 'ALTER TYPE address ADD ATTRIBUTE line_1 …;'],
      },
    ]);
  });

  it('a name that has to be quoted', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE users ("Name" text);',
      '0002_rename.sql': '«ALTER TABLE users RENAME COLUMN "Name" TO "user"»;',
    };
    expectReports(rule, files, [
      {
        message:
          'Renaming column `users.Name` to `user` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `Name`.',
        instead: [
          '-- Expand: add user beside Name, and have the code write both.',
          'ALTER TABLE users ADD COLUMN "user" text;',
          '-- Backfill in batches, in a migration of its own:',
          'UPDATE users SET "user" = "Name" WHERE "user" IS NULL;',
          '-- Contract, in a later release, once no code uses Name:',
          '-- sqllint-contract 0002_rename',
          'ALTER TABLE users DROP COLUMN "Name";',
        ],
      },
    ]);
  });
});

describe('no-rename-column ignores', () => {
  it('a column of a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\nALTER TABLE users RENAME COLUMN name TO full_name;` });
  });

  it('a column that the same migration added', () => {
    const sql = 'ALTER TABLE users ADD COLUMN nick text;\nALTER TABLE users RENAME COLUMN nick TO nickname;';
    expectSilence(rule, { '0001_init.sql': init, '0002_nick.sql': sql });
  });

  it('the rename in a down', () => {
    const files = {
      '0001_init.up.sql': init,
      '0001_init.down.sql': 'ALTER TABLE users RENAME COLUMN name TO full_name;',
    };
    expectSilence(rule, files);
  });

  it('constraints, which no query names', () => {
    expectSilence(rule, {
      '0001_init.sql': init,
      '0002_rename.sql': 'ALTER TABLE users RENAME CONSTRAINT users_pkey TO users_id;',
    });
  });
});
