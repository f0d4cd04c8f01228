import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-rewriting-column';
const init = 'CREATE TABLE orders (id int PRIMARY KEY, amount numeric);';
const message = (column: string, reason: string) =>
  `Adding \`orders.${column}\` rewrites \`orders\` and all its indexes, because ${reason}; until that is done the table is locked against reads and writes (ACCESS EXCLUSIVE).`;
const intro = '-- A default that is set afterwards applies to new rows only:';
const fill = '-- Then, outside a transaction, fill the old rows in batches until none is left:';
const batch = (column: string, value: string) =>
  `UPDATE orders SET ${column} = ${value} WHERE ctid IN (SELECT ctid FROM orders WHERE ${column} IS NULL LIMIT 1000);`;

describe('no-rewriting-column reports', () => {
  it('a default that differs from row to row', () => {
    const files = { '0001_init.sql': init, '0002_token.sql': '«ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()»;' };
    expectReports(rule, files, [
      {
        message: message('token', 'gen_random_uuid() is VOLATILE and is computed for every row'),
        instead: [
          intro,
          'ALTER TABLE orders ADD COLUMN token uuid;',
          'ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();',
          fill,
          batch('token', 'DEFAULT'),
          '-- Then require a value, without a scan under the lock (see no-set-not-null).',
        ],
      },
    ]);
  });

  it('a serial column', () => {
    expectReports(rule, { '0001_number.sql': '«ALTER TABLE orders ADD number bigserial»;' }, [
      {
        message: message('number', 'every row needs a number from the sequence'),
        instead: [
          intro,
          'ALTER TABLE orders ADD COLUMN number bigint;',
          'CREATE SEQUENCE orders_number_seq OWNED BY orders.number;',
          "ALTER TABLE orders ALTER COLUMN number SET DEFAULT nextval('orders_number_seq');",
          fill,
          batch('number', 'DEFAULT'),
          '-- Then require a value, without a scan under the lock (see no-set-not-null).',
        ],
      },
    ]);
  });

  it('a generated column that is stored', () => {
    const files = { '0001_gross.sql': '«ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (amount * 1.19) STORED»;' };
    const said = message('gross', 'the value is computed and stored for every row');
    expectReports(rule, files, [
      {
        message: said,
        instead: [
          '-- Add a plain column, keep it up to date with a trigger BEFORE INSERT OR UPDATE, and fill the old rows in batches:',
          'ALTER TABLE orders ADD COLUMN gross numeric;',
          batch('gross', 'amount * 1.19'),
        ],
      },
    ]);
    expectReports(
      rule,
      files,
      [{ message: said, instead: ['ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (amount * 1.19) VIRTUAL;'] }],
      { pgVersion: 18 },
    );
  });

  it('a domain with a constraint, even without a default', () => {
    const files = {
      '0001_init.sql': `${init}\nCREATE DOMAIN positive AS int CHECK (VALUE > 0);`,
      '0002_rank.sql': '«ALTER TABLE orders ADD COLUMN rank positive»;',
    };
    expectReports(rule, files, [
      {
        message: message('rank', 'the domain positive has constraints to check'),
        instead: [
          "-- Use the domain's base type, with its condition as a constraint of the table:",
          'ALTER TABLE orders ADD COLUMN rank integer;',
          'ALTER TABLE orders ADD CHECK (…) NOT VALID;',
        ],
      },
    ]);
  });

  it('any default before PostgreSQL 11', () => {
    expectReports(
      rule,
      { '0001_note.sql': "«ALTER TABLE orders ADD COLUMN note text DEFAULT ''»;" },
      [
        {
          message: message('note', 'PostgreSQL 10 and older store a default in every row'),
          instead: [
            intro,
            'ALTER TABLE orders ADD COLUMN note text;',
            "ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';",
            fill,
            batch('note', 'DEFAULT'),
          ],
        },
      ],
      { pgVersion: 10 },
    );
  });

  it('the columns of one ALTER TABLE once, since they are added in one rewrite', () => {
    const files = { '0001_add.sql': 'ALTER TABLE orders «ADD a serial», ADD b serial;' };
    expectReports(rule, files, [
      {
        message: message('a', 'every row needs a number from the sequence'),
        instead: [
          intro,
          'ALTER TABLE orders ADD COLUMN a integer;',
          'CREATE SEQUENCE orders_a_seq OWNED BY orders.a;',
          "ALTER TABLE orders ALTER COLUMN a SET DEFAULT nextval('orders_a_seq');",
          fill,
          batch('a', 'DEFAULT'),
          '-- Then require a value, without a scan under the lock (see no-set-not-null).',
        ],
      },
    ]);
  });
});

describe('no-rewriting-column ignores', () => {
  it.each([
    ['a column without a default', 'ALTER TABLE orders ADD COLUMN note text;'],
    ['a constant default, which the catalog keeps', "ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT 'none';"],
    ['now(), which is the same for all rows', 'ALTER TABLE orders ADD COLUMN at timestamptz NOT NULL DEFAULT now();'],
    ['CURRENT_TIMESTAMP', 'ALTER TABLE orders ADD COLUMN at timestamptz DEFAULT CURRENT_TIMESTAMP;'],
    ['a generated column that is not stored', 'ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (amount * 2) VIRTUAL;'],
    ['a default that is set afterwards', 'ALTER TABLE orders ADD COLUMN token uuid;\nALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();'],
    ['IF NOT EXISTS of a column that exists', 'ALTER TABLE orders ADD COLUMN IF NOT EXISTS id serial;'],
    ['a table that the same migration created', 'CREATE TABLE carts (note text);\nALTER TABLE carts ADD COLUMN id serial;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_add.sql': sql });
  });

  it('the ADD COLUMN in a down', () => {
    expectSilence(rule, {
      '0001_drop.up.sql': 'ALTER TABLE orders DROP COLUMN number;',
      '0001_drop.down.sql': 'ALTER TABLE orders ADD COLUMN number serial;',
    });
  });
});
