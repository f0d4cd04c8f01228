/** What fresh histories of MySQL and SQLite showed: values, rows and names that are still there in another place. */
import { describe, expect, it } from 'vitest';

import { expectSilence, lint } from '../migrations-of.ts';
import { columnsEmptyIn } from '../../src/rules/empty-values.ts';

const sqlite = { dialect: 'sqlite' } as const;
const mysql = { dialect: 'mysql' } as const;
const init = { '0001_init.sql': 'CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, kind text);' };

function said(rule: string, sql: string, options: typeof sqlite | typeof mysql): string[] {
  const { migrations } = lint({ ...init, '0002_change.sql': sql }, options);
  return migrations[1]?.findings.filter((finding) => finding.rule === rule).map(({ message }) => message) ?? [];
}

describe('a column', () => {
  it('that another one takes the place of, with its values, is not lost', () => {
    const swap = (copy: string): string => `ALTER TABLE users ADD COLUMN name_new text;\n${copy}\nALTER TABLE users DROP COLUMN name;\nALTER TABLE users RENAME COLUMN name_new TO name;`;
    expect(said('no-drop-column', swap('UPDATE users SET name_new = name;'), sqlite)).toEqual([]);
    const lost = 'Dropping column `users.name` deletes its values: a down migration can add the column again, but only empty.';
    expect(said('no-drop-column', swap(''), sqlite)).toEqual([lost]);
    expect(said('no-drop-column', swap('UPDATE users SET name_new = name WHERE id > 1;'), sqlite)).toEqual([lost]);
    expect(said('no-drop-column', swap('UPDATE users SET name_new = upper(name);'), sqlite)).toEqual([lost]);
  });

  it('of which some values went into another table is lost but for those', () => {
    expect(said('no-drop-column', "CREATE TABLE names (id integer, name text);\nINSERT INTO names SELECT id, name FROM users WHERE kind = 'a';\nALTER TABLE users DROP COLUMN name;", sqlite)).toEqual([
      'Dropping column `users.name` deletes its values: what the migration put into `names` before is all that a down migration can bring back. Code of the previous release that still uses it fails at once.',
    ]);
  });

  it('that is renamed breaks nothing where another one has its name at once, or the name changes in case alone', () => {
    expect(said('no-rename-column', 'ALTER TABLE users RENAME COLUMN kind TO sort;\nALTER TABLE users ADD COLUMN kind text;', sqlite)).toEqual([]);
    expect(said('no-rename-column', 'ALTER TABLE users RENAME COLUMN kind TO sort;\nALTER TABLE users ADD COLUMN other text;', sqlite)).toHaveLength(1);
    for (const rule of ['no-rename-column', 'no-missing-object']) expectSilence(rule, { ...init, '0002_change.sql': 'ALTER TABLE users RENAME COLUMN kind TO KIND;' }, sqlite);
    expect(said('no-missing-object', 'ALTER TABLE users RENAME COLUMN kind TO NAME;', sqlite)).toHaveLength(1);
  });
});

describe('a table', () => {
  it('of which some rows went into another one is lost but for those', () => {
    expect(said('no-drop-table', 'CREATE TABLE people (name text);\nINSERT INTO people (name) SELECT name FROM users;\nDROP TABLE users;', sqlite)).toEqual([
      'Dropping table `users` deletes its rows: what the migration put into `people` before is all that a down migration can bring back. Code of the previous release that still uses it fails at once.',
    ]);
  });

  it('that makes room for another one of its name breaks code that uses what the new one lacks', () => {
    const renamed = (columns: string): string => `ALTER TABLE users RENAME TO users_old;\nCREATE TABLE users (${columns});`;
    expect(said('no-rename-table', renamed('id integer PRIMARY KEY, name text'), mysql)).toEqual([
      'Table `users` is renamed to `users_old`, and another one takes its name: code of the previous release that still uses `kind`, which the new table lacks, fails at once.',
    ]);
    expect(said('no-rename-table', renamed('id integer PRIMARY KEY, name text, kind text'), mysql)).toEqual([]);
  });

  it('that is a full-text index is filled again from what it is an index of', () => {
    const anew = (fill: string): string => `DROP TABLE found;\nCREATE VIRTUAL TABLE found USING fts5(name);\n${fill}`;
    const histories = (sql: string) => ({ ...init, '0002_index.sql': 'CREATE VIRTUAL TABLE found USING fts5(name);', '0003_anew.sql': sql });
    expectSilence('no-drop-table', histories(anew('INSERT INTO found (name) SELECT name FROM users;')), sqlite);
    expect(lint(histories(anew('')), sqlite).migrations[2]?.findings.map(({ rule }) => rule)).toContain('no-drop-table');
  });
});

