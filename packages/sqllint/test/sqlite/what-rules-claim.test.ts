/** What the rules for SQLite say that SQLite does, asked of SQLite itself, with rows in every table. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { lint } from '../migrations-of.ts';
import type { HistoryOptions } from '../migrations-of.ts';
import { RealSqlite } from './real-sqlite.ts';

const shop = `
  CREATE TABLE users (id integer PRIMARY KEY, email text UNIQUE, name text, age integer CHECK (age > 0), born text, CHECK (born <> ''));
  CREATE TABLE posts (id integer PRIMARY KEY, author integer REFERENCES users (id) ON DELETE CASCADE, reviewer integer REFERENCES users (id) ON DELETE SET NULL, title text, slug text GENERATED ALWAYS AS (lower(title)) VIRTUAL);
  CREATE INDEX posts_title ON posts (title) WHERE reviewer IS NOT NULL;
  CREATE VIEW titles AS SELECT title FROM posts;
  CREATE TABLE notes (id integer PRIMARY KEY, kind text, at text, author integer REFERENCES users (id));
  CREATE TRIGGER notes_kind AFTER UPDATE ON notes WHEN new.kind <> old.kind BEGIN SELECT 1; END;
`;
const rows = `
  INSERT INTO users VALUES (1, 'a@example.org', 'A', 30, 'x'), (2, 'b@example.org', NULL, 40, 'y');
  INSERT INTO posts (id, author, reviewer, title) VALUES (1, 1, 2, 'T');
  INSERT INTO notes VALUES (1, 'k', 'now', 1);
`;

let database: RealSqlite;
beforeEach(() => {
  database = new RealSqlite();
  expect(database.run(shop + rows)).toBeUndefined();
});
afterEach(() => database.close());

/** The rules that report the script as the migration after the shop's. */
function rulesOn(sql: string, options: HistoryOptions = {}): string[] {
  const { migrations } = lint({ '0001_shop.sql': shop, '0002_change.sql': sql }, { dialect: 'sqlite', ...options });
  return [...new Set(migrations.flatMap(({ id, findings }) => (id === '0002_change' ? findings.map(({ rule }) => rule) : [])))];
}

const rebuildUsers = `
  CREATE TABLE new_users (id integer PRIMARY KEY, email text UNIQUE, name text, age integer CHECK (age > 0), born text, CHECK (born <> ''));
  INSERT INTO new_users (id, email, name, age, born) SELECT id, email, name, age, born FROM users;
  DROP TABLE users;
  ALTER TABLE new_users RENAME TO users;
`;

describe('rows of other tables, while a table is rebuilt', () => {
  const children = 'SELECT (SELECT count(*) FROM posts), (SELECT count(*) FROM users)';

  it('go when foreign keys are on and switched off too late', () => {
    database.run('DELETE FROM notes; PRAGMA foreign_keys = ON;');
    expect(database.run(`BEGIN; PRAGMA foreign_keys = OFF; ${rebuildUsers} COMMIT;`)).toBeUndefined();
    expect(database.rows(children)).toEqual([[0, 2]]);
    const said = rulesOn(`PRAGMA foreign_keys = OFF; ${rebuildUsers}`, { transaction: 'wrapped' });
    expect(said).toEqual(expect.arrayContaining(['no-cascading-drop', 'no-ineffective-pragma']));
  });

  it('go although checks are deferred', () => {
    database.run('DELETE FROM notes; PRAGMA foreign_keys = ON;');
    expect(database.run(`BEGIN; PRAGMA defer_foreign_keys = ON; ${rebuildUsers} COMMIT;`)).toBeUndefined();
    expect(database.rows(children)).toEqual([[0, 2]]);
    expect(rulesOn(`PRAGMA foreign_keys = ON; BEGIN; PRAGMA defer_foreign_keys = ON; ${rebuildUsers} COMMIT;`, { transaction: 'none' })).toContain('no-cascading-drop');
  });

  it('stay when they are off before the transaction begins', () => {
    database.run('PRAGMA foreign_keys = ON;');
    expect(database.run(`PRAGMA foreign_keys = OFF; BEGIN; ${rebuildUsers} COMMIT; PRAGMA foreign_keys = ON;`)).toBeUndefined();
    expect(database.rows(children)).toEqual([[1, 2]]);
    expect(rulesOn(`PRAGMA foreign_keys = OFF; BEGIN; ${rebuildUsers} COMMIT;`, { transaction: 'none' })).not.toContain('no-cascading-drop');
  });
});

