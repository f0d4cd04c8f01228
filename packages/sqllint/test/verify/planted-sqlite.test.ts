/** Wrong rollbacks as people write them, each beside the one that is right. */
import { describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { openSqlite } from '../../src/verify/engines/sqlite/sqlite.ts';
import type { VerifiedMigration } from '../../src/verify/result.ts';
import { setOf, verified } from './verified.ts';

interface Planted {
  readonly name: string;
  readonly foreignKeys?: 'on';
  readonly before: string;
  readonly up: string;
  readonly wrong: string;
  /** What is said of it: the verdict, the differences, the values lost. */
  readonly said: readonly string[];
  readonly right: string;
}

const rebuilt = (columns: string, list: string): string => `CREATE TABLE new_orders (${columns}); INSERT INTO new_orders (${list}) SELECT ${list} FROM orders; DROP TABLE orders; ALTER TABLE new_orders RENAME TO orders`;
const orders = `CREATE TABLE orders (id integer PRIMARY KEY, status text NOT NULL DEFAULT 'new', total integer CHECK (total >= 0))`;

const planted: readonly Planted[] = [
  {
    name: 'a default that is lost',
    before: orders,
    up: rebuilt(`id integer PRIMARY KEY, status text NOT NULL DEFAULT 'open', total integer CHECK (total >= 0)`, 'id, status, total'),
    wrong: rebuilt('id integer PRIMARY KEY, status text NOT NULL, total integer CHECK (total >= 0)', 'id, status, total'),
    said: ['does not restore', 'changed column orders.status'],
    right: rebuilt(`id integer PRIMARY KEY, status text NOT NULL DEFAULT 'new', total integer CHECK (total >= 0)`, 'id, status, total'),
  },
  {
    name: 'an index that goes with the table that is rebuilt',
    before: `${orders}; CREATE INDEX orders_status ON orders (status)`,
    up: 'ALTER TABLE orders ADD COLUMN note text',
    wrong: rebuilt(`id integer PRIMARY KEY, status text NOT NULL DEFAULT 'new', total integer CHECK (total >= 0)`, 'id, status, total'),
    said: ['does not restore', 'missing index orders_status on orders'],
    right: 'ALTER TABLE orders DROP COLUMN note',
  },
  {
    name: 'a trigger that is not created again',
    before: `${orders}; CREATE TABLE log (what text); CREATE TRIGGER logged AFTER UPDATE ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
    up: 'DROP TRIGGER logged',
    wrong: `CREATE TRIGGER logged AFTER INSERT ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
    said: ['does not restore', 'changed trigger logged on orders'],
    right: `CREATE TRIGGER logged AFTER UPDATE ON orders BEGIN INSERT INTO log VALUES ('update'); END`,
  },
  {
    name: 'a condition that is lost',
    before: orders,
    up: rebuilt(`id integer PRIMARY KEY, status text NOT NULL DEFAULT 'new', total integer`, 'id, status, total'),
    wrong: 'SELECT 1',
    said: ['does not restore', 'missing constraint CHECK (total >= 0) on orders'],
    right: rebuilt(`id integer PRIMARY KEY, status text NOT NULL DEFAULT 'new', total integer CHECK (total >= 0)`, 'id, status, total').replace('FROM orders', 'FROM orders WHERE coalesce(total, 0) >= 0'),
  },
  {
    name: 'NOT NULL that new rows break',
    before: orders,
    up: rebuilt(`id integer PRIMARY KEY, status text DEFAULT 'new', total integer CHECK (total >= 0)`, 'id, status, total'),
    wrong: rebuilt(`id integer PRIMARY KEY, status text NOT NULL DEFAULT 'new', total integer CHECK (total >= 0)`, 'id, status, total'),
    said: ['fails on new rows', 'NOT NULL constraint failed: new_orders.status'],
    right: `UPDATE orders SET status = 'new' WHERE status IS NULL; ${rebuilt(`id integer PRIMARY KEY, status text NOT NULL DEFAULT 'new', total integer CHECK (total >= 0)`, 'id, status, total')}`,
  },
  {
    name: 'a value that the old condition does not know',
    before: `CREATE TABLE tasks (id integer PRIMARY KEY, state text NOT NULL CHECK (state IN ('open', 'done')))`,
    up: `CREATE TABLE t (id integer PRIMARY KEY, state text NOT NULL CHECK (state IN ('open', 'done', 'late'))); INSERT INTO t SELECT * FROM tasks; DROP TABLE tasks; ALTER TABLE t RENAME TO tasks`,
    wrong: `CREATE TABLE t (id integer PRIMARY KEY, state text NOT NULL CHECK (state IN ('open', 'done'))); INSERT INTO t SELECT * FROM tasks; DROP TABLE tasks; ALTER TABLE t RENAME TO tasks`,
    said: ['fails on new rows', `CHECK constraint failed: state IN ('open', 'done')`],
    right: `CREATE TABLE t (id integer PRIMARY KEY, state text NOT NULL CHECK (state IN ('open', 'done'))); INSERT INTO t SELECT id, CASE state WHEN 'late' THEN 'open' ELSE state END FROM tasks; DROP TABLE tasks; ALTER TABLE t RENAME TO tasks`,
  },
  {
    name: 'drops in an order that does not work',
    before: orders,
    up: 'ALTER TABLE orders ADD COLUMN note text; CREATE INDEX orders_note ON orders (note)',
    wrong: 'ALTER TABLE orders DROP COLUMN note; DROP INDEX orders_note',
    said: ['fails', 'error in index orders_note after drop column: no such column: note'],
    right: 'DROP INDEX orders_note; ALTER TABLE orders DROP COLUMN note',
  },
  {
    name: 'values that are moved and not moved back',
    before: `CREATE TABLE people (id integer PRIMARY KEY, name text NOT NULL DEFAULT '')`,
    up: `CREATE TABLE names (person integer PRIMARY KEY REFERENCES people (id), name text); INSERT INTO names SELECT id, name FROM people; ALTER TABLE people DROP COLUMN name`,
    wrong: `ALTER TABLE people ADD COLUMN name text NOT NULL DEFAULT ''; DROP TABLE names`,
    said: ['loses data', 'people.name'],
    right: `ALTER TABLE people ADD COLUMN name text NOT NULL DEFAULT ''; UPDATE people SET name = coalesce((SELECT name FROM names WHERE person = people.id), ''); DROP TABLE names`,
  },
  {
    name: 'rows that go with the table that they refer to, while it is rebuilt',
    foreignKeys: 'on',
    before: `CREATE TABLE people (id integer PRIMARY KEY, name text); CREATE TABLE posts (id integer PRIMARY KEY, author integer NOT NULL REFERENCES people (id) ON DELETE CASCADE)`,
    up: 'ALTER TABLE people ADD COLUMN nick text',
    wrong: 'CREATE TABLE p (id integer PRIMARY KEY, name text); INSERT INTO p SELECT id, name FROM people; DROP TABLE people; ALTER TABLE p RENAME TO people',
    said: ['loses data', 'posts'],
    right: 'ALTER TABLE people DROP COLUMN nick',
  },
  {
    name: 'a foreign key without what it does when the other row goes',
    before: 'CREATE TABLE people (id integer PRIMARY KEY); CREATE TABLE posts (id integer PRIMARY KEY, author integer REFERENCES people (id) ON DELETE CASCADE)',
    up: 'CREATE TABLE p (id integer PRIMARY KEY, author integer); INSERT INTO p SELECT * FROM posts; DROP TABLE posts; ALTER TABLE p RENAME TO posts',
    wrong: 'CREATE TABLE p (id integer PRIMARY KEY, author integer REFERENCES people (id)); INSERT INTO p SELECT * FROM posts; DROP TABLE posts; ALTER TABLE p RENAME TO posts',
    said: ['does not restore', 'missing constraint FOREIGN KEY (author) REFERENCES people (id) ON DELETE CASCADE on posts', 'extra constraint FOREIGN KEY (author) REFERENCES people (id) on posts'],
    right: 'CREATE TABLE p (id integer PRIMARY KEY, author integer REFERENCES people (id) ON DELETE CASCADE); INSERT INTO p SELECT * FROM posts; DROP TABLE posts; ALTER TABLE p RENAME TO posts',
  },
  {
    name: 'a view over what is there no more',
    before: `${orders}; CREATE VIEW totals AS SELECT id, total FROM orders`,
    up: 'DROP VIEW totals; CREATE VIEW totals AS SELECT id, total, status FROM orders',
    wrong: 'DROP VIEW totals',
    said: ['does not restore', 'missing view totals'],
    right: 'DROP VIEW totals; CREATE VIEW totals AS SELECT id, total FROM orders',
  },
];

async function lastOf({ before, up, foreignKeys }: Planted, down: string): Promise<VerifiedMigration | undefined> {
  const { lexicalRules } = await load('sqlite');
  const engine = await openSqlite({ folder: process.cwd(), rules: lexicalRules, ...(foreignKeys ? { foreignKeys } : {}) });
  return (await verified(engine, setOf([before], [up, down]))).at(-1);
}

function saidOf(migration: VerifiedMigration | undefined): string[] {
  const { verdict, up, down } = migration ?? {};
  const differences = down?.schema?.differences.map(({ change, kind, object }) => `${change} ${kind} ${object}`) ?? [];
  const lost = down?.lost.flatMap(({ which, table, column }) => (which === 'old' ? [column === undefined ? table : `${table}.${column}`] : [])) ?? [];
  return [verdict?.rollback ?? '', ...[up?.failure, down?.failure].flatMap((failure) => failure?.error.message ?? []), ...differences, ...lost];
}

describe('a wrong rollback on SQLite', () => {
  it.each(planted)('is found: $name', async (plant) => {
    expect(saidOf(await lastOf(plant, plant.wrong))).toEqual(plant.said);
  });

  it.each(planted)('is not invented where the down is right: $name', async (plant) => {
    expect(saidOf(await lastOf(plant, plant.right))).toEqual(['works']);
  });
});
