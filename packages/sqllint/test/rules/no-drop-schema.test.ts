import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-schema';
const init = `CREATE SCHEMA archive;
CREATE TABLE archive.orders (id int);
CREATE VIEW archive.ids AS SELECT id FROM archive.orders;
CREATE SCHEMA spare;`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-drop-schema reports', () => {
  it('a schema with what the migrations put in', () => {
    expectReports(rule, then('«DROP SCHEMA archive CASCADE»;'), [
      {
        message: 'Dropping schema `archive` with CASCADE drops it with everything in it, among that table `archive.orders` and view `archive.ids`: all rows are gone, and no down migration can bring them back. Code of the previous release that still uses it fails at once.',
        instead: [
          '-- Ship code that no longer uses the schema. Then make it unreachable, which can be undone:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'ALTER SCHEMA archive RENAME TO archive_dropped;',
          '-- Drop it in a later release, when no rollback needs it and a dump is kept.',
        ],
      },
    ]);
  });

  it('a schema of unknown content', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP SCHEMA legacy CASCADE»;' }, [
      {
        message: 'Dropping schema `legacy` with CASCADE drops it with everything in it: all rows are gone, and no down migration can bring them back. Code of the previous release that still uses it fails at once.',
        instead: [
          '-- Ship code that no longer uses the schema. Then make it unreachable, which can be undone:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'ALTER SCHEMA legacy RENAME TO legacy_dropped;',
          '-- Drop it in a later release, when no rollback needs it and a dump is kept.',
        ],
      },
    ]);
  });

  it('an empty schema that no migration created, as a warning', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP SCHEMA legacy»;' }, [
      {
        message: 'Dropping schema `legacy` breaks code of the previous release that still has it in its search_path or in a name; its grants go with it.',
        instead: [
          '-- Ship code that no longer names the schema. Then make it unreachable, which can be undone:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'ALTER SCHEMA legacy RENAME TO legacy_dropped;',
        ],
        severity: 'warn',
      },
    ]);
  });
});

describe('no-drop-schema ignores', () => {
  it('a schema that the migrations know to be empty', () => {
    expectSilence(rule, then('DROP SCHEMA spare;'));
  });

  it('a schema of the same migration', () => {
    expectSilence(rule, then(`CREATE SCHEMA scratch;
DROP SCHEMA scratch CASCADE;`));
  });

  it('a first migration that clears the ground', () => {
    expectSilence(rule, { '0001_init.sql': `DROP SCHEMA IF EXISTS app CASCADE;
CREATE SCHEMA app;` });
  });
});
