import { describe, expect, it } from 'vitest';

import { lint } from '../../migrations-of.ts';

const before = 'CREATE TABLE users (id int PRIMARY KEY, Name varchar(10), KEY by_name (Name));';

/** What is told of a statement that comes behind the script: whether the columns are there. */
function columnsAfter(sql: string, columns: readonly string[]): string[] {
  return columns.filter((column) => {
    const { migrations } = lint({ '0001_init.sql': before, '0002_change.sql': sql, '0003_probe.sql': `ALTER TABLE users DROP COLUMN ${column};` }, { dialect: 'mysql' });
    expect(migrations[1]?.findings.filter(({ rule }) => rule === 'no-missing-object')).toEqual([]);
    return !migrations[2]?.findings.some(({ rule }) => rule === 'no-missing-object');
  });
}

const addColumn = `DROP PROCEDURE IF EXISTS add_column_if_not_exists;
DELIMITER //
CREATE PROCEDURE add_column_if_not_exists(IN t VARCHAR(64), IN c VARCHAR(64), IN definition VARCHAR(100), IN behind VARCHAR(64))
BEGIN
  IF NOT EXISTS (SELECT * FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = t AND column_name = c) THEN
    SET @sql = CONCAT('ALTER TABLE ', t, ' ADD COLUMN ', c, ' ', definition);
    IF behind IS NOT NULL THEN
      SET @sql = CONCAT(@sql, ' AFTER ', behind);
    END IF;
    PREPARE stmt FROM @sql;
    EXECUTE stmt;
    DEALLOCATE PREPARE stmt;
  END IF;
END //
DELIMITER ;
`;
const tidy = 'DROP PROCEDURE add_column_if_not_exists;';

/** A procedure without parameters, called in the migration that makes it. */
const run = (body: string): string => `DELIMITER $$\nCREATE PROCEDURE change_users() SQL SECURITY INVOKER\nBEGIN\n${body}\nEND $$\nDELIMITER ;\nCALL Change_Users();\nDROP PROCEDURE change_users;`;

describe('a procedure that a migration calls', () => {
  it('adds the column that its arguments name', () => {
    expect(columnsAfter(`${addColumn}CALL add_column_if_not_exists('users', 'email', 'varchar(20)', 'id');\n${tidy}`, ['email', 'other'])).toEqual(['email']);
  });

  it('does nothing where what it asks for is there already, in whatever case', () => {
    expect(columnsAfter(`${addColumn}CALL add_column_if_not_exists('USERS', 'NAME', 'varchar(20)', NULL);\n${tidy}`, ['name'])).toEqual(['name']);
  });

  it('may be called with what variables hold', () => {
    expect(columnsAfter(`${addColumn}SET @t = 'users', @c := 'email';\nCALL add_column_if_not_exists(@t, @c, 'text', NULL);\n${tidy}`, ['email'])).toEqual(['email']);
  });

  it.each([
    ['a count of the catalog', "DECLARE n INT DEFAULT 0;\nSELECT COUNT(*) INTO n FROM information_schema.COLUMNS WHERE TABLE_NAME = 'users' AND COLUMN_NAME = 'Name';\nIF n > 0 THEN ALTER TABLE users DROP COLUMN Name; ALTER TABLE users ADD COLUMN full_name text; ELSE ALTER TABLE users DROP COLUMN id; END IF;"],
    ['an ELSEIF', "IF 1 = 2 THEN DROP TABLE users;\nELSEIF EXISTS (SELECT 1 FROM information_schema.statistics WHERE table_name = 'users' AND index_name = 'by_name') THEN ALTER TABLE users CHANGE Name full_name text;\nELSE DROP TABLE users; END IF;"],
    ['a variable that only one branch sets', "SET @s = 'ALTER TABLE users ADD COLUMN nothing int';\nIF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = SCHEMA() AND table_name = 'users') THEN SET @s = 'ALTER TABLE users CHANGE Name full_name text'; END IF;\nPREPARE p FROM @s; EXECUTE p;"],
    ['a choice with IF()', "SET @s = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'full_name') = 0, 'ALTER TABLE users CHANGE Name full_name text', 'SELECT 1');\nPREPARE p FROM @s; EXECUTE p;"],
    ['an error that is handled', 'DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN SELECT 1; END;\nALTER TABLE users ADD COLUMN id int;\nALTER TABLE users ADD COLUMN full_name text;\nALTER TABLE users DROP COLUMN Name;'],
  ])('goes by %s', (_, body) => {
    expect(columnsAfter(run(body), ['id', 'full_name', 'nothing'])).toEqual(['id', 'full_name']);
  });

  it.each([
    ['a loop', 'DECLARE i INT DEFAULT 0;\nWHILE i < 3 DO ALTER TABLE users DROP COLUMN Name; SET i = i + 1; END WHILE;'],
    ['a cursor', 'DECLARE c CURSOR FOR SELECT column_name FROM information_schema.columns;\nOPEN c;\nALTER TABLE users DROP COLUMN Name;\nCLOSE c;'],
    ['SQL of which a part is not known', "SET @s = CONCAT('ALTER TABLE users DROP COLUMN ', (SELECT name FROM settings LIMIT 1));\nPREPARE p FROM @s; EXECUTE p;"],
  ])('leaves all in doubt behind %s', (_, body) => {
    expect(columnsAfter(run(body), ['Name', 'nothing'])).toEqual(['Name', 'nothing']);
  });

  it('is underlined where it is called, and told of by what it does', () => {
    const { migrations } = lint({ '0001_init.sql': before, '0002_change.sql': run('ALTER TABLE users DROP COLUMN Name;') }, { dialect: 'mysql' });
    const dropped = migrations[1]?.findings.find(({ rule }) => rule === 'no-drop-column');
    expect(dropped).toMatchObject({ line: 7, message: 'Dropping column `users.Name` deletes its values: a down migration can add the column again, but only empty. Code of the previous release that still uses it fails at once.' });
  });
});

describe('a statement that a migration chooses and prepares', () => {
  it('is decided by what the catalog has', () => {
    const choose = (column: string): string => `SELECT COUNT(*) INTO @there FROM information_schema.columns WHERE table_name = 'users' AND column_name = '${column}';
SET @s = IF(@there > 0, 'SELECT 1', 'ALTER TABLE users ADD COLUMN ${column} text');
PREPARE p FROM @s; EXECUTE p; DEALLOCATE PREPARE p;`;
    expect(columnsAfter(choose('email'), ['email', 'other'])).toEqual(['email']);
    expect(columnsAfter(choose('name'), ['name'])).toEqual(['name']);
  });

  it('may be put together of constants', () => {
    expect(columnsAfter("SET @t = 'users'; SET @s = CONCAT('ALTER TABLE ', @t, ' ADD COLUMN email text'); PREPARE p FROM @s; EXECUTE p;", ['email', 'other'])).toEqual(['email']);
  });
});
