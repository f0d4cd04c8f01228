import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-open-transaction';

const then = (sql: string) => ({ '0001_change.sql': sql });

describe('no-open-transaction reports', () => {
  it('a BEGIN without a COMMIT', () => {
    expectReports(rule, then(`«BEGIN»;
CREATE TABLE a (id int);`), [
      {
        message: 'No COMMIT follows this BEGIN: when the connection ends, the server undoes all that came after it, while the runner may have recorded the migration as applied.',
        instead: [
          '-- At the end of the script:',
          'COMMIT;',
        ],
      },
    ], { transaction: 'none' });
  });

  it('a second one that stays open', () => {
    expectReports(rule, then(`BEGIN;
CREATE TABLE a (id int);
COMMIT;
«START TRANSACTION»;
CREATE TABLE b (id int);`), [
      {
        severity: 'warn',
        message: 'No COMMIT follows this BEGIN: unless the runner ends its own transaction and this with it, when the connection ends, the server undoes all that came after it, while the runner may have recorded the migration as applied.',
        instead: [
          '-- At the end of the script:',
          'COMMIT;',
        ],
      },
    ]);
  });
});

describe('no-open-transaction ignores', () => {
  it('a BEGIN with its COMMIT', () => {
    expectSilence(rule, then(`BEGIN;
CREATE TABLE a (id int);
COMMIT;`), { transaction: 'none' });
  });

  it('a ROLLBACK, which ends it too', () => {
    expectSilence(rule, then(`BEGIN;
CREATE TABLE a (id int);
ROLLBACK;`), { transaction: 'none' });
  });

  it('a runner whose own COMMIT ends it, where the BEGIN itself is reported', () => {
    expectSilence(rule, then(`BEGIN;
CREATE TABLE a (id int);`), { transaction: 'wrapped' });
  });
});
