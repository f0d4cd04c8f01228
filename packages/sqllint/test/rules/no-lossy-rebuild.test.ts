import { describe, expect, it } from 'vitest';

import { expectReports, expectSilence, lint } from '../migrations-of.ts';

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

describe('no-lossy-rebuild, of a table made by CREATE TABLE … AS,', () => {
  const sql = `«CREATE TABLE new_users AS SELECT * FROM users»;\n${swap}\nCREATE INDEX users_name ON users (name);`;

  it('tells that the keys stay behind', () => {
    expectReports(rule, then(sql), [
      {
        message: 'The new definition of `users` is without PRIMARY KEY (id) and UNIQUE (email): rows that the old one refused are let in from now on.',
        instead: ['-- If that is not meant, in the definition of the new table:', 'PRIMARY KEY (id)', 'UNIQUE (email)'],
        severity: 'warn',
      },
    ], options);
  });

  it('has all columns of its query, and no other', () => {
    expectSilence('no-drop-column', then(sql.replaceAll(/[«»]/gu, '')), options);
    const { migrations } = lint(then(`CREATE TABLE new_users AS SELECT id, email FROM users;\n${swap}`), options);
    expect(migrations[1]?.findings.flatMap(({ rule: name, message }) => (name === 'no-drop-column' ? [message] : []))).toEqual([
      'Dropping column `users.name` deletes its values: a down migration can add the column again, but only empty. Code of the previous release that still uses it fails at once.',
    ]);
  });
});

describe('no-lossy-rebuild, of a column that becomes NOT NULL,', () => {
  const rebuild = `CREATE TABLE new_users (id integer PRIMARY KEY, email text UNIQUE, name text NOT NULL);\nINSERT INTO new_users SELECT id, email, name FROM users;\n${swap}\nCREATE INDEX users_name ON users (name);`;
  const told = (fill: string): string[] => {
    const { migrations } = lint({ '0001_users.sql': before, '0002_fill.sql': fill, '0003_change.sql': rebuild }, options);
    return migrations[2]?.findings.flatMap(({ rule: name, message }) => (name === rule ? [message] : [])) ?? [];
  };

  it.each(['UPDATE users SET name = email WHERE name IS NULL;', "UPDATE users SET name = coalesce(name, '');"])('is silent where every row was given a value: %s', (fill) => {
    expect(told(fill)).toEqual([]);
  });

  it.each(["UPDATE users SET name = '' WHERE name IS NULL AND id > 5;", 'UPDATE users SET name = NULL;', "UPDATE users SET email = '' WHERE name IS NULL;"])('speaks where some may have none: %s', (fill) => {
    expect(told(fill)).toEqual(['`users.name` is NOT NULL in the new table and was nullable, and the values are copied as they are: the first row that has none stops the migration.']);
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
