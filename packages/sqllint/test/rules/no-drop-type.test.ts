import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-type';
const init = `CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN cents AS int;
CREATE TABLE diary (id int PRIMARY KEY, mood mood, price cents);
CREATE TYPE unused AS (a int);`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-drop-type reports', () => {
  it('a type whose columns go with it', () => {
    expectReports(rule, then('«DROP TYPE mood CASCADE»;'), [
      {
        message: 'Dropping type `mood` with CASCADE drops the column `diary.mood`, values included; no down migration can bring them back.',
        instead: [
          '-- Give the columns another type in a release before, then drop the type alone:',
          'ALTER TABLE diary ALTER COLUMN mood TYPE text;',
          'DROP TYPE mood;',
        ],
      },
    ]);
  });

  it('a domain likewise', () => {
    expectReports(rule, then('«DROP DOMAIN cents CASCADE»;'), [
      {
        message: 'Dropping domain `cents` with CASCADE drops the column `diary.price`, values included; no down migration can bring them back.',
        instead: [
          '-- Give the columns another type in a release before, then drop the type alone:',
          'ALTER TABLE diary ALTER COLUMN price TYPE integer;',
          'DROP DOMAIN cents;',
        ],
      },
    ]);
  });

  it('a type of which the migrations do not tell who has it', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP TYPE mood CASCADE»;' }, [
      {
        message: 'Dropping type `mood` with CASCADE drops every column that has it, values included, and the migrations do not tell which these are.',
        instead: [
          '-- Without CASCADE the server refuses as long as a column needs the type:',
          'DROP TYPE mood;',
        ],
      },
    ]);
  });

  it('a type that no migration created, as a warning', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP TYPE mood»;' }, [
      {
        message: 'Dropping type `mood` breaks code of the previous release that still names it, in a cast such as `$1::mood` or in what its driver has prepared.',
        instead: [
          '-- Ship code that no longer names the type, and drop it in a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP TYPE mood;',
        ],
        severity: 'warn',
      },
    ]);
  });

  it('a type that its columns have just lost, as a warning', () => {
    expectReports(rule, then(`ALTER TABLE diary ALTER COLUMN mood TYPE text USING mood::text;
«DROP TYPE mood»;`), [
      {
        message: 'Dropping type `mood` breaks code of the previous release that still names it, in a cast such as `$1::mood` or in what its driver has prepared.',
        instead: [
          '-- Ship code that no longer names the type, and drop it in a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP TYPE mood;',
        ],
        severity: 'warn',
      },
    ]);
  });
});

describe('no-drop-type ignores', () => {
  it('a type that nothing has used', () => {
    expectSilence(rule, then('DROP TYPE unused;'));
  });

  it('a type of the same migration', () => {
    expectSilence(rule, then(`CREATE TYPE scratch AS ENUM ('a');
DROP TYPE scratch CASCADE;`));
  });

  it('a type that was moved out of the way for its successor', () => {
    expectSilence(rule, then(`ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'calm', 'happy');
ALTER TABLE diary ALTER COLUMN mood TYPE mood USING mood::text::mood;
DROP TYPE mood_old;`));
  });

  it('a type whose table goes too, which is reported there', () => {
    expectSilence(rule, then(`DROP TABLE diary;
DROP TYPE mood CASCADE;`));
  });

  it('a type whose column goes too, which is reported there', () => {
    expectSilence(rule, then(`ALTER TABLE diary DROP COLUMN mood;
DROP TYPE mood;`));
  });
});
