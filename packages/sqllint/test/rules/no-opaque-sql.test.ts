import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-opaque-sql';
const on = { rules: { [rule]: 'warn' } } as const;

const then = (sql: string) => ({ '0001_change.sql': sql });

describe('no-opaque-sql reports', () => {
  it('a DO block that puts a statement together', () => {
    expectReports(rule, { '0001_change.sql': "«DO $$ BEGIN EXECUTE 'DROP TABLE ' || current_user; END $$»;" }, [
      {
        message: "What this statement does can be known only when it runs, so that neither this check nor a reviewer can say whether it can be undone or what it locks. This DO block runs SQL that it puts together at run time: EXECUTE 'DROP TABLE ' || current_user.",
        instead: ['Write the statements out. Where the number of tables or partitions is not known, let the script print them, and put what it printed into the migration.'],
      },
    ], on);
  });

  it('a statement with a syntax error', () => {
    expectReports(rule, then('CREATE TABLE a (id int);\nALTER «TABEL» a ADD COLUMN b int;'), [
      {
        message: 'This statement could not be read, so that nothing is known of what it locks or loses; a server that reads the same SQL stops at it as well. Syntax error at or near "TABEL".',
        instead: ['Correct the statement. What a program fills in before it runs may stand in it as {{ name }}, ${name} or :name.'],
      },
    ], on);
  });
});

describe('no-opaque-sql ignores', () => {
  it('a DO block that says what it does', () => {
    expectSilence(rule, then('DO $$ BEGIN CREATE TABLE a (id int); END $$;'), on);
  });

  it('a DO block with templates in it', () => {
    expectSilence(rule, then('DO $$ BEGIN CREATE TABLE {{ index .Options "Namespace" }}.a (id int); END $$;'), on);
  });

  it('a constant that is executed', () => {
    expectSilence(rule, then("DO $$ BEGIN EXECUTE 'CREATE TABLE a (id int)'; END $$;"), on);
  });
});
