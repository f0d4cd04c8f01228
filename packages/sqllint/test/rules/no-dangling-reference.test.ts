import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';
import type { Files } from '../migrations-of.ts';

const rule = 'no-dangling-reference';
const sqlite = { dialect: 'sqlite' } as const;
const init = 'CREATE TABLE users (id integer PRIMARY KEY, email text);\nCREATE TABLE posts (id integer PRIMARY KEY, author integer REFERENCES users);';

const after = (sql: string): Files => ({ '0001_init.sql': init, '0002_rebuild.sql': sql });
const rename = 'ALTER TABLE users RENAME TO old_users;';
const fill = 'INSERT INTO users (id, email) SELECT id, email FROM old_users;\nDROP TABLE old_users;';
const created = 'CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL)';

const report = {
  message:
    'Renaming `users` to `old_users` takes the foreign keys of `posts` along: they refer to `old_users` from then on, which is dropped. With foreign keys enforced, every INSERT and UPDATE of a reference there stops with “no such table: main.old_users”.',
  instead: [
    '-- Let the new table take the old one’s place, so that references stay as they are:',
    'CREATE TABLE new_users (…);',
    'INSERT INTO new_users (…) SELECT … FROM users;',
    'DROP TABLE users;',
    'ALTER TABLE new_users RENAME TO users;',
  ],
};

describe('no-dangling-reference reports', () => {
  it('a rebuild that gives the old table another name first', () => {
    expectReports(rule, after(`${rename}\n«CREATE TABLE users» (id integer PRIMARY KEY, email text NOT NULL);\n${fill}`), [report], sqlite);
  });

  it('it whatever the pragma for foreign keys says, as that has no bearing on names', () => {
    expectReports(rule, after(`PRAGMA foreign_keys=OFF;\n${rename}\n«CREATE TABLE users» (id integer PRIMARY KEY, email text NOT NULL);\n${fill}`), [report], sqlite);
  });
});

describe('no-dangling-reference ignores', () => {
  it.each([
    ['a rebuild in the right order', 'CREATE TABLE new_users (id integer PRIMARY KEY, email text NOT NULL);\nINSERT INTO new_users SELECT id, email FROM users;\nDROP TABLE users;\nALTER TABLE new_users RENAME TO users;'],
    ['SQLite renaming as it did before 3.26', `PRAGMA legacy_alter_table=ON;\n${rename}\n${created};\n${fill}`],
    [
      'a table whose children are rebuilt behind it, and so refer to the new one',
      `${rename}\n${created};\n${fill}\nCREATE TABLE new_posts (id integer PRIMARY KEY, author integer REFERENCES users);\nINSERT INTO new_posts SELECT id, author FROM posts;\nDROP TABLE posts;\nALTER TABLE new_posts RENAME TO posts;`,
    ],
    ['a table whose children go', `${rename}\n${created};\n${fill}\nDROP TABLE posts;`],
  ])('%s', (_, sql) => {
    expectSilence(rule, after(sql), sqlite);
  });

  it('a table that nothing refers to', () => {
    expectSilence(rule, { '0001_init.sql': 'CREATE TABLE users (id integer PRIMARY KEY, email text);', '0002_rebuild.sql': `${rename}\n${created};\n${fill}` }, sqlite);
  });
});