describe('references to a table that is renamed before it is rebuilt', () => {
  const renamedFirst = `
    ALTER TABLE users RENAME TO users_old;
    CREATE TABLE users (id integer PRIMARY KEY, email text UNIQUE, name text, age integer CHECK (age > 0), born text, CHECK (born <> ''));
    INSERT INTO users SELECT * FROM users_old;
    DROP TABLE users_old;
  `;

  it('lead nowhere', () => {
    expect(database.run(renamedFirst)).toBeUndefined();
    expect(database.run("PRAGMA foreign_keys = ON; INSERT INTO notes VALUES (2, 'k', 'now', 1);")).toBe('no such table: main.users_old');
    expect(rulesOn(renamedFirst)).toContain('no-dangling-reference');
  });

  it('stay with legacy_alter_table, and in the other order', () => {
    expect(database.run(`PRAGMA legacy_alter_table = ON; ${renamedFirst}`)).toBeUndefined();
    expect(database.run("PRAGMA foreign_keys = ON; INSERT INTO notes VALUES (2, 'k', 'now', 1);")).toBeUndefined();
    expect(rulesOn(`PRAGMA legacy_alter_table = ON; ${renamedFirst}`)).not.toContain('no-dangling-reference');
    expect(rulesOn(rebuildUsers)).not.toContain('no-dangling-reference');
  });
});

describe('adding a column', () => {
  const emptied = (): void => void database.run('DELETE FROM posts; DELETE FROM notes; DELETE FROM users;');

  it.each([
    ['text NOT NULL', 'Cannot add a NOT NULL column with default value NULL'],
    ['text NOT NULL DEFAULT NULL', 'Cannot add a NOT NULL column with default value NULL'],
    ['text DEFAULT CURRENT_TIMESTAMP', 'Cannot add a column with non-constant default'],
    ["text NOT NULL DEFAULT (strftime('%s', 'now'))", 'Cannot add a column with non-constant default'],
    ['text GENERATED ALWAYS AS (kind) STORED', 'cannot add a STORED column'],
    ['integer DEFAULT 1 REFERENCES users (id)', 'Cannot add a REFERENCES column with non-NULL default value'],
  ])('as %s works on an empty table and stops on one with rows', (definition, reason) => {
    const sql = `ALTER TABLE notes ADD COLUMN c ${definition}`;
    database.run('PRAGMA foreign_keys = ON;');
    expect(database.run(sql)).toContain(reason);
    emptied();
    expect(database.run(sql)).toBeUndefined();
    expect(rulesOn(sql)).toEqual(['no-failing-add-column']);
  });

  it.each([
    ['text PRIMARY KEY', 'Cannot add a PRIMARY KEY column'],
    ['text UNIQUE', 'Cannot add a UNIQUE column'],
  ])('as %s stops always', (definition, reason) => {
    const sql = `ALTER TABLE notes ADD COLUMN c ${definition}`;
    emptied();
    expect(database.run(sql)).toContain(reason);
    expect(rulesOn(sql)).toContain('no-missing-object');
  });

  it.each(['text', 'text NOT NULL DEFAULT 1', 'integer DEFAULT (-1)', 'integer NOT NULL DEFAULT TRUE', 'text GENERATED ALWAYS AS (kind) VIRTUAL', 'integer REFERENCES users (id)', "text DEFAULT ('a')"])(
    'as %s works at any time',
    (definition) => {
      const sql = `ALTER TABLE notes ADD COLUMN c ${definition}`;
      database.run('PRAGMA foreign_keys = ON;');
      expect(database.run(sql)).toBeUndefined();
      expect(rulesOn(sql)).toEqual([]);
    },
  );
});

describe('dropping a column', () => {
  it.each([
    ['users', 'id', 'is part of the primary key'],
    ['users', 'email', 'is UNIQUE'],
    ['users', 'born', 'a CHECK reads'],
    ['posts', 'title', 'which view titles reads'],
    ['posts', 'reviewer', 'index posts_title needs'],
    ['notes', 'kind', 'trigger notes_kind reads'],
  ])('%s.%s is refused', (table, column, reason) => {
    const sql = `ALTER TABLE ${table} DROP COLUMN ${column}`;
    expect(database.run(sql)).toEqual(expect.any(String));
    const { migrations } = lint({ '0001_shop.sql': shop, '0002_change.sql': sql }, { dialect: 'sqlite' });
    expect(migrations[1]?.findings.find(({ rule }) => rule === 'no-missing-object')?.message).toContain(reason);
  });

  it.each([
    ['users', 'name'],
    ['users', 'age'],
    ['posts', 'author'],
    ['posts', 'slug'],
    ['notes', 'at'],
    ['notes', 'author'],
  ])('%s.%s works', (table, column) => {
    const sql = `ALTER TABLE ${table} DROP COLUMN ${column}`;
    expect(database.run(sql)).toBeUndefined();
    expect(rulesOn(sql)).toEqual(['no-drop-column']);
  });
});

