import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-trigger';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, touched timestamptz);\nCREATE TRIGGER audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();';
const lock = 'And without a lock_timeout, everything that uses the table waits behind the statement while it waits for its lock against reads and writes.';

function message(trigger: string, table: string): string {
  return `What trigger \`${trigger}\` does for every write to \`${table}\` is not done any more once it is dropped, neither for the previous release, which relies on it, nor after a rollback of the code: no down makes up for the rows that were written without it.`;
}

describe('no-drop-trigger reports', () => {
  it.each([
    ['a trigger that the history knows', 'DROP TRIGGER audit ON orders', 'audit', 'orders'],
    ['one of a table that no migration created', 'DROP TRIGGER IF EXISTS "Touch" ON shop.lines', 'Touch', 'shop.lines'],
  ])('%s', (_title, sql, trigger, table) => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': `«${sql}»;` }, [
      {
        message: `${message(trigger, table)} ${lock}`,
        instead: [
          '-- Ship code that does without it, and drop it in a later release:',
          "SET lock_timeout = '2s';",
          '-- sqllint-contract <the last migration that shipped with that code>',
          `DROP TRIGGER ${trigger === 'Touch' ? '"Touch"' : trigger} ON ${table};`,
        ],
      },
    ]);
  });

  it('the first of several, and nothing of the lock where a lock_timeout limits the wait', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': "SET lock_timeout = '2s';\n«DROP TRIGGER audit ON orders»;\nDROP TRIGGER audit ON lines;" }, [
      {
        message: message('audit', 'orders'),
        instead: [
          '-- Ship code that does without it, and drop it in a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP TRIGGER audit ON orders;',
        ],
      },
    ]);
  });
});

describe('no-drop-trigger ignores', () => {
  it.each([
    ['one that another takes the place of', 'DROP TRIGGER audit ON orders;\nCREATE TRIGGER log AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION log();'],
    ['one whose work another table does from now on', 'DROP TRIGGER audit ON orders;\nCREATE TRIGGER audit AFTER UPDATE ON lines FOR EACH ROW EXECUTE FUNCTION audit();'],
    ['one of a view that goes', 'DROP TRIGGER store ON open_orders;\nDROP VIEW open_orders;'],
    ['one of a table that goes', 'DROP TRIGGER audit ON orders;\nDROP TABLE orders;'],
    ['one that goes with a column', 'DROP TRIGGER audit ON orders;\nALTER TABLE orders DROP COLUMN touched;'],
    ['one of the same migration', 'CREATE TRIGGER log AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION log();\nDROP TRIGGER log ON orders;'],
    ['one that is known not to be there', 'DROP TRIGGER IF EXISTS never ON orders;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': sql });
  });
});
