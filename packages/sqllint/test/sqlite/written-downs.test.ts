/** Downs that sqllint writes, run on SQLite itself: the schema is what it was before the up, and values that are not said to be lost are there. */
import { describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { writeDown } from '../../src/down.ts';
import { migrationsOf } from '../migrations-of.ts';
import { RealSqlite } from './real-sqlite.ts';

const sqlite = await load('sqlite');

const shop = `
  CREATE TABLE users (id integer PRIMARY KEY AUTOINCREMENT, email text NOT NULL UNIQUE, age integer DEFAULT 18 CHECK (age > 0));
  CREATE TABLE posts (id integer PRIMARY KEY, author integer REFERENCES users ON DELETE CASCADE, title text COLLATE NOCASE NOT NULL DEFAULT 'none') STRICT;
  CREATE INDEX posts_title ON posts (title COLLATE NOCASE DESC) WHERE author IS NOT NULL;
  CREATE TRIGGER posts_touch AFTER UPDATE ON posts BEGIN SELECT 1; END;
  CREATE VIEW authors AS SELECT author FROM posts;
  CREATE TABLE parcels (id integer PRIMARY KEY, code text NOT NULL);
`;
const rows = "INSERT INTO users VALUES (1, 'a@example.org', 30); INSERT INTO posts VALUES (1, 1, 'T'); INSERT INTO parcels VALUES (1, 'P1');";

/** What SQLite knows of every table, whatever its statement looks like. */
function catalog(database: RealSqlite): unknown[] {
  const tables = database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1").flat();
  const others = database.rows("SELECT type, name, replace(sql, char(34), '') FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY 2");
  return [
    ...tables.map((table) => [
      table,
      database.rows(`SELECT name, type, pk, hidden, pk = 0 AND "notnull", dflt_value FROM pragma_table_xinfo('${String(table)}') ORDER BY name`),
      database.rows(`SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list('${String(table)}') ORDER BY 1`),
      database.rows(`SELECT CASE origin WHEN 'c' THEN name END, "unique", partial FROM pragma_index_list('${String(table)}') ORDER BY 1, 2`),
    ]),
    ...others,
  ];
}

describe('a down of', () => {
  it.each([
    ['a new table', 'CREATE TABLE notes (id integer PRIMARY KEY); CREATE INDEX notes_id ON notes (id);', 'everything'],
    ['a new column with an index', 'ALTER TABLE posts ADD COLUMN slug text; CREATE INDEX posts_slug ON posts (slug);', 'everything'],
    ['rows that others may refer to since', "INSERT INTO users (id, email) VALUES (7, 'g@example.org');", 'everything'],
    ['a renamed table', 'ALTER TABLE posts RENAME TO articles;', 'everything'],
    ['a renamed column', 'ALTER TABLE users RENAME COLUMN age TO years;', 'everything'],
    ['a dropped column', 'ALTER TABLE users DROP COLUMN age;', 'shape'],
    [
      'a dropped column that is required and was copied',
      'CREATE TABLE titles (id integer PRIMARY KEY, title text NOT NULL); INSERT INTO titles (id, title) SELECT id, title FROM posts; DROP INDEX posts_title; ALTER TABLE posts DROP COLUMN title;',
      'everything',
    ],
    [
      'a required column that a copy brings back',
      'CREATE TABLE kept (id integer PRIMARY KEY, code text NOT NULL); INSERT INTO kept (id, code) SELECT id, code FROM parcels; ALTER TABLE parcels DROP COLUMN code;',
      'everything',
    ],
    ['a dropped index', 'DROP INDEX posts_title;', 'everything'],
    ['a dropped trigger', 'DROP TRIGGER posts_touch;', 'everything'],
    ['a dropped view', 'DROP VIEW authors;', 'everything'],
    ['a new trigger', 'CREATE TRIGGER users_touch AFTER INSERT ON users BEGIN SELECT 2; END;', 'everything'],
    ['a dropped table', 'DROP VIEW authors; DROP TABLE posts;', 'shape'],
    [
      'a rebuilt table',
      'DROP VIEW authors; CREATE TABLE new_posts (id integer PRIMARY KEY, author integer, title text, likes integer NOT NULL DEFAULT 0); INSERT INTO new_posts (id, author, title) SELECT id, author, title FROM posts; DROP TABLE posts; ALTER TABLE new_posts RENAME TO posts; CREATE VIEW authors AS SELECT author FROM posts;',
      'everything',
    ],
    [
      'a rebuilt table with a column less and one renamed',
      'CREATE TABLE new_users (id integer PRIMARY KEY, mail text); INSERT INTO new_users (id, mail) SELECT id, email FROM users; DROP TABLE users; ALTER TABLE new_users RENAME TO users;',
      'shape',
    ],
  ])('%s', (_, up, brings) => {
    const database = new RealSqlite();
    expect(database.run(shop + rows)).toBeUndefined();
    const before = catalog(database);
    const down = writeDown(migrationsOf({ '0001_shop.sql': shop, '0002_change.sql': up }, { dialect: 'sqlite' }), '0002_change', sqlite);
    expect(database.run(up)).toBeUndefined();
    expect(database.run(down.text), down.text).toBeUndefined();
    expect(catalog(database), down.text).toEqual(before);
    expect(down.brings).toBe(brings);
    if (brings === 'everything') expect(database.rows('SELECT author, title FROM posts')).toEqual([[1, 'T']]);
    if (brings === 'everything') expect(database.rows('SELECT code FROM parcels')).toEqual([['P1']]);
    database.close();
  });

  it('a column that may be empty now says where it stops, and where a default stands for nothing', () => {
    const before = 'CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, name text NOT NULL DEFAULT \'?\');';
    const up = 'CREATE TABLE new_users (id integer PRIMARY KEY, email text, name text); INSERT INTO new_users (id, email, name) SELECT id, email, name FROM users; DROP TABLE users; ALTER TABLE new_users RENAME TO users;';
    const { text } = writeDown(migrationsOf({ '0001_users.sql': before, '0002_change.sql': up }, { dialect: 'sqlite' }), '0002_change', sqlite);
    expect(text.split('\n').filter((line) => line.startsWith('--') || line.startsWith('INSERT'))).toEqual([
      '-- This stops when rows without users.email were written since; give those a value first.',
      "INSERT INTO new_users (id, email, name) SELECT id, email, coalesce(name, '?') FROM users;",
    ]);
  });
});
