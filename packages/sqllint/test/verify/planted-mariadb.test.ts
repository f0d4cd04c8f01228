/** Wrong rollbacks as people write them, each beside the one that is right. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { load } from '../../src/dialects/load.ts';
import { openMysql } from '../../src/verify/engines/mysql/mysql.ts';
import type { VerifiedMigration } from '../../src/verify/result.ts';
import { hasMariaDb, startMariaDb } from '../mysql/mariadb-server.ts';
import type { MariaDb } from '../mysql/mariadb-server.ts';
import { setOf, verified } from './verified.ts';

if (!hasMariaDb) console.info('Wrong rollbacks are not tried on MariaDB: there is none in /usr/sbin.');

interface Planted {
  readonly name: string;
  readonly before: string;
  readonly up: string;
  readonly wrong: string;
  /** What is said of it: the verdict, the differences, the values lost. */
  readonly said: readonly unknown[];
  readonly right: string;
}

const orders = `CREATE TABLE orders (id int PRIMARY KEY AUTO_INCREMENT, status varchar(20) NOT NULL DEFAULT 'new', total decimal(10, 2))`;

const planted: readonly Planted[] = [
  {
    name: 'a default that is lost',
    before: orders,
    up: 'ALTER TABLE orders MODIFY status varchar(40) NOT NULL',
    wrong: `UPDATE orders SET status = left(status, 20); ALTER TABLE orders MODIFY status varchar(20) NOT NULL`,
    said: ['does not restore', 'changed column orders.status'],
    right: `UPDATE orders SET status = left(status, 20); ALTER TABLE orders MODIFY status varchar(20) NOT NULL DEFAULT 'new'`,
  },
  {
    name: 'an index that is lost',
    before: `${orders}; CREATE INDEX by_status ON orders (status)`,
    up: 'DROP INDEX by_status ON orders',
    wrong: 'CREATE INDEX by_status ON orders (status, total)',
    said: ['does not restore', 'changed index by_status on orders'],
    right: 'CREATE INDEX by_status ON orders (status)',
  },
  {
    name: 'a narrower type back',
    before: orders,
    up: `ALTER TABLE orders MODIFY status varchar(200) NOT NULL DEFAULT 'new'`,
    wrong: `ALTER TABLE orders MODIFY status varchar(20) NOT NULL DEFAULT 'new'`,
    said: ['fails on new rows', expect.stringContaining(`Data too long for column 'status'`)],
    right: `UPDATE orders SET status = left(status, 20); ALTER TABLE orders MODIFY status varchar(20) NOT NULL DEFAULT 'new'`,
  },
  {
    name: 'NOT NULL that new rows break',
    before: orders,
    up: `ALTER TABLE orders MODIFY status varchar(20) DEFAULT 'new'`,
    wrong: `ALTER TABLE orders MODIFY status varchar(20) NOT NULL DEFAULT 'new'`,
    said: ['fails on new rows', expect.stringContaining(`Data truncated for column 'status'`)],
    right: `UPDATE orders SET status = 'new' WHERE status IS NULL; ALTER TABLE orders MODIFY status varchar(20) NOT NULL DEFAULT 'new'`,
  },
  {
    name: 'an enum that does not know the new value',
    before: `CREATE TABLE tasks (id int PRIMARY KEY, state enum('open', 'done') NOT NULL)`,
    up: `ALTER TABLE tasks MODIFY state enum('open', 'done', 'late') NOT NULL`,
    wrong: `ALTER TABLE tasks MODIFY state enum('open', 'done') NOT NULL`,
    said: ['fails on new rows', expect.stringContaining(`Data truncated for column 'state'`)],
    right: `UPDATE tasks SET state = 'open' WHERE state = 'late'; ALTER TABLE tasks MODIFY state enum('open', 'done') NOT NULL`,
  },
  {
    name: 'drops in an order that does not work',
    before: orders,
    up: 'CREATE TABLE people (id int PRIMARY KEY); ALTER TABLE orders ADD COLUMN person int, ADD CONSTRAINT of_person FOREIGN KEY (person) REFERENCES people (id)',
    wrong: 'DROP TABLE people; ALTER TABLE orders DROP FOREIGN KEY of_person, DROP COLUMN person',
    said: ['fails', expect.stringContaining('foreign key constraint')],
    right: 'ALTER TABLE orders DROP FOREIGN KEY of_person; ALTER TABLE orders DROP COLUMN person; DROP TABLE people',
  },
  {
    name: 'a trigger that is not created again',
    before: `${orders}; CREATE TRIGGER priced BEFORE INSERT ON orders FOR EACH ROW SET new.total = coalesce(new.total, 0)`,
    up: 'DROP TRIGGER priced',
    wrong: 'CREATE TRIGGER priced BEFORE UPDATE ON orders FOR EACH ROW SET new.total = coalesce(new.total, 0)',
    said: ['does not restore', 'changed trigger priced on orders'],
    right: 'CREATE TRIGGER priced BEFORE INSERT ON orders FOR EACH ROW SET new.total = coalesce(new.total, 0)',
  },
  {
    name: 'values that are moved and not moved back',
    before: 'CREATE TABLE people (id int PRIMARY KEY, name varchar(50) NOT NULL)',
    up: 'CREATE TABLE names (person int PRIMARY KEY, name varchar(50)); INSERT INTO names SELECT id, name FROM people; ALTER TABLE people DROP COLUMN name',
    wrong: `ALTER TABLE people ADD COLUMN name varchar(50) NOT NULL; DROP TABLE names`,
    said: ['loses data', 'people.name'],
    right: `ALTER TABLE people ADD COLUMN name varchar(50) NOT NULL; UPDATE people SET name = coalesce((SELECT name FROM names WHERE person = people.id), ''); DROP TABLE names`,
  },
  {
    name: 'another collation',
    before: orders,
    up: `ALTER TABLE orders MODIFY status varchar(20) CHARACTER SET ascii NOT NULL DEFAULT 'new'`,
    wrong: `ALTER TABLE orders MODIFY status varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'new'`,
    said: ['does not restore', 'changed column orders.status'],
    right: `ALTER TABLE orders MODIFY status varchar(20) CHARACTER SET utf8mb4 NOT NULL DEFAULT 'new'`,
  },
];

