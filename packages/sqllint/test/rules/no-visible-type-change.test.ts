import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = 'no-visible-type-change';
const init = `CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE orders (id int PRIMARY KEY, code varchar(20), placed timestamp, paid timestamp, mood mood, net numeric(10, 2), data json);`;

/** A history with one more migration. */
const then = (sql: string) => ({ '0001_init.sql': init, '0002_change.sql': sql });

describe('no-visible-type-change reports', () => {
  it('a number that becomes a text', () => {
    expectReports(rule, then('«ALTER TABLE orders ALTER COLUMN id TYPE text»;'), [
      {
        message: 'Code of the previous release reads and writes `orders.id` as integer and meets text: what it writes is refused, or what it reads is something else than it expects.',
        instead: [
          '-- Add a column of the new type, have the code write both, and drop the old one in a later release:',
          'ALTER TABLE orders ADD COLUMN id_new text;',
        ],
      },
    ]);
  });

  it('an enum that becomes a text', () => {
    expectReports(rule, then('«ALTER TABLE orders ALTER COLUMN mood TYPE text USING mood::text»;'), [
      {
        message: 'Code of the previous release reads and writes `orders.mood` as mood and meets text: a driver that sends and reads values by their type, as those for Java, Go and Rust do, refuses the new one.',
        instead: [
          '-- Add a column of the new type, have the code write both, and drop the old one in a later release:',
          'ALTER TABLE orders ADD COLUMN mood_new text;',
        ],
      },
    ]);
  });

  it('timestamps that get a time zone, once for the migration', () => {
    expectReports(rule, then(`ALTER TABLE orders
  «ALTER COLUMN placed TYPE timestamptz»,
  ALTER COLUMN paid TYPE timestamptz;`), [
      {
        message: 'Code of the previous release reads and writes `orders.placed` and `orders.paid` as timestamp and meets timestamptz: what it writes means another moment wherever the time zone of its session is not UTC.',
        instead: [
          '-- Add a column of the new type, have the code write both, and drop the old one in a later release:',
          'ALTER TABLE orders ADD COLUMN placed_new timestamptz;',
        ],
      },
    ]);
  });

  it('an attribute of a composite type', () => {
    expectReports(rule, { '0001_change.sql': '«ALTER TYPE shop.address ALTER ATTRIBUTE street TYPE varchar(10)»;' }, [
      {
        message: 'Code of the previous release reads and writes attribute `street` of type `shop.address` as what it was, and meets varchar(10), in every value and argument of that type.',
        instead: ['-- Create a type beside it, move the code over, and drop the old one in a later release:', 'CREATE TYPE shop.address_new AS (…);'],
      },
    ]);
  });
});

describe('no-visible-type-change ignores', () => {
  it('a longer text', () => {
    expectSilence(rule, then('ALTER TABLE orders ALTER COLUMN code TYPE text;'));
  });

  it('a wider number', () => {
    expectSilence(rule, then('ALTER TABLE orders ALTER COLUMN id TYPE bigint, ALTER COLUMN net TYPE numeric(12, 2);'));
  });

  it('another form of JSON', () => {
    expectSilence(rule, then('ALTER TABLE orders ALTER COLUMN data TYPE jsonb;'));
  });

  it('a change that loses values, which is reported as such', () => {
    expectSilence(rule, then('ALTER TABLE orders ALTER COLUMN code TYPE int USING code::int;'));
  });

  it('a type that takes the name of the old one', () => {
    expectSilence(rule, then(`ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'happy');
ALTER TABLE orders ALTER COLUMN mood TYPE mood USING mood::text::mood;`));
  });

  it('a column of the same migration', () => {
    expectSilence(rule, then(`ALTER TABLE orders ADD COLUMN x int;
ALTER TABLE orders ALTER COLUMN x TYPE text;`));
  });

  it('a column whose type no migration tells', () => {
    expectSilence(rule, { '0001_change.sql': 'ALTER TABLE legacy ALTER COLUMN id TYPE text;' });
  });
});

describe('no-visible-type-change in MySQL', () => {
  const mysql = { dialect: 'mysql' } as const;
  const init = 'CREATE TABLE t (a varchar(20), b int, c text);';

  it('reports a column that is stated again with a type of another kind', () => {
    expectReports(
      rule,
      { '0001_init.sql': init, '0002_a.sql': '«ALTER TABLE t MODIFY a int»;' },
      [
        {
          message: 'Code of the previous release reads and writes `t.a` as varchar(20) and meets int: what it writes is refused, or what it reads is something else than it expects.',
          instead: ['-- Add a column of the new type, have the code write both, and drop the old one in a later release:', 'ALTER TABLE t ADD COLUMN a_new int;'],
        },
      ],
      mysql,
    );
  });

  it('is silent about types of one kind', () => {
    expectSilence(rule, { '0001_init.sql': init, '0002_a.sql': "ALTER TABLE t MODIFY b bigint, MODIFY c varchar(20), MODIFY a enum('x');" }, mysql);
  });
});
