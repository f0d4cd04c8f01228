import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-lossy-rebuild';
const options = { dialect: 'sqlite' } as const;

const before = `CREATE TABLE users (id integer PRIMARY KEY, email text UNIQUE, name text);
CREATE INDEX users_name ON users (name);`;
const then = (sql: string) => ({ '0001_users.sql': before, '0002_change.sql': sql });
const swap = 'DROP TABLE users;\nALTER TABLE new_users RENAME TO users;';

describe('no-lossy-rebuild reports', () => {
  it('an index and a constraint that are left behind', () => {
    const sql = `«CREATE TABLE new_users» (id integer PRIMARY KEY, email text, name text);\nINSERT INTO new_users (id, email, name) SELECT id, email, name FROM users;\n${swap}`;
    expectReports(rule, then(sql.replace('«CREATE TABLE new_users»', '««CREATE TABLE new_users»»')), [
      {
        message: 'Rebuilding `users` loses index `users_name`: what belongs to the old table goes with it, and nothing here creates it again.',
        instead: ['-- Behind the rebuild:', 'CREATE INDEX users_name ON users (name);'],
        severity: 'error',
      },
      {
        message: 'The new definition of `users` is without UNIQUE (email): rows that the old one refused are let in from now on.',
        instead: ['-- If that is not meant, in the definition of the new table:', 'UNIQUE (email)'],
        severity: 'warn',
      },
    ], options);
  });

  it('values that are not copied', () => {
    expectReports(rule, then(`«CREATE TABLE new_users» (id integer PRIMARY KEY, email text UNIQUE, name text);\nINSERT INTO new_users (id, email) SELECT id, email FROM users;\n${swap}\nCREATE INDEX users_name ON users (name);`), [
      {
        message: 'The rebuild does not copy `users.name`: every row gets the default or NULL there, and the values are gone with the old table.',
        instead: ['Add name to both lists of the INSERT … SELECT.'],
      },
    ], options);
  });
});

describe('no-lossy-rebuild is silent about', () => {
  it('a rebuild that keeps everything', () => {
    expectSilence(rule, then(`CREATE TABLE new_users (id integer PRIMARY KEY, email text UNIQUE, name text, bio text);\nINSERT INTO new_users (id, email, name) SELECT id, email, name FROM users;\n${swap}\nCREATE INDEX users_name ON users (name);`), options);
  });

  it('a NULL that the script fills in before', () => {
    expectSilence(rule, then(`UPDATE users SET name = '' WHERE name IS NULL;\nCREATE TABLE new_users (id integer PRIMARY KEY, email text UNIQUE, name text NOT NULL);\nINSERT INTO new_users (id, email, name) SELECT id, email, name FROM users;\n${swap}\nCREATE INDEX users_name ON users (name);`), options);
  });
});