describe('an UPDATE', () => {
  it.each(['UPDATE schema_versions SET version = 7', 'UPDATE db_info SET schema_version = 12', 'UPDATE version SET version = 3', "UPDATE info SET value = 4 WHERE property = 'version'"])('notes how far the history has come: %s', (sql) => {
    const table = /UPDATE (\w+) SET (\w+)/u.exec(sql);
    expectSilence('no-overwriting-update', { '0001_init.sql': `CREATE TABLE ${table?.[1] ?? ''} (${table?.[2] ?? ''} integer);`, '0002_a.sql': sql }, sqlite);
  });

  it.each(['UPDATE users SET kind = 7', 'UPDATE documents SET version = 3'])('that is about something else loses what was there: %s', (sql) => {
    const { migrations } = lint({ '0001_init.sql': 'CREATE TABLE users (kind integer); CREATE TABLE documents (version integer);', '0002_a.sql': sql }, sqlite);
    expect(migrations[1]?.findings.map(({ rule }) => rule)).toEqual(['no-overwriting-update']);
  });
});

describe('a DELETE', () => {
  const again = (code: string): string => `DELETE FROM users WHERE kind = 'a';\nINSERT INTO users (id, name, kind) VALUES (1, 'b', '${code}');`;

  it('clears away what the script writes again', () => {
    expect(said('no-delete-rows', again('a'), mysql)).toEqual([]);
    expect(said('no-delete-rows', again('c'), mysql)).toHaveLength(1);
  });
});

describe('a table that no migration created', () => {
  it('is renamed away and dropped once its rows are back under its name', () => {
    const moved = (fill: string): string => `ALTER TABLE sets RENAME TO old_sets;\nCREATE TABLE sets (id integer PRIMARY KEY, name text);\n${fill}\nDROP TABLE old_sets;`;
    for (const dialect of [sqlite, mysql]) {
      for (const rule of ['no-drop-table', 'no-rename-table']) expect(said(rule, moved('INSERT INTO sets (id, name) SELECT id, name FROM old_sets;'), dialect)).toEqual([]);
      expect(said('no-drop-table', moved(''), dialect)).toHaveLength(1);
    }
  });
});

describe('MODIFY with a position', () => {
  it('moves a column that is elsewhere', () => {
    expect(said('no-table-copy', "ALTER TABLE users MODIFY kind text COMMENT 'x' AFTER name;", mysql)).toEqual([]);
    expect(said('no-table-copy', "ALTER TABLE users MODIFY kind text COMMENT 'x' AFTER id;", mysql)).toHaveLength(1);
    expect(said('no-table-copy', "ALTER TABLE users MODIFY kind text COMMENT 'x' FIRST;", mysql)).toHaveLength(1);
  });
});

describe('what a condition says is empty', () => {
  it.each([
    ["IFNULL(qu_id, '') = ''", ['qu_id']],
    ['IFNULL(`a`.`b`, 0) = 0 AND c > 1', ['b']],
    ["(name = '')", ['name']],
    ["name IS NULL OR name = ''", []],
    ["IFNULL(a, '') <> ''", []],
    ["IFNULL(a, 'x') = 'y'", []],
    ["a IS NULL OR b = ''", []],
    ['a = 1', []],
  ])('%s', (where, columns) => {
    expect(columnsEmptyIn(where)).toEqual(columns);
  });
});

describe('a procedure that looks before it changes', () => {
  const procedure = (change: string): string => `DROP PROCEDURE IF EXISTS up;\nDELIMITER //\nCREATE PROCEDURE up()\nBEGIN\n  ${change}\n  COMMIT;\nEND //\nDELIMITER ;\nCALL up();\nDROP PROCEDURE IF EXISTS up;`;
  const index = 'ALTER TABLE users ADD INDEX i (id);';

  it('can be run again', () => {
    expect(said('no-half-applied-migration', procedure(`IF NOT EXISTS (SELECT 1 FROM information_schema.statistics WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND INDEX_NAME = 'i') THEN ${index} END IF;`), mysql)).toEqual([]);
    expect(said('no-half-applied-migration', procedure(index), mysql)).toHaveLength(1);
  });
});
