import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-drop-column';
const init = `CREATE TABLE orders (
  id bigint PRIMARY KEY,
  legacy_status varchar(20) NOT NULL DEFAULT 'new',
  total numeric(10, 2),
  gross numeric GENERATED ALWAYS AS (total * 1.19) STORED
);`;

const message =
  'Dropping column `orders.legacy_status` deletes its values: a down migration can add the column again, but only empty. Code of the previous release that still uses it fails at once.';
const instead = (addAgain: string): string[] => [
  '-- First ship code that no longer uses orders.legacy_status. In a later release keep the values, then drop:',
  'CREATE TABLE orders_legacy_status_kept AS SELECT id, legacy_status FROM orders;',
  '-- sqllint-contract <the last migration that shipped with that code>',
  'ALTER TABLE orders DROP COLUMN legacy_status;',
  '-- and in its down:',
  addAgain,
  'UPDATE orders t SET legacy_status = k.legacy_status FROM orders_legacy_status_kept k WHERE k.id = t.id;',
  'DROP TABLE orders_legacy_status_kept;',
];

describe('no-drop-column reports of SQLite and MySQL', () => {
  const create = 'CREATE TABLE orders (id int PRIMARY KEY, note varchar(20), legacy_status varchar(20));';
  const rebuild = (copy: string): string => `CREATE TABLE new_orders (id int PRIMARY KEY, note varchar(20));\n${copy};\nDROP TABLE orders;\nALTER TABLE new_orders RENAME TO orders`;

  it('a column that a rebuild leaves out', () => {
    const files = { '0001_init.sql': create, '0002_drop.sql': `${rebuild('INSERT INTO new_orders SELECT id, note FROM orders').replace('CREATE TABLE new_orders', '«CREATE TABLE new_orders»')};` };
    const steps = instead('ALTER TABLE orders ADD COLUMN legacy_status varchar(20);').map((line) => line.replace('UPDATE orders t SET', 'UPDATE orders AS t SET'));
    expectReports(rule, files, [{ message, instead: steps }], { dialect: 'sqlite' });
  });

  it('none that a rebuild gives another name, by position as well', () => {
    const sql = 'CREATE TABLE new_orders (id int PRIMARY KEY, note varchar(20), status varchar(20));\nINSERT INTO new_orders SELECT * FROM orders;\nDROP TABLE orders;\nALTER TABLE new_orders RENAME TO orders;';
    expectSilence(rule, { '0001_init.sql': create, '0002_rename.sql': sql }, { dialect: 'sqlite' });
  });

  it('a column, and how MySQL fetches its values back', () => {
    const steps = instead('ALTER TABLE orders ADD COLUMN legacy_status varchar(20);').map((line) =>
      line.replace(/^UPDATE .*/u, 'UPDATE orders t JOIN orders_legacy_status_kept k ON k.id = t.id SET t.legacy_status = k.legacy_status;'),
    );
    expectReports(rule, { '0001_init.sql': create, '0002_drop.sql': '«ALTER TABLE orders DROP COLUMN legacy_status»;' }, [{ message, instead: steps }], { dialect: 'mysql' });
  });
});

