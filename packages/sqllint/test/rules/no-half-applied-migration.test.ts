import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-half-applied-migration';
const mysql = { dialect: 'mysql' } as const;
const init = 'CREATE TABLE users (id int PRIMARY KEY, name varchar(40));';
const stays = (what: string) => `${what}, and neither running the migration again nor its down starts from a state that was meant.`;

describe('no-half-applied-migration reports', () => {
  it('two changes of one table, which one ALTER TABLE could do', () => {
    expectReports(
      rule,
      { '0001_init.sql': init, '0002_a.sql': 'ALTER TABLE users ADD a int;\n«ALTER TABLE users ADD b int»;\nALTER TABLE users ADD c int;' },
      [
        {
          message: stays('Each of the 3 schema changes in this migration commits by itself: when a later one fails, those before it stay'),
          instead: ['-- One ALTER TABLE with all of its actions, between commas, happens as a whole or not at all.'],
        },
      ],
      mysql,
    );
  });

  it('rows that are written behind a change, even in a transaction, which the change ends', () => {
    expectReports(
      rule,
      { '0001_init.sql': init, '0002_a.sql': "START TRANSACTION;\nALTER TABLE users ADD a int;\n«UPDATE users SET a = 1»;\nCOMMIT;" },
      [
        {
          message: stays('The schema change in this migration commits by itself: when a statement behind it fails, it stays'),
          instead: ['-- One schema change to a migration: a failure then leaves the database as one migration or the other made it.'],
        },
      ],
      mysql,
    );
  });
});

describe('no-half-applied-migration is silent about', () => {
  it.each([
    ['one change', 'ALTER TABLE users ADD a int'],
    ['one change with many actions', 'ALTER TABLE users ADD a int, DROP name'],
    ['rows that are written first', 'UPDATE users SET name = 1 WHERE id = 1; ALTER TABLE users ADD a int'],
    ['new tables and what is put on them', 'CREATE TABLE a (b int); CREATE INDEX i ON a (b); INSERT INTO a VALUES (1)'],
    ['what can be run again', 'DROP TABLE IF EXISTS a; ALTER TABLE users MODIFY name varchar(50); ALTER TABLE users ADD a int'],
    ['triggers that are dropped first where they are', 'DROP TRIGGER IF EXISTS a; CREATE TRIGGER a BEFORE INSERT ON users FOR EACH ROW SET NEW.name = 1; DROP TRIGGER IF EXISTS b'],
    ['what only tidies up behind', 'ALTER TABLE users ADD a int; OPTIMIZE TABLE users'],
  ])('%s', (_, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_a.sql': `${sql};` }, mysql);
  });
});