describe.skipIf(!hasMariaDb)('a wrong rollback on MariaDB', () => {
  let server: MariaDb;
  beforeAll(async () => {
    server = await startMariaDb();
  }, 60_000);
  afterAll(() => server.stop());

  async function saidOf({ before, up }: Planted, down: string): Promise<unknown[]> {
    const engine = await openMysql({ folder: process.cwd(), url: server.url, dialect: 'mariadb', rules: (await load('mariadb')).lexicalRules });
    const migration: VerifiedMigration | undefined = (await verified(engine, setOf([before], [up, down])).finally(() => engine.close())).at(-1);
    const { verdict, up: ran, down: undone } = migration ?? {};
    const differences = undone?.schema?.differences.map(({ change, kind, object }) => `${change} ${kind} ${object}`) ?? [];
    const lost = undone?.lost.flatMap(({ which, table, column }) => (which === 'old' ? [column === undefined ? table : `${table}.${column}`] : [])) ?? [];
    return [verdict?.rollback ?? '', ...[ran?.failure, undone?.failure].flatMap((failure) => failure?.error.message ?? []), ...differences, ...lost];
  }

  it.each(planted)('is found: $name', async (plant) => {
    expect(await saidOf(plant, plant.wrong)).toEqual(plant.said);
  }, 20_000);

  it.each(planted)('is not invented where the down is right: $name', async (plant) => {
    expect(await saidOf(plant, plant.right)).toEqual(['works']);
  }, 20_000);
});
