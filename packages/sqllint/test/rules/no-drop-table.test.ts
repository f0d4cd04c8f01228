import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-table';
const init = 'CREATE TABLE audit_log (id bigint PRIMARY KEY, entry text NOT NULL);';

const report = {
  message:
    'Dropping table `audit_log` deletes its rows: a down migration can create the table again, but only empty. Code of the previous release that still uses it fails at once.',
  instead: [
    '-- First ship code that no longer uses audit_log. Then park the table; this can be undone:',
    'ALTER TABLE audit_log RENAME TO audit_log_dropped;',
    '-- Drop it in a later release, when no rollback needs it and a dump is kept.',
  ],
};

describe('no-drop-table reports', () => {
  it('a table of an earlier migration', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«DROP TABLE audit_log»;' }, [report]);
  });

  it('a table that no migration created', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP TABLE audit_log»;' }, [report]);
  });

  it('IF EXISTS, which changes nothing about the rows', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«DROP TABLE IF EXISTS audit_log»;' }, [report]);
  });

  it('IF EXISTS of a known table although the migration creates it anew', () => {
    const sql = `«DROP TABLE IF EXISTS audit_log CASCADE»;\n${init}`;
    expectReports(rule, { '0001_init.sql': init, '0002_again.sql': sql }, [report]);
  });

  it('every table of a list, at the whole statement', () => {
    const files = { '0001_drop.sql': '««DROP TABLE audit_log, sales."Old Log"»»;' };
    expectReports(rule, files, [
      report,
      {
        message:
          'Dropping table `sales.Old Log` deletes its rows: a down migration can create the table again, but only empty. Code of the previous release that still uses it fails at once.',
        instead: [
          '-- First ship code that no longer uses sales.Old Log. Then park the table; this can be undone:',
          'ALTER TABLE sales."Old Log" RENAME TO "Old Log_dropped";',
          '-- Drop it in a later release, when no rollback needs it and a dump is kept.',
        ],
      },
    ]);
  });

  it('a table under the name that it was given later', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE log (id int);',
      '0002_rename.sql': 'ALTER TABLE log RENAME TO audit_log;',
      '0003_drop.sql': '«DROP TABLE audit_log»;',
    };
    expectReports(rule, files, [report]);
  });

  it('a drop inside a DO block, at the statement itself', () => {
    const sql = "DO $$ BEGIN\n  IF to_regclass('audit_log') IS NOT NULL THEN\n    «DROP TABLE audit_log»;\n  END IF;\nEND $$;";
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': sql }, [report]);
  });

  it('a drop that the parser refuses further on', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP TABLE audit_log IN NEW WAYS»;' }, [report]);
  });
});

describe('no-drop-table ignores', () => {
  it('a table that the same migration created', () => {
    expectSilence(rule, { '0001_swap.sql': `${init}\nDROP TABLE audit_log;` });
  });

  it('a temporary table', () => {
    expectSilence(rule, { '0001_fill.sql': 'CREATE TEMPORARY TABLE scratch (id int);\nDROP TABLE scratch;' });
  });

  it('DROP TABLE IF EXISTS before the CREATE TABLE of the first migration', () => {
    expectSilence(rule, { '0001_init.sql': `DROP TABLE IF EXISTS audit_log;\n${init}` });
  });

  it('the drop in a down', () => {
    expectSilence(rule, { '0001_init.up.sql': init, '0001_init.down.sql': 'DROP TABLE audit_log;' });
  });

  it('views, indexes and other things without rows of their own', () => {
    expectSilence(rule, { '0001_tidy.sql': 'DROP VIEW report; DROP INDEX report_idx; DROP FUNCTION f();' });
  });
});
