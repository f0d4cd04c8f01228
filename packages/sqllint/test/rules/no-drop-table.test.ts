import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-table';
const init = 'CREATE TABLE audit_log (id bigint PRIMARY KEY, entry text NOT NULL);';

const reportIn = (migration: string) => ({
  message:
    'Dropping table `audit_log` deletes its rows: a down migration can create the table again, but only empty. Code of the previous release that still uses it fails at once.',
  instead: [
    '-- First ship code that no longer uses audit_log. Then park the table; this can be undone:',
    '-- sqllint-contract <the last migration that shipped with that code>',
    'ALTER TABLE audit_log RENAME TO audit_log_dropped;',
    '-- Drop it in a release after that, when no rollback needs it and a dump is kept:',
    `-- sqllint-contract ${migration}`,
    'DROP TABLE audit_log_dropped;',
  ],
});

describe('no-drop-table reports', () => {
  it('a table of an earlier migration', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«DROP TABLE audit_log»;' }, [reportIn('0002_drop')]);
  });

  it('a table that no migration created', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP TABLE audit_log»;' }, [reportIn('0001_drop')]);
  });

  it('IF EXISTS, which changes nothing about the rows', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«DROP TABLE IF EXISTS audit_log»;' }, [reportIn('0002_drop')]);
  });

  it('every table of a list, at the whole statement', () => {
    const files = { '0001_drop.sql': '««DROP TABLE audit_log, sales."Old Log"»»;' };
    expectReports(rule, files, [
      reportIn('0001_drop'),
      {
        message:
          'Dropping table `sales.Old Log` deletes its rows: a down migration can create the table again, but only empty. Code of the previous release that still uses it fails at once.',
        instead: [
          '-- First ship code that no longer uses sales.Old Log. Then park the table; this can be undone:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'ALTER TABLE sales."Old Log" RENAME TO "Old Log_dropped";',
          '-- Drop it in a release after that, when no rollback needs it and a dump is kept:',
          '-- sqllint-contract 0001_drop',
          'DROP TABLE sales."Old Log_dropped";',
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
    expectReports(rule, files, [reportIn('0003_drop')]);
  });

  it('a drop inside a DO block, at the statement itself', () => {
    const sql = "DO $$ BEGIN\n  IF to_regclass('audit_log') IS NOT NULL THEN\n    «DROP TABLE audit_log»;\n  END IF;\nEND $$;";
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': sql }, [reportIn('0002_drop')]);
  });

  it('a drop that the parser refuses further on', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP TABLE audit_log IN NEW WAYS»;' }, [reportIn('0001_drop')]);
  });
});

describe('no-drop-table, where the same migration keeps the rows', () => {
  it('speaks of the old code alone', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': 'CREATE TABLE kept AS TABLE audit_log;\n«DROP TABLE audit_log»;' };
    expectReports(rule, files, [
      {
        message:
          'Dropping table `audit_log` breaks code of the previous release that still uses it, during the roll-out and again after a rollback of the code. Its rows are kept.',
        instead: [
          '-- First ship code that no longer uses audit_log. In a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP TABLE audit_log;',
        ],
      },
    ]);
  });

  it('takes no copy for one that leaves columns out', () => {
    const files = { '0001_init.sql': init, '0002_drop.sql': 'CREATE TABLE kept AS SELECT id FROM audit_log;\n«DROP TABLE audit_log»;' };
    expectReports(rule, files, [reportIn('0002_drop')]);
  });
});

describe('no-drop-table, where another table gets the name', () => {
  const copy = (columns: string, into = columns): string => `CREATE TABLE new_log (id bigint PRIMARY KEY, entry text NOT NULL, level int);\nINSERT INTO new_log (${into}) SELECT ${columns} FROM audit_log;`;
  const swap = (drop = '«DROP TABLE audit_log»'): string => `${drop};\nALTER TABLE new_log RENAME TO audit_log;`;
  const anew = {
    message: 'Dropping table `audit_log` and creating it anew deletes its rows, and no down migration can bring them back.',
    instead: ['-- Keep the rows, and fill the new table from there:', 'CREATE TABLE audit_log_kept AS SELECT * FROM audit_log;', 'DROP TABLE audit_log;', '-- … the new table …', 'INSERT INTO audit_log (…) SELECT … FROM audit_log_kept;'],
  };

  it.each(['DROP TABLE', 'DROP TABLE IF EXISTS'])('says of %s and CREATE TABLE that the rows are lost, and that code finds a table', (drop) => {
    for (const dialect of ['postgres', 'mysql', 'sqlite'] as const) {
      expectReports(rule, { '0001_init.sql': init, '0002_again.sql': `«${drop} audit_log»;\n${init}` }, [anew], { dialect });
    }
  });

  it('says which columns the new table lacks', () => {
    const message = `${anew.message} Code of the previous release that still uses \`entry\`, which the new table lacks, fails at once.`;
    expectReports(rule, { '0001_init.sql': init, '0002_again.sql': '«DROP TABLE audit_log»;\nCREATE TABLE audit_log (id bigint PRIMARY KEY);' }, [{ ...anew, message }]);
  });

  it('says nothing when the rows go along, column by column or computed', () => {
    for (const columns of ['id, entry', 'id, upper(entry)']) {
      const sql = `${copy(columns, 'id, entry')}\n${swap('DROP TABLE audit_log')}`;
      for (const dialect of ['postgres', 'mysql'] as const) expectSilence(rule, { '0001_init.sql': init, '0002_rebuild.sql': sql }, { dialect });
    }
  });

  it('says which values stay behind', () => {
    const files = { '0001_init.sql': init, '0002_rebuild.sql': `${copy('id')}\n${swap()}` };
    const message = 'The table that takes the place of `audit_log` is filled without `entry`: what is in it is deleted, and no down migration can bring it back.';
    const instead = ['-- Copy entry as well, or keep the old table under another name:', 'ALTER TABLE audit_log RENAME TO audit_log_dropped;'];
    expectReports(rule, files, [{ message, instead }], { dialect: 'mysql' });
  });

  it('says which columns go, when their values are elsewhere', () => {
    const sql = `CREATE TABLE new_log (id bigint PRIMARY KEY, line text NOT NULL);\nINSERT INTO new_log (id, line) SELECT id, entry FROM audit_log;\n${swap()}`;
    const message = 'Another table takes the place of `audit_log`. Code of the previous release that still uses `entry`, which the new table lacks, fails at once.';
    const instead = ['-- First ship code that no longer uses entry.', '-- sqllint-contract <the last migration that shipped with that code>'];
    expectReports(rule, { '0001_init.sql': init, '0002_rebuild.sql': sql }, [{ message, instead }]);
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
