import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-view';
const init = `CREATE TABLE orders (id int, total numeric);
CREATE VIEW open_orders AS SELECT id FROM orders;`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-drop-view reports', () => {
  it('a view', () => {
    expectReports(rule, then('«DROP VIEW open_orders»;'), [
      {
        message: 'Dropping view `open_orders` breaks code of the previous release that still reads it, during the roll-out and again after a rollback of the code.',
        instead: [
          '-- Ship code that no longer reads open_orders, and drop it in a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP VIEW open_orders;',
        ],
      },
    ]);
  });

  it('a view that no migration created', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP VIEW legacy_orders»;' }, [
      {
        message: 'Dropping view `legacy_orders` breaks code of the previous release that still reads it, during the roll-out and again after a rollback of the code.',
        instead: [
          '-- Ship code that no longer reads legacy_orders, and drop it in a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP VIEW legacy_orders;',
        ],
      },
    ]);
  });
});

describe('no-drop-view reports, too,', () => {
  it('a foreign table, whose rows are elsewhere', () => {
    expectReports(rule, { '0001_drop.sql': '«DROP FOREIGN TABLE IF EXISTS remote.orders»;' }, [
      {
        message: 'Dropping foreign table `remote.orders` breaks code of the previous release that still reads it, during the roll-out and again after a rollback of the code.',
        instead: [
          '-- Ship code that no longer reads remote.orders, and drop it in a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'DROP FOREIGN TABLE remote.orders;',
        ],
      },
    ]);
  });
});

describe('no-drop-view ignores', () => {
  it('a view that is created again', () => {
    expectSilence(rule, then(`DROP VIEW open_orders;
CREATE VIEW open_orders AS SELECT id, total FROM orders;`));
  });

  it('a view that a table takes the place of', () => {
    expectSilence(rule, then(`DROP VIEW open_orders;
CREATE TABLE open_orders (id int);`));
  });

  it('a view that a renamed one takes the place of', () => {
    expectSilence(rule, then(`CREATE VIEW open_orders_new AS SELECT id, total FROM orders;
DROP VIEW open_orders;
ALTER VIEW open_orders_new RENAME TO open_orders;`));
  });

  it('a view of the same migration', () => {
    expectSilence(rule, then(`CREATE VIEW scratch AS SELECT 1 AS a;
DROP VIEW scratch;`));
  });

  it('one that may not exist, in front of its creation', () => {
    expectSilence(rule, { '0001_create.sql': 'DROP VIEW IF EXISTS legacy_orders;\nCREATE VIEW legacy_orders AS SELECT 1 AS id;' });
  });
});
