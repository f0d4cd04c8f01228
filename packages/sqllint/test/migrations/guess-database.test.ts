import { describe, expect, it } from 'vitest';

import { guessDatabase } from '../../src/migrations/guess-database.ts';
import { SourceText } from '../../src/text/source-text.ts';

const guess = (...texts: readonly string[]): ReturnType<typeof guessDatabase> => guessDatabase(texts.map((text) => new SourceText(text)));

describe('the database that SQL is for', () => {
  it.each([
    ['CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY);', 'mysql'],
    ['CREATE TABLE a (b INT) ENGINE = InnoDB DEFAULT CHARSET=utf8mb4;', 'mysql'],
    ['ALTER TABLE `orders` ADD `note` text;', 'mysql'],
    ['CREATE TABLE a (n INT(10) UNSIGNED);', 'mysql'],
    ['DELIMITER $$\nCREATE PROCEDURE p() BEGIN END$$\nDELIMITER ;\n', 'mysql'],
    ['CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT);', 'sqlite'],
    ['CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, at TIMESTAMP WITHOUT TIME ZONE, data JSONB);', 'sqlite'],
    ['PRAGMA foreign_keys = OFF;', 'sqlite'],
    ['CREATE TABLE a (b TEXT PRIMARY KEY) WITHOUT ROWID;', 'sqlite'],
    ['CREATE INDEX i ON a (b COLLATE NOCASE);', 'sqlite'],
    ['INSERT OR IGNORE INTO a VALUES (1);', 'sqlite'],
    ['CREATE TABLE orders (id bigserial, at timestamptz, data jsonb);', 'postgres'],
    ["SELECT '1'::int;", 'postgres'],
    ['DO $$ BEGIN END $$;', 'postgres'],
    ['ALTER TABLE a ALTER COLUMN b SET NOT NULL;', 'postgres'],
    ['CREATE TABLE a (b Int8) ENGINE = ReplacingMergeTree;', 'clickhouse'],
    ['CREATE TABLE [dbo].[a] (b NVARCHAR(10));\nGO\n', 'sqlserver'],
    ['CREATE TABLE a (b VARCHAR2(10));', 'oracle'],
  ])('is clear for “%s”', (sql, database) => {
    expect(guess(sql)).toBe(database);
  });

  it.each([
    'CREATE TABLE orders (id integer PRIMARY KEY, note text);',
    'ALTER TABLE orders DROP COLUMN note;',
    '-- Add the column `note`, which MySQL calls AUTO_INCREMENT',
    '/* PRAGMA foreign_keys */ SELECT 1;',
    '',
  ])('is open for “%s”', (sql) => {
    expect(guess(sql)).toBeUndefined();
  });

  it('is that of the majority', () => {
    const pg = 'CREATE TABLE a (b jsonb);';
    const quoted = "COMMENT ON COLUMN a.b IS 'see table `c`';";
    expect(guess(pg, pg, quoted)).toBe('postgres');
    expect(guess(pg, 'PRAGMA foreign_keys = OFF;')).toBeUndefined();
  });
});
