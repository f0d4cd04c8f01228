import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-trigger-lock';
const init = 'CREATE TABLE orders (id int PRIMARY KEY);\nCREATE TRIGGER audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();';
const create = 'CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()';
const instead = ['-- Limit the wait, and let the runner try again:', "SET lock_timeout = '2s';"];
const againstWrites = 'locks it against writes (SHARE ROW EXCLUSIVE): the statement waits for every transaction that writes to it, and what comes later waits behind it.';
const againstAll = 'locks it against reads and writes (ACCESS EXCLUSIVE): the statement waits for every transaction that uses it, and what comes later waits behind it.';

describe('no-trigger-lock reports', () => {
  it.each([
    [create, `Creating a trigger on \`orders\` ${againstWrites}`],
    ['DROP RULE keep ON orders', `Dropping a rule of \`orders\` ${againstAll}`],
    ['ALTER TABLE orders ENABLE TRIGGER audit', `Switching a trigger of \`orders\` ${againstWrites}`],
    ['CREATE RULE keep AS ON DELETE TO orders DO INSTEAD NOTHING', `Creating a rule on \`orders\` ${againstAll}`],
  ])('%s', (sql, message) => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': `«${sql}»;` }, [{ message, instead }]);
  });

  it('the first of several', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': `«${create}»;\nDROP TRIGGER audit ON orders;` }, [{ message: `Creating a trigger on \`orders\` ${againstWrites}`, instead }]);
  });

  it('one that is dropped for another', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': `«DROP TRIGGER audit ON orders»;\n${create};` }, [{ message: `Dropping a trigger of \`orders\` ${againstAll}`, instead }]);
  });

  it('one that is off within one transaction', () => {
    const off = 'BEGIN;\n«ALTER TABLE orders DISABLE TRIGGER audit»;\nUPDATE orders SET id = id;\nALTER TABLE orders ENABLE TRIGGER audit;\nCOMMIT;';
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': off }, [{ message: `Switching a trigger of \`orders\` ${againstWrites}`, instead }]);
  });

  it('one whose lock_timeout is no limit', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_change.sql': `SET lock_timeout = 0;\n«${create}»;` }, [{ message: `Creating a trigger on \`orders\` ${againstWrites}`, instead }]);
  });
});

describe('no-trigger-lock ignores', () => {
  it.each([
    ['a lock_timeout', `SET lock_timeout = '2s';\n${create};`],
    ['a table of the same migration', 'CREATE TABLE lines (id int);\nCREATE TRIGGER touch BEFORE UPDATE ON lines FOR EACH ROW EXECUTE FUNCTION touch();'],
    ['a trigger of which no-drop-trigger tells', 'DROP TRIGGER audit ON orders;'],
    ['a trigger of which no-disabled-triggers tells', 'ALTER TABLE orders DISABLE TRIGGER audit;'],
    ['a view that goes', 'DROP TRIGGER store ON open_orders;\nDROP VIEW open_orders;'],
    ['a table that goes', 'DROP TRIGGER audit ON orders;\nDROP TABLE orders;'],
    ['a table that is locked as strongly already', `BEGIN;\nALTER TABLE orders ADD COLUMN note text;\n${create};\nCOMMIT;`],
    ['another name for a trigger', 'ALTER TRIGGER audit ON orders RENAME TO audits;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': sql });
  });
});
