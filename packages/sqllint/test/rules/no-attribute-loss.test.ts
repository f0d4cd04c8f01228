import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-attribute-loss';
const mysql = { dialect: 'mysql' } as const;
const init =
  "CREATE TABLE users (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, email varchar(100) COLLATE utf8mb4_bin NOT NULL DEFAULT '' COMMENT 'it''s lower case', seen timestamp NULL ON UPDATE CURRENT_TIMESTAMP, note text);";
const advice = '-- State all that the column is, or say NULL or DEFAULT NULL where that is meant:';

describe('no-attribute-loss reports', () => {
  it('all that goes unsaid, with the whole definition', () => {
    expectReports(
      rule,
      { '0001_init.sql': init, '0002_a.sql': '«ALTER TABLE users MODIFY email varchar(190)»;' },
      [
        {
          message: "This states column `users.email` again without its NOT NULL, DEFAULT '', COMMENT, COLLATE utf8mb4_bin, which the server takes for an order to drop them.",
          instead: [advice, "ALTER TABLE users MODIFY COLUMN email varchar(190) COLLATE utf8mb4_bin NOT NULL DEFAULT '' COMMENT 'it''s lower case';"],
        },
      ],
      mysql,
    );
  });

  it('AUTO_INCREMENT, at its own part of the statement', () => {
    expectReports(
      rule,
      { '0001_init.sql': init, '0002_a.sql': 'ALTER TABLE users ADD a int, «MODIFY id bigint NOT NULL»;' },
      [
        {
          message: 'This states column `users.id` again without its AUTO_INCREMENT, which the server takes for an order to drop it.',
          instead: [advice, 'ALTER TABLE users MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT;'],
        },
      ],
      mysql,
    );
  });

  it('what a column loses with its name', () => {
    expectReports(
      rule,
      { '0001_init.sql': init, '0002_a.sql': '«ALTER TABLE users CHANGE seen last_seen datetime»;' },
      [
        {
          message: 'This states column `users.last_seen` again without its ON UPDATE CURRENT_TIMESTAMP, which the server takes for an order to drop it.',
          instead: [advice, 'ALTER TABLE users MODIFY COLUMN last_seen datetime ON UPDATE CURRENT_TIMESTAMP;'],
        },
      ],
      mysql,
    );
  });
});

describe('no-attribute-loss, of a text that has become long,', () => {
  it('advises a default that MySQL takes for one', () => {
    expectReports(rule, { '0001_a.sql': "CREATE TABLE notes (id int PRIMARY KEY, body varchar(20) NOT NULL DEFAULT '');", '0002_b.sql': '«ALTER TABLE notes MODIFY body text NOT NULL»;' }, [
      { message: "This states column `notes.body` again without its DEFAULT '', which the server takes for an order to drop it.", instead: [advice, "ALTER TABLE notes MODIFY COLUMN body text NOT NULL DEFAULT ('');"] },
    ], mysql);
  });
});

describe('no-attribute-loss, of the character set of a column,', () => {
  const table = (column: string, options: string): string => `CREATE TABLE notes (id int PRIMARY KEY, body text ${column}) ${options};`;
  const change = 'ALTER TABLE notes MODIFY body mediumtext';

  it('tells of one that its table does not give', () => {
    expectReports(rule, { '0001_a.sql': table('CHARACTER SET ascii', 'DEFAULT CHARSET=utf8mb4'), '0002_b.sql': `«${change}»;` }, [{ message: 'This states column `notes.body` again without its CHARACTER SET ascii, which the server takes for an order to drop it.', instead: [advice, 'ALTER TABLE notes MODIFY COLUMN body mediumtext CHARACTER SET ascii;'] }], mysql);
  });

  it.each([
    ['the same as the table has', 'CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci', 'CHARACTER SET = utf8mb4 COLLATE = utf8mb4_general_ci'],
    ['one that the collation of the table implies', 'CHARACTER SET utf8mb4', 'COLLATE=utf8mb4_unicode_ci'],
    ['one that may be the default of a table that names none', 'CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', ''],
  ])('is silent about %s', (_, column, options) => {
    expectSilence(rule, { '0001_a.sql': table(column, options), '0002_b.sql': `${change};` }, mysql);
  });
});

describe('no-attribute-loss is silent about', () => {
  it.each([
    ['a statement that says all', "ALTER TABLE users MODIFY email varchar(190) COLLATE utf8mb4_bin NOT NULL DEFAULT '' COMMENT 'it''s lower case'"],
    ['one that is there to drop it', "ALTER TABLE users MODIFY email varchar(100) COLLATE utf8mb4_bin DEFAULT '' COMMENT 'it''s lower case'"],
    ['NULL that is said', "ALTER TABLE users MODIFY email varchar(190) COLLATE utf8mb4_bin NULL DEFAULT NULL COMMENT 'it''s lower case'"],
    ['NOT NULL of the primary key, which stays', 'ALTER TABLE users MODIFY id bigint AUTO_INCREMENT'],
    ['a column that has nothing to lose', 'ALTER TABLE users MODIFY note mediumtext'],
    ['a column that no migration tells of', 'ALTER TABLE others MODIFY a bigint'],
  ])('%s', (_, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_a.sql': `${sql};` }, mysql);
  });
});
