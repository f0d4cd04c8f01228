import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-rename-table';
const init = 'CREATE TABLE users (id int PRIMARY KEY);';

const reportIn = (migration: string) => ({
  message:
    'Renaming table `users` to `accounts` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `users`.',
  instead: [
    '-- Keep the old name alive in the same transaction; a plain view takes writes too:',
    'ALTER TABLE users RENAME TO accounts;',
    'CREATE VIEW users AS SELECT * FROM accounts;',
    '-- In a later release, once no code uses users:',
    `-- sqllint-contract ${migration}`,
    'DROP VIEW users;',
  ],
});

describe('no-rename-table reports', () => {
  it('a table of an earlier migration', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_rename.sql': '«ALTER TABLE users RENAME TO accounts»;' }, [reportIn('0002_rename')]);
  });

  it('a table that no migration created', () => {
    expectReports(rule, { '0001_rename.sql': '«ALTER TABLE IF EXISTS users RENAME TO accounts»;' }, [reportIn('0001_rename')]);
  });

  it('a table of another schema, in that schema', () => {
    expectReports(rule, { '0001_rename.sql': '«ALTER TABLE sales.users RENAME TO accounts»;' }, [
      {
        message:
          'Renaming table `sales.users` to `accounts` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for `sales.users`.',
        instead: [
          '-- Keep the old name alive in the same transaction; a plain view takes writes too:',
          'ALTER TABLE sales.users RENAME TO accounts;',
          'CREATE VIEW sales.users AS SELECT * FROM sales.accounts;',
          '-- In a later release, once no code uses sales.users:',
          '-- sqllint-contract 0001_rename',
          'DROP VIEW sales.users;',
        ],
      },
    ]);
  });

  it('a table whose old name another migration brings back as a view', () => {
    const files = {
      '0001_init.sql': init,
      '0002_rename.sql': '«ALTER TABLE users RENAME TO accounts»;',
      '0003_view.sql': 'CREATE VIEW users AS SELECT * FROM accounts;',
    };
    expectReports(rule, files, [reportIn('0002_rename')]);
  });

  it('a table that gets a view under some other name', () => {
    const sql = '«ALTER TABLE users RENAME TO accounts»;\nCREATE VIEW people AS SELECT * FROM accounts;';
    expectReports(rule, { '0001_init.sql': init, '0002_rename.sql': sql }, [reportIn('0002_rename')]);
  });
});

describe('no-rename-table ignores', () => {
  it('a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\nALTER TABLE users RENAME TO accounts;` });
  });

  it('a table whose old name lives on as a view of the same migration', () => {
    const sql = 'ALTER TABLE users RENAME TO accounts;\nCREATE VIEW users AS SELECT * FROM accounts;';
    expectSilence(rule, { '0001_init.sql': init, '0002_rename.sql': sql });
  });

  it('a table whose name another one gets that has its columns', () => {
    const next = 'CREATE TABLE users_next (id bigint PRIMARY KEY, note text);';
    const swap = 'ALTER TABLE users RENAME TO users_before;\nALTER TABLE users_next RENAME TO users;';
    expectSilence(rule, { '0001_init.sql': init, '0002_swap.sql': `${next}\n${swap}` });
    expectSilence(rule, { '0001_init.sql': init, '0002_swap.sql': `${next}\nRENAME TABLE users TO users_before, users_next TO users;` }, { dialect: 'mysql' });
  });

  it('a table that gets its name back in another case', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_case.sql': 'ALTER TABLE users RENAME TO users_lc;\nALTER TABLE users_lc RENAME TO Users;' }, { dialect: 'mysql' });
  });

  it('a sequence of MariaDB that the same migration created', () => {
    expectSilence(rule, { '0001_numbers.sql': 'CREATE SEQUENCE numbers_next START WITH 1;\nALTER TABLE numbers_next RENAME TO numbers;' }, { dialect: 'mariadb' });
  });

  it('the rename in a down', () => {
    const files = {
      '0001_init.up.sql': init,
      '0001_init.down.sql': 'DROP TABLE users;',
      '0002_rename.up.sql': 'ALTER TABLE users RENAME TO accounts; CREATE VIEW users AS SELECT * FROM accounts;',
      '0002_rename.down.sql': 'DROP VIEW users; ALTER TABLE accounts RENAME TO users;',
    };
    expectSilence(rule, files);
  });

  it('indexes, constraints and views', () => {
    const sql = 'ALTER INDEX users_pkey RENAME TO accounts_pkey; ALTER VIEW report RENAME TO summary;';
    expectSilence(rule, { '0001_init.sql': init, '0002_rename.sql': sql });
  });
});
