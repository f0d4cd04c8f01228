import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-ineffective-pragma';
const wrapped = { dialect: 'sqlite', transaction: 'wrapped' } as const;
const none = { dialect: 'sqlite', transaction: 'none' } as const;

const message =
  'PRAGMA foreign_keys does nothing here: SQLite ignores it, without a word, while a transaction is open. The foreign keys stay as they are, and DROP TABLE still deletes the rows that refer to the table with ON DELETE CASCADE.';

const ofRunner = [
  'Run PRAGMA foreign_keys = OFF on the connection before the runner opens its transaction, and PRAGMA foreign_keys = ON after it; defer_foreign_keys does not help, since it defers checks and no deletions.',
];
const ofScript = ['PRAGMA foreign_keys = OFF;', 'BEGIN;', '-- create, copy, drop, rename', 'PRAGMA foreign_key_check;', 'COMMIT;', 'PRAGMA foreign_keys = ON;'];

describe('no-ineffective-pragma reports', () => {
  it('foreign keys that are switched off in the transaction of the runner, once', () => {
    const sql = '«PRAGMA foreign_keys=OFF»;\nDROP TABLE a;\nPRAGMA foreign_keys = off;';
    expectReports(rule, { '0001_a.sql': sql }, [{ message, instead: ofRunner }], wrapped);
  });

  it.each(['OFF', '0', 'no', 'false'])('them however they are switched off: %s', (value) => {
    expectReports(rule, { '0001_a.sql': `«PRAGMA foreign_keys = ${value}»;` }, [{ message, instead: ofRunner }], wrapped);
  });

  it('a transaction that the script opens itself', () => {
    expectReports(rule, { '0001_a.sql': 'BEGIN;\n«PRAGMA foreign_keys=OFF»;\nDROP TABLE a;\nCOMMIT;' }, [{ message, instead: ofScript }], none);
  });
});

describe('no-ineffective-pragma, under Drizzle with a driver that nobody names,', () => {
  it('does not claim that foreign keys are enforced', () => {
    const onlyIf = message.replace('and DROP TABLE', 'and if the connection enforces them, DROP TABLE');
    expectReports(rule, { '0001_a.sql': '«PRAGMA foreign_keys=OFF»;\nDROP TABLE a;' }, [{ message: onlyIf, instead: ofRunner }], { ...wrapped, foreignKeys: 'untold' });
  });
});

describe('no-ineffective-pragma ignores', () => {
  it.each([
    ['a script without a transaction', 'PRAGMA foreign_keys=OFF;\nDROP TABLE a;', none],
    ['the pragma before the transaction', 'PRAGMA foreign_keys=OFF;\nBEGIN;\nDROP TABLE a;\nCOMMIT;', none],
    ['a runner that does not tell', 'PRAGMA foreign_keys=OFF;\nDROP TABLE a;', { dialect: 'sqlite', transaction: 'unknown' } as const],
    ['foreign keys that are switched on', 'PRAGMA foreign_keys=ON;', wrapped],
    ['a pragma that works in a transaction', 'PRAGMA defer_foreign_keys=ON;\nPRAGMA foreign_key_check;', wrapped],
  ])('%s', (_, sql, options) => {
    expectSilence(rule, { '0001_a.sql': sql }, options);
  });
});
