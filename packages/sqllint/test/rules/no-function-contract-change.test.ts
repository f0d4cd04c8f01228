import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-function-contract-change';
const init = `CREATE FUNCTION total(order_id int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-function-contract-change reports', () => {
  it('a function that goes', () => {
    expectReports(rule, then('«DROP FUNCTION total(int)»;'), [
      {
        message: 'Dropping function `total(int4)` breaks code of the previous release that calls it: a call fails at once.',
        instead: ['-- Ship code that no longer calls total. In a later release:', '-- sqllint-contract <the last migration that shipped with that code>', 'DROP FUNCTION total(int4);'],
      },
    ]);
  });

  it('a function whose arguments become others', () => {
    expectReports(rule, then(`«DROP FUNCTION total(int)»;
CREATE FUNCTION total(order_id int, currency text) RETURNS int LANGUAGE sql AS 'SELECT 1';`), [
      {
        message: 'Dropping function `total(int4)` breaks code of the previous release that calls it: a call with these arguments still fails once they are gone.',
        instead: [
          '-- Keep it beside the new one for a release; it can call that:',
          'CREATE OR REPLACE FUNCTION total(int4) …;',
        ],
      },
    ]);
  });

  it('a function that returns something else', () => {
    expectReports(rule, then(`«DROP FUNCTION total(int)»;
CREATE FUNCTION total(order_id int) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';`), [
      {
        message: 'Function `total(int4)` returned int4 and returns numeric now: code of the previous release still calls it and reads the old shape.',
        instead: ['-- Create the new one under another name, move the code over, and drop total in a later release.'],
      },
    ]);
  });

  it('a procedure that no migration created', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP PROCEDURE close_year(int)»;' }, [
      {
        message: 'Dropping procedure `close_year(int4)` breaks code of the previous release that calls it: a call fails at once.',
        instead: ['-- Ship code that no longer calls close_year. In a later release:', '-- sqllint-contract <the last migration that shipped with that code>', 'DROP PROCEDURE close_year(int4);'],
      },
    ]);
  });
});

describe('no-function-contract-change ignores', () => {
  it('a function that is created again', () => {
    expectSilence(rule, then(`DROP FUNCTION total(int);
CREATE FUNCTION total(order_id int) RETURNS int LANGUAGE sql AS 'SELECT 2';`));
  });

  it('a successor that takes the old calls, since what it has more of has a default', () => {
    expectSilence(rule, then(`DROP FUNCTION total(int);
CREATE FUNCTION total(order_id int, currency text DEFAULT 'EUR') RETURNS int LANGUAGE sql AS 'SELECT 1';`));
  });

  it('the function of a trigger, which no code calls', () => {
    expectSilence(rule, then('DROP FUNCTION touch();'));
  });

  it('a function that goes with its triggers', () => {
    expectSilence(rule, { '0001_drop.sql': `DROP TRIGGER legacy_touch ON legacy;
DROP FUNCTION legacy_touch();` });
  });

  it('one that may not exist', () => {
    expectSilence(rule, { '0001_drop.sql': 'DROP FUNCTION IF EXISTS old_total(int);' });
  });

  it('a function of the same migration', () => {
    expectSilence(rule, then(`CREATE FUNCTION once() RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION once();`));
  });

  it('a body that changes', () => {
    expectSilence(rule, then("CREATE OR REPLACE FUNCTION total(order_id int) RETURNS int LANGUAGE sql AS 'SELECT 2';"));
  });
});
