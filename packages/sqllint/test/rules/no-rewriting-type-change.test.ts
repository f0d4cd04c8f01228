import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-rewriting-type-change';
const init = `CREATE TABLE customers (id int PRIMARY KEY);
CREATE TABLE orders (
  id int PRIMARY KEY,
  customer_id int REFERENCES customers,
  number int,
  note varchar(40),
  code varchar(10) CHECK (code <> ''),
  placed_at timestamp
);`;
const locked = 'while it is locked against reads and writes (ACCESS EXCLUSIVE)';
const newColumn = (column: string, type: string, value = column) => [
  '-- Add a column of the new type, have the code write to both, and fill the old rows in batches, outside a transaction:',
  `ALTER TABLE orders ADD COLUMN ${column}_new ${type};`,
  `UPDATE orders SET ${column}_new = ${value} WHERE ctid IN (SELECT ctid FROM orders WHERE ${column}_new IS NULL LIMIT 1000);`,
  '-- Then move the code over, and drop the old column in a later release.',
];

describe('no-rewriting-type-change reports', () => {
  it('a type that is stored in another way', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_widen.sql': '«ALTER TABLE orders ALTER COLUMN number TYPE bigint»;' }, [
      {
        message: `Changing \`orders.number\` from integer to bigint rewrites \`orders\` and its indexes ${locked}.`,
        instead: newColumn('number', 'bigint'),
      },
    ]);
  });

  it('a USING that computes, even where the type stays', () => {
    const files = { '0001_init.sql': init, '0002_trim.sql': '«ALTER TABLE orders ALTER COLUMN note TYPE varchar(40) USING trim(note)»;' };
    expectReports(rule, files, [
      {
        message: `Changing \`orders.note\` from varchar(40) to varchar(40) rewrites \`orders\` and its indexes ${locked}.`,
        instead: newColumn('note', 'varchar(40)', 'trim(note)'),
      },
    ]);
  });

  it('a USING whose cast leaves out the length, so that the server applies it to every row', () => {
    const files = { '0001_init.sql': init, '0002_widen.sql': '«ALTER TABLE orders ALTER COLUMN note TYPE varchar(80) USING note::varchar»;' };
    expectReports(rule, files, [
      {
        message: `Changing \`orders.note\` from varchar(40) to varchar(80) rewrites \`orders\` and its indexes ${locked}.`,
        instead: newColumn('note', 'varchar(80)', 'note::varchar'),
      },
    ]);
  });

  it('a key, with the table at the other end', () => {
    const files = { '0001_init.sql': init, '0002_widen.sql': '«ALTER TABLE orders ALTER COLUMN customer_id TYPE bigint»;' };
    expectReports(rule, files, [
      {
        message: `Changing \`orders.customer_id\` from integer to bigint rewrites \`orders\` and its indexes ${locked}. The same lock is on \`customers\`, at the other end of a foreign key.`,
        instead: newColumn('customer_id', 'bigint'),
      },
    ]);
  });

  it('a free change where a CHECK has to be looked at again', () => {
    expectReports(rule, { '0001_init.sql': init, '0002_widen.sql': '«ALTER TABLE orders ALTER COLUMN code TYPE text»;' }, [
      {
        message: `Changing the type of \`orders.code\` keeps the rows as they are, but checks them all against the CHECK on the column: it reads all of \`orders\` ${locked}.`,
        instead: [
          '-- Drop the CHECK, change the type, add the CHECK again with NOT VALID, and validate it in a migration of its own.',
        ],
      },
    ]);
  });

  it('another collation of a column with an index', () => {
    const files = {
      '0001_init.sql': `${init}\nCREATE INDEX orders_note ON orders (note);`,
      '0002_sort.sql': '«ALTER TABLE orders ALTER COLUMN note TYPE varchar(40) COLLATE "C"»;',
    };
    expectReports(rule, files, [
      {
        message: 'Changing the collation of `orders.note` rebuilds every index on it while `orders` is locked against reads and writes (ACCESS EXCLUSIVE).',
        instead: [
          '-- Build an index with the new collation, and drop the old one later:',
          'CREATE INDEX CONCURRENTLY ON orders (note COLLATE "C");',
        ],
      },
    ]);
  });

  it('a column of which the history does not tell the type', () => {
    expectReports(rule, { '0001_widen.sql': '«ALTER TABLE orders ALTER COLUMN number TYPE bigint»;' }, [
      {
        message: `Changing \`orders.number\` to bigint rewrites \`orders\` and its indexes ${locked}, unless the old type is stored in the same way; the migrations do not tell what it is.`,
        instead: newColumn('number', 'bigint'),
      },
    ]);
  });

  it('timestamp to timestamptz in a session whose time zone is not known', () => {
    const files = { '0001_init.sql': init, '0002_zone.sql': '«ALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz»;' };
    expectReports(rule, files, [
      {
        message: `Changing \`orders.placed_at\` from timestamp to timestamptz rewrites \`orders\` and its indexes ${locked}, unless the time zone of the session is UTC.`,
        instead: [
          '-- Where the values are in UTC, say so; PostgreSQL then keeps the rows as they are:',
          "SET timezone = 'UTC';",
          'ALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz;',
        ],
      },
    ]);
  });

  it('the columns of one ALTER TABLE once, since they are rewritten together', () => {
    const files = {
      '0001_init.sql': init,
      '0002_widen.sql': 'ALTER TABLE orders\n  «ALTER COLUMN number TYPE bigint»,\n  ALTER COLUMN customer_id TYPE bigint;',
    };
    expectReports(rule, files, [
      {
        message: `Changing \`orders.number\` from integer to bigint rewrites \`orders\` and its indexes ${locked}.`,
        instead: newColumn('number', 'bigint'),
      },
    ]);
  });
});

describe('no-rewriting-type-change ignores', () => {
  it.each([
    ['a longer varchar', 'ALTER TABLE orders ALTER COLUMN note TYPE varchar(80);'],
    ['varchar to text', 'ALTER TABLE orders ALTER COLUMN note TYPE text;'],
    ['a USING that only casts', 'ALTER TABLE orders ALTER COLUMN note TYPE text USING note::text;'],
    ['the same in parentheses, as generators write it', 'ALTER TABLE orders ALTER COLUMN "note" TYPE text USING ("note"::text);'],
    ['a USING that casts to the very type', 'ALTER TABLE orders ALTER COLUMN note TYPE varchar(80) USING note::character varying(80);'],
    ['the type that the column has', 'ALTER TABLE orders ALTER COLUMN number TYPE integer USING (number::int);'],
    ['timestamp to timestamptz in UTC', "SET timezone = 'UTC';\nALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz;"],
    ['a table that the same migration created', 'CREATE TABLE carts (id int);\nALTER TABLE carts ALTER COLUMN id TYPE bigint;'],
  ])('%s', (_title, sql) => {
    expectSilence(rule, { '0001_init.sql': init, '0002_change.sql': sql });
  });

  it('a change to text of which the old type is not known: mostly it was a varchar', () => {
    expectSilence(rule, { '0001_change.sql': 'ALTER TABLE orders ALTER COLUMN note TYPE text;' });
  });
});
