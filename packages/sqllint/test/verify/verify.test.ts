import { expect, it } from 'vitest';

import { openPGlite } from '../../src/verify/engines/pglite/pglite.ts';
import { setOf, verified } from './verified.ts';

it('says of each migration what its down brings back, each on the state that the ups before it left', async () => {
  const set = setOf(
    [`CREATE TABLE orders (id serial PRIMARY KEY, status text DEFAULT 'new'); INSERT INTO orders DEFAULT VALUES`, 'DROP TABLE orders'],
    ['ALTER TABLE orders ALTER COLUMN status DROP DEFAULT', 'SELECT 1'],
    ['ALTER TABLE orders DROP COLUMN status', `ALTER TABLE orders ADD COLUMN status text`],
    ['ALTER TABLE nowhere ADD COLUMN x int', 'SELECT 1'],
    ['CREATE INDEX orders_id ON orders (id)', 'DROP INDEX orders_idx'],
    ['CREATE VIEW open_orders AS SELECT id FROM orders'],
  );
  const results = await verified(await openPGlite(process.cwd(), new Set()), set);
  expect(results.map(({ id, verdict, down }) => ({ id, rollback: verdict.rollback, differences: down?.schema?.differences, lost: down?.lost }))).toEqual([
    { id: '1', rollback: 'works', differences: [], lost: [] },
    {
      id: '2',
      rollback: 'does not restore',
      differences: [
        { kind: 'column', object: 'public.orders.status', parent: 'public.orders', name: 'status', change: 'changed', before: `text DEFAULT 'new'::text`, after: 'text', mend: `ALTER TABLE public.orders ALTER COLUMN status SET DEFAULT 'new'::text;` },
      ],
      lost: [],
    },
    {
      id: '3',
      rollback: 'loses data',
      differences: [],
      lost: [{ table: 'public.orders', column: 'status', rows: 5, of: 5, which: 'old', example: { before: 'new', after: null } }],
    },
    { id: '4', rollback: 'up fails', differences: undefined, lost: undefined },
    { id: '5', rollback: 'fails', differences: undefined, lost: [] },
    { id: '6', rollback: 'no down', differences: undefined, lost: undefined },
  ]);
}, 60_000);

it('fills the tables again after an up that runs on empty tables only', async () => {
  const set = setOf(
    ['CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer REFERENCES customers, channel text)', 'DROP TABLE orders, customers'],
    ['ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL', 'ALTER TABLE orders ALTER COLUMN customer_id DROP NOT NULL'],
    ['ALTER TABLE orders DROP COLUMN channel', 'ALTER TABLE orders ADD COLUMN channel text'],
  );
  const results = await verified(await openPGlite(process.cwd(), new Set()), set);
  expect(results.map(({ verdict, seed, up }) => ({ rollback: verdict.rollback, unfilled: seed.unfilled, failureOnRows: up.failureOnRows?.error.code }))).toEqual([
    { rollback: 'works', unfilled: [], failureOnRows: undefined },
    { rollback: 'works', unfilled: [], failureOnRows: '23502' },
    { rollback: 'loses data', unfilled: [], failureOnRows: undefined },
  ]);
}, 60_000);
