import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';
import type { Files } from '../migrations-of.ts';

const rule = 'require-foreign-key-check';
const on = { dialect: 'sqlite', transaction: 'none', rules: { [rule]: 'warn' } } as const;
const init = 'CREATE TABLE users (id integer PRIMARY KEY, email text);\nCREATE TABLE posts (id integer PRIMARY KEY, author integer REFERENCES users, title text);\nCREATE TABLE notes (id integer PRIMARY KEY);';

const columns: Readonly<Record<string, string>> = { users: 'id integer PRIMARY KEY, email text', posts: 'id integer PRIMARY KEY, author integer REFERENCES users, title text', notes: 'id integer PRIMARY KEY' };
const rebuild = (table: string, open = '', close = ''): string => `${open}CREATE TABLE new_${table}${close} (${columns[table] ?? ''});\nINSERT INTO new_${table} SELECT * FROM ${table};\nDROP TABLE ${table};\nALTER TABLE new_${table} RENAME TO ${table};`;
const after = (sql: string): Files => ({ '0001_init.sql': init, '0002_rebuild.sql': sql });

const report = (table: string) => ({
  message: `Foreign keys are off while \`${table}\` is rebuilt, and nothing looks afterwards whether every reference still leads somewhere: SQLite does not check old rows when they are switched on again.`,
  instead: ['-- Before the COMMIT:', 'PRAGMA foreign_key_check;'],
});

describe('require-foreign-key-check reports', () => {
  it('a rebuilt table that others refer to', () => {
    expectReports(rule, after(`PRAGMA foreign_keys=OFF;\n${rebuild('users', '«', '»')}\nPRAGMA foreign_keys=ON;`), [report('users')], on);
  });

  it('a rebuilt table that refers to others', () => {
    expectReports(rule, after(`PRAGMA foreign_keys=OFF;\n${rebuild('posts', '«', '»')}`), [report('posts')], on);
  });

  it('the first of several', () => {
    expectReports(rule, after(`PRAGMA foreign_keys=OFF;\n${rebuild('users', '«', '»')}\n${rebuild('posts')}`), [report('users')], on);
  });
});

describe('require-foreign-key-check ignores', () => {
  it.each([
    ['a rebuild that is followed by the check', `PRAGMA foreign_keys=OFF;\n${rebuild('users')}\nPRAGMA foreign_key_check;`],
    ['a rebuild with foreign keys on', `PRAGMA foreign_keys=ON;\n${rebuild('users')}`],
    ['a table without foreign keys', `PRAGMA foreign_keys=OFF;\n${rebuild('notes')}`],
    ['another change', 'PRAGMA foreign_keys=OFF;\nALTER TABLE users RENAME COLUMN email TO mail;'],
  ])('%s', (_, sql) => {
    expectSilence(rule, after(sql), on);
  });

  it('anything unless it is switched on', () => {
    expectSilence(rule, after(`PRAGMA foreign_keys=OFF;\n${rebuild('users')}`), { dialect: 'sqlite', transaction: 'none' });
  });
});
