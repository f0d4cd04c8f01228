import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-nested-transaction';

const then = (sql: string) => ({ '0001_change.sql': sql });

describe('no-nested-transaction reports', () => {
  it('a BEGIN under a runner that has begun already', () => {
    expectReports(rule, then(`«BEGIN»;
CREATE TABLE a (id int);
COMMIT;`), [
      {
        message: 'The runner has opened a transaction already, and transactions do not nest: the server only warns about this BEGIN, and the next COMMIT ends the transaction of the runner. If something fails after that, half of the migration stays and has to be mended by hand.',
        instead: ['Take BEGIN and COMMIT out: the runner opens the transaction and ends it. Or have it open none: put `-- +goose NO TRANSACTION` at the top of the file.'],
      },
    ], { transaction: 'wrapped', outsideTransaction: 'Put `-- +goose NO TRANSACTION` at the top of the file' });
  });

  it('a COMMIT alone', () => {
    expectReports(rule, then(`CREATE TABLE a (id int);
«COMMIT»;
CREATE TABLE b (id int);`), [
      {
        message: 'This COMMIT ends the transaction that the runner opened. If something fails after it, half of the migration stays and has to be mended by hand, and the runner does not know which half.',
        instead: ['Take COMMIT out: the runner opens the transaction and ends it.'],
      },
    ], { transaction: 'wrapped' });
  });

  it('a ROLLBACK', () => {
    expectReports(rule, then(`CREATE TABLE a (id int);
«ROLLBACK»;`), [
      {
        message: 'This ROLLBACK ends the transaction that the runner opened and undoes what the migration has done; the runner records it as applied all the same.',
        instead: ['Take ROLLBACK out: the runner opens the transaction and ends it.'],
      },
    ], { transaction: 'wrapped' });
  });
});

describe('no-nested-transaction ignores', () => {
  it('the same where the runner opens none', () => {
    expectSilence(rule, then(`BEGIN;
CREATE TABLE a (id int);
COMMIT;`), { transaction: 'none' });
  });

  it('the same where the script is one query', () => {
    expectSilence(rule, then(`BEGIN;
CREATE TABLE a (id int);
COMMIT;`), { transaction: 'implicit' });
  });

  it('the same where it is not known what the runner does', () => {
    expectSilence(rule, then(`BEGIN;
CREATE TABLE a (id int);
COMMIT;`));
  });

  it('savepoints', () => {
    expectSilence(rule, then(`SAVEPOINT a;
CREATE TABLE a (id int);
RELEASE SAVEPOINT a;`), { transaction: 'wrapped' });
  });
});

describe('no-nested-transaction, of SQLite,', () => {
  it('says that a second BEGIN is refused', () => {
    expectReports(rule, then('«BEGIN»;\nCREATE TABLE a (id int);\nCOMMIT;'), [
      {
        message: 'The runner has opened a transaction already, and SQLite refuses a second one: this BEGIN stops with an error, and nothing of the migration is applied.',
        instead: ['Take BEGIN and COMMIT out: the runner opens the transaction and ends it.'],
      },
    ], { dialect: 'sqlite', transaction: 'wrapped' });
  });

  it('leaves a BEGIN alone behind a COMMIT that has ended the transaction of the runner', () => {
    expectReports(rule, then('«COMMIT»;\nPRAGMA foreign_keys = OFF;\nBEGIN;\nCREATE TABLE a (id int);'), [
      {
        message: 'This COMMIT ends the transaction that the runner opened. If something fails after it, half of the migration stays and has to be mended by hand, and the runner does not know which half.',
        instead: ['Take COMMIT out: the runner opens the transaction and ends it.'],
      },
    ], { dialect: 'sqlite', transaction: 'wrapped' });
  });
});

describe('no-nested-transaction, of MySQL,', () => {
  const mysql = { dialect: 'mysql', transaction: 'wrapped' } as const;
  const message = 'A transaction is open already, and transactions do not nest: this BEGIN commits it. What changed rows before stays when something behind it fails.';
  const instead = ['Take BEGIN and COMMIT out, or end the transaction before on purpose. For a part that can be undone by itself there is SAVEPOINT.'];

  it('says what a BEGIN commits', () => {
    expectReports(rule, then('UPDATE a SET b = 1;\n«BEGIN»;\nUPDATE c SET d = 1;\nCOMMIT;'), [{ message, instead }], mysql);
    expectReports(rule, then('START TRANSACTION;\nUPDATE a SET b = 1;\n«BEGIN»;\nUPDATE c SET d = 1;\nCOMMIT;'), [{ message, instead }], { ...mysql, transaction: 'none' });
  });

  it.each([
    ['a BEGIN before everything else', 'BEGIN;\nUPDATE a SET b = 1;\nCOMMIT;'],
    ['a BEGIN behind DDL, which has committed already', 'UPDATE a SET b = 1;\nCREATE TABLE t (id int);\nBEGIN;\nUPDATE c SET d = 1;\nCOMMIT;'],
    ['a COMMIT, after which the next statement opens another', 'UPDATE a SET b = 1;\nCOMMIT;\nUPDATE c SET d = 1;'],
  ])('is silent about %s', (_, sql) => {
    expectSilence(rule, then(sql), mysql);
  });
});
