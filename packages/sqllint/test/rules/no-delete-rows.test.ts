import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-delete-rows';
const init = 'CREATE TABLE sessions (id int PRIMARY KEY, user_id int, expires_at timestamptz);';

describe('no-delete-rows reports', () => {
  it('rows that a condition selects, and how to keep just these', () => {
    const sql = "«DELETE FROM sessions WHERE expires_at < now()»;";
    expectReports(rule, { '0001_init.sql': init, '0002_tidy.sql': sql }, [
      {
        message: 'This DELETE removes rows of `sessions` that no down migration can bring back.',
        instead: [
          '-- Keep what goes, so that the down can put it back:',
          'CREATE TABLE sessions_kept AS SELECT * FROM sessions WHERE expires_at < now();',
          'DELETE FROM sessions WHERE expires_at < now();',
          '-- and in the down:',
          'INSERT INTO sessions SELECT * FROM sessions_kept;',
        ],
      },
    ]);
  });

  it('all rows', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_tidy.sql': '«DELETE FROM sessions»;' }, [
      {
        message: 'This DELETE has no WHERE: it removes every row of `sessions`, and no down migration can bring them back.',
        instead: [
          '-- Keep what goes, so that the down can put it back:',
          'CREATE TABLE sessions_kept AS SELECT * FROM sessions;',
          'DELETE FROM sessions;',
          '-- and in the down:',
          'INSERT INTO sessions SELECT * FROM sessions_kept;',
        ],
      },
    ]);
  });

  it('rows that another table selects', () => {
    const sql = '«DELETE FROM sessions s USING users u WHERE u.id = s.user_id AND u.banned RETURNING s.id»;';
    expectReports(rule, { '0001_tidy.sql': sql }, [
      {
        message: 'This DELETE removes rows of `sessions` that no down migration can bring back.',
        instead: [
          '-- Keep what goes, so that the down can put it back:',
          'CREATE TABLE sessions_kept AS SELECT s.* FROM sessions s, users u WHERE u.id = s.user_id AND u.banned;',
          'DELETE FROM sessions s USING users u WHERE u.id = s.user_id AND u.banned RETURNING s.id;',
          '-- and in the down:',
          'INSERT INTO sessions SELECT * FROM sessions_kept;',
        ],
      },
    ]);
  });

  it('a DELETE in a common table expression', () => {
    const sql = '«WITH gone AS (DELETE FROM sessions RETURNING *) SELECT count(*) FROM gone»;';
    expectReports(rule, { '0001_tidy.sql': sql }, [
      {
        message: 'This DELETE has no WHERE: it removes every row of `sessions`, and no down migration can bring them back.',
        instead: [
          '-- Keep what goes, so that the down can put it back:',
          'CREATE TABLE sessions_kept AS SELECT * FROM sessions;',
          'WITH gone AS (DELETE FROM sessions RETURNING *) SELECT count(*) FROM gone;',
          '-- and in the down:',
          'INSERT INTO sessions SELECT * FROM sessions_kept;',
        ],
      },
    ]);
  });

  it('a table once, however many statements of the migration empty it', () => {
    const sql = '«DELETE FROM sessions WHERE id < 5»;\nDELETE FROM sessions WHERE id > 9;';
    expectReports(rule, { '0001_tidy.sql': sql }, [
      {
        message: 'This DELETE removes rows of `sessions` that no down migration can bring back.',
        instead: [
          '-- Keep what goes, so that the down can put it back:',
          'CREATE TABLE sessions_kept AS SELECT * FROM sessions WHERE id < 5;',
          'DELETE FROM sessions WHERE id < 5;',
          '-- and in the down:',
          'INSERT INTO sessions SELECT * FROM sessions_kept;',
        ],
      },
    ]);
  });
});

describe('no-delete-rows ignores', () => {
  it('a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\nDELETE FROM sessions;` });
  });

  it('a table whose rows the migration copied before', () => {
    const sql = 'CREATE TABLE sessions_kept AS SELECT * FROM sessions;\nDELETE FROM sessions;';
    expectSilence(rule, { '0001_init.sql': init, '0002_tidy.sql': sql });
  });

  it('a table whose rows the down writes again', () => {
    const files = {
      '0001_init.up.sql': 'CREATE TABLE plans (name text PRIMARY KEY);',
      '0001_init.down.sql': 'DROP TABLE plans;',
      '0002_retire.up.sql': 'DELETE FROM plans WHERE price > 10;',
      '0002_retire.down.sql': "INSERT INTO plans VALUES ('gold');",
    };
    expectSilence(rule, files);
  });

  it('rows of a table that migrations fill, named by a constant', () => {
    const files = {
      '0001_init.sql': "CREATE TABLE plans (name text PRIMARY KEY);\nINSERT INTO plans VALUES ('gold'), ('silver');",
      '0002_retire.sql': "DELETE FROM plans WHERE name IN ('gold', 'silver');",
    };
    expectSilence(rule, files);
  });

  it('the DELETE in a down', () => {
    const files = {
      '0001_init.up.sql': init,
      '0001_init.down.sql': 'DROP TABLE sessions;',
      '0002_seed.up.sql': 'INSERT INTO sessions VALUES (1);',
      '0002_seed.down.sql': 'DELETE FROM sessions;',
    };
    expectSilence(rule, files);
  });
});