describe('a rebuild', () => {
  it('goes by position where it copies with a star', () => {
    const sql = `
      CREATE TABLE new_notes (id integer PRIMARY KEY, at text, kind text, author integer REFERENCES users (id));
      INSERT INTO new_notes SELECT * FROM notes;
      DROP TABLE notes;
      ALTER TABLE new_notes RENAME TO notes;
      CREATE TRIGGER notes_kind AFTER UPDATE ON notes WHEN new.kind <> old.kind BEGIN SELECT 1; END;
    `;
    expect(database.run(sql)).toBeUndefined();
    expect(database.rows('SELECT kind, at FROM notes')).toEqual([['now', 'k']]);
    expect(rulesOn(sql)).toEqual(['no-lossy-rebuild']);
  });

  it('takes indexes and triggers away, and keeps what is created again', () => {
    const sql = `
      CREATE TABLE new_notes (id integer PRIMARY KEY, kind text, at text, author integer REFERENCES users (id));
      INSERT INTO new_notes (id, kind, at, author) SELECT id, kind, at, author FROM notes;
      DROP TABLE notes;
      ALTER TABLE new_notes RENAME TO notes;
    `;
    expect(database.run(sql)).toBeUndefined();
    expect(database.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")).toEqual([]);
    expect(rulesOn(sql)).toEqual(['no-lossy-rebuild']);
    expect(rulesOn(`${sql} CREATE TRIGGER notes_kind AFTER UPDATE ON notes WHEN new.kind <> old.kind BEGIN SELECT 1; END;`)).toEqual([]);
  });

  it('stops at a NULL in a column that has become NOT NULL', () => {
    const sql = (name: string): string => `
      CREATE TABLE new_users (id integer PRIMARY KEY, email text UNIQUE, name text NOT NULL, age integer CHECK (age > 0), born text, CHECK (born <> ''));
      INSERT INTO new_users (id, email, name, age, born) SELECT id, email, ${name}, age, born FROM users;
      DROP TABLE users;
      ALTER TABLE new_users RENAME TO users;
    `;
    expect(database.run(sql('name'))).toBe('NOT NULL constraint failed: new_users.name');
    expect(rulesOn(sql('name'))).toContain('no-lossy-rebuild');
    database.run('DROP TABLE new_users');
    expect(database.run(sql("coalesce(name, '')"))).toBeUndefined();
    expect(rulesOn(sql("coalesce(name, '')"))).not.toContain('no-lossy-rebuild');
  });
});

describe('a view that another view reads', () => {
  it('can be dropped, and the other one fails when it is asked', () => {
    expect(database.run('CREATE VIEW short AS SELECT title FROM titles; DROP VIEW titles;')).toBeUndefined();
    expect(database.run('SELECT * FROM short;')).toBe('no such table: main.titles');
    const down = { '0001_a.up.sql': 'CREATE VIEW a AS SELECT 1 AS one;\nCREATE VIEW b AS SELECT one FROM a;', '0001_a.down.sql': 'DROP VIEW a;\nDROP VIEW b;' };
    const { migrations } = lint(down, { dialect: 'sqlite' });
    expect(migrations.flatMap(({ findings }) => findings)).toEqual([]);
  });
});

describe('a table made by CREATE TABLE … AS', () => {
  it('has the columns and none of the keys', () => {
    database.run('CREATE TABLE copied AS SELECT * FROM users;');
    expect(database.rows("SELECT group_concat(name), sum(pk), sum(\"notnull\") FROM pragma_table_info('copied')")).toEqual([['id,email,name,age,born', 0, 0]]);
    expect(database.run('INSERT INTO copied SELECT * FROM users;')).toBeUndefined();
    expect(rulesOn('CREATE TABLE copied AS SELECT * FROM users; DROP TABLE users; ALTER TABLE copied RENAME TO users;')).toEqual(['no-lossy-rebuild']);
  });
});

describe('a second BEGIN', () => {
  it('is refused', () => {
    expect(database.run('BEGIN; BEGIN;')).toBe('cannot start a transaction within a transaction');
    expect(rulesOn('BEGIN;\nDELETE FROM notes;\nCOMMIT;', { transaction: 'wrapped' })).toContain('no-nested-transaction');
  });
});