describe('no-drop-column reports', () => {
  it('a column of an earlier migration, with the definition that the down needs', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«ALTER TABLE orders DROP COLUMN legacy_status»;' }, [
      { message, instead: instead("ALTER TABLE orders ADD COLUMN legacy_status varchar(20) DEFAULT 'new' NOT NULL;") },
    ]);
  });

  it('a column of a table that no migration created', () => {
    expectReports(rule, { '0001_drop.sql': '«ALTER TABLE orders DROP COLUMN IF EXISTS legacy_status CASCADE»;' }, [
      { message, instead: instead('ALTER TABLE orders ADD COLUMN legacy_status …;') },
    ]);
  });

  it('the columns of one ALTER TABLE together, at the first', () => {
    const files = {
      '0001_init.sql': 'CREATE TABLE pairs (a int, b int, x int, y int, PRIMARY KEY (a, b));',
      '0002_drop.sql': 'ALTER TABLE pairs\n  «DROP COLUMN x»,\n  ADD COLUMN z int,\n  DROP y;',
    };
    expectReports(rule, files, [
      {
        message:
          'Dropping columns `pairs.x` and `pairs.y` deletes their values: a down migration can add them again, but only empty. Code of the previous release that still uses them fails at once.',
        instead: [
          '-- First ship code that no longer uses pairs.x and pairs.y. In a later release keep the values, then drop:',
          'CREATE TABLE pairs_kept AS SELECT a, b, x, y FROM pairs;',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'ALTER TABLE pairs DROP COLUMN x, DROP COLUMN y;',
          '-- and in its down:',
          'ALTER TABLE pairs ADD COLUMN x integer;',
          'ALTER TABLE pairs ADD COLUMN y integer;',
          'UPDATE pairs t SET x = k.x, y = k.y FROM pairs_kept k WHERE k.a = t.a AND k.b = t.b;',
          'DROP TABLE pairs_kept;',
        ],
      },
    ]);
  });

  it('a generated column as something that old code still reads, not as lost data', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«ALTER TABLE orders DROP COLUMN gross»;' }, [
      {
        message: 'Dropping the generated column `orders.gross` breaks code of the previous release that still reads it.',
        instead: [
          '-- First ship code that no longer uses orders.gross. In a later release:',
          '-- sqllint-contract <the last migration that shipped with that code>',
          'ALTER TABLE orders DROP COLUMN gross;',
          '-- and in its down, which computes the values again:',
          'ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.19) STORED;',
        ],
      },
    ]);
  });

  it('a column in the UTF-16 columns of an editor, behind characters of several bytes', () => {
    const sql = "COMMENT ON TABLE orders IS 'größer 😀'; «ALTER TABLE orders DROP COLUMN legacy_status»;";
    expectReports(rule, { '0001_drop.sql': sql }, [{ message, instead: instead('ALTER TABLE orders ADD COLUMN legacy_status …;') }]);
  });
});

describe('no-drop-column, where the same migration keeps the values', () => {
  const kept = {
    message:
      'Dropping column `orders.legacy_status` breaks code of the previous release that still uses it, during the roll-out and again after a rollback of the code. Its values are kept.',
    instead: [
      '-- First ship code that no longer uses orders.legacy_status. In a later release:',
      '-- sqllint-contract <the last migration that shipped with that code>',
      'ALTER TABLE orders DROP COLUMN legacy_status;',
    ],
  };

  it.each([
    ['in a table of its own', 'CREATE TABLE kept AS SELECT id, legacy_status FROM orders;'],
    ['with the whole table', 'CREATE TABLE kept AS TABLE orders;'],
    ['in a table that was there', 'INSERT INTO kept (id, status) SELECT id, legacy_status FROM orders;'],
  ])('speaks of the old code alone: %s', (_, copy) => {
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': `${copy}\n«ALTER TABLE orders DROP COLUMN legacy_status»;` }, [kept]);
  });

  it.each([
    ['of some rows', "CREATE TABLE kept AS SELECT id, legacy_status FROM orders WHERE legacy_status <> 'new';"],
    ['of other columns', 'CREATE TABLE kept AS SELECT id, total FROM orders;'],
    ['of another table', 'CREATE TABLE kept AS SELECT id, legacy_status FROM old_orders;'],
  ])('takes no copy for one that is %s', (_, copy) => {
    const files = { '0001_init.sql': init, '0002_drop.sql': `${copy}\n«ALTER TABLE orders DROP COLUMN legacy_status»;` };
    expectReports(rule, files, [{ message, instead: instead("ALTER TABLE orders ADD COLUMN legacy_status varchar(20) DEFAULT 'new' NOT NULL;") }]);
  });
});

describe('no-drop-column ignores', () => {
  it('a column of a table that the same migration created', () => {
    expectSilence(rule, { '0001_init.sql': `${init}\nALTER TABLE orders DROP COLUMN legacy_status;` });
  });

  it('a column that the same migration added', () => {
    const sql = 'ALTER TABLE orders ADD COLUMN scratch int;\nUPDATE orders SET scratch = 1;\nALTER TABLE orders DROP COLUMN scratch;';
    expectSilence(rule, { '0001_init.sql': init, '0002_fill.sql': sql });
  });

  it('the drop in a down', () => {
    const files = {
      '0001_init.up.sql': init,
      '0001_init.down.sql': 'DROP TABLE orders;',
      '0002_note.up.sql': 'ALTER TABLE orders ADD COLUMN note text;',
      '0002_note.down.sql': 'ALTER TABLE orders DROP COLUMN note;',
    };
    expectSilence(rule, files);
  });

  it('other parts of a table', () => {
    const sql = 'ALTER TABLE orders DROP CONSTRAINT orders_pkey, ALTER COLUMN legacy_status DROP DEFAULT;';
    expectSilence(rule, { '0001_init.sql': init, '0002_loosen.sql': sql });
  });
});
