import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-extension';

describe('no-drop-extension reports', () => {
  it('an extension, whether or not a migration created it', () => {
    expectReports(rule, { '0001_init.sql': 'CREATE EXTENSION hstore;', '0002_drop.sql': '«DROP EXTENSION hstore»;' }, [
      {
        message:
          'Dropping extension `hstore` takes its functions, operators and types away from code of the previous release, during the roll-out and again after a rollback of the code; and to create it again, a rollback needs the right to.',
        instead: [
          '-- Ship code that no longer uses the extension, and drop it in a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP EXTENSION hstore;',
        ],
      },
    ]);
    expectReports(rule, { '0001_drop.sql': '«DROP EXTENSION IF EXISTS "uuid-ossp" CASCADE»;' }, [
      {
        message:
          'Dropping extension `uuid-ossp` takes its functions, operators and types away from code of the previous release, during the roll-out and again after a rollback of the code; and to create it again, a rollback needs the right to.',
        instead: [
          '-- Ship code that no longer uses the extension, and drop it in a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP EXTENSION "uuid-ossp";',
        ],
      },
    ]);
  });
});

describe('no-drop-extension ignores', () => {
  it.each([
    ['one of the same migration', 'CREATE EXTENSION hstore;\nDROP EXTENSION hstore;'],
    ['one that comes back', 'DROP EXTENSION hstore;\nCREATE EXTENSION hstore SCHEMA extensions;'],
    ['another version', "ALTER EXTENSION hstore UPDATE TO '1.8';"],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': sql });
  });
});
