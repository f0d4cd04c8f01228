import type { ObservedLocks } from '../../../src/verify/engine.ts';
import type { VerifiedMigration, VerifiedSet } from '../../../src/verify/result.ts';

/** A text that does harm wherever it is not escaped. */
export const hostile = `"><script>document.title = 'harmed'</script><img src=x onerror="document.title = 'harmed'">`;

function statement(sql: string): ObservedLocks['statement'] {
  return { sql, start: 0, end: sql.length };
}

const plain: Omit<VerifiedMigration, 'id'> = {
  version: '1',
  name: 'x',
  files: { up: 'migrations/x.up.sql', down: 'migrations/x.down.sql' },
  verdict: { rollback: 'works', oldCode: 'keeps working' },
  seed: { rows: 0, unfilled: [] },
  up: { locks: [], milliseconds: 3.2 },
  oldCode: { tried: 12, broken: [] },
  claims: [],
  milliseconds: 20,
};

const manyLocks: ObservedLocks[] = [
  { statement: statement('CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint REFERENCES orders)'), milliseconds: 1.5, tables: [{ table: 'public.orders', mode: 'SHARE ROW EXCLUSIVE', work: 'catalog only', as: 'referenced table' }] },
  { statement: statement('ALTER TABLE orders ALTER COLUMN total TYPE numeric(14, 2)'), milliseconds: 4.25, tables: [{ table: 'public.orders', mode: 'ACCESS EXCLUSIVE', work: 'rewrite' }] },
  { statement: statement('SELECT 1'), milliseconds: 0.1, tables: [] },
  { statement: statement('CREATE INDEX order_lines_of_an_order_by_product ON order_lines_with_a_long_name (order_id, product_id)'), milliseconds: 2, tables: [{ table: 'public.order_lines_with_a_long_name', mode: 'SHARE', work: 'index build' }] },
  ...Array.from({ length: 8 }, (_, index): ObservedLocks => ({ statement: statement(`UPDATE customers SET tier = ${String(index)}`), milliseconds: 1, tables: [{ table: 'public.customers', mode: 'ROW EXCLUSIVE', work: 'row by row' }] })),
  { statement: statement('CREATE INDEX CONCURRENTLY orders_total ON orders (total)'), milliseconds: 3, tables: [], isUnseen: true },
  { statement: statement('ALTER TABLE orders VALIDATE CONSTRAINT orders_customer'), milliseconds: 1, tables: [{ table: 'public.orders', mode: 'SHARE UPDATE EXCLUSIVE', work: 'scan' }, { table: 'public.customers', mode: 'ROW SHARE', work: 'catalog only' }] },
];

/** One migration for everything that the page can show. */
export const sampleResults: readonly VerifiedSet[] = [
  {
    root: 'services/shop/migrations',
    layout: 'golang-migrate',
    engine: 'PostgreSQL 18.3 (PGlite 0.5.16)',
    migrations: [
      { ...plain, id: '0001_orders', down: { source: 'own', lost: [], behind: [], setBack: [], milliseconds: 2 } },
      {
        ...plain,
        id: '0002_narrow_status',
        verdict: { rollback: 'does not restore', oldCode: 'breaks' },
        seed: { rows: 24, unfilled: [{ table: 'public.odd', reason: 'No value satisfies its check.' }] },
        up: { locks: manyLocks, milliseconds: 1234 },
        oldCode: { tried: 18, broken: [{ sql: `INSERT INTO orders (status) VALUES ('a status of the previous release')`, table: 'public.orders', error: { message: 'value too long for type character varying(10)', code: '22001' } }] },
        newCode: { rows: 3, allowed: ['`orders.status` takes NULL.'] },
        down: {
          source: 'own',
          schema: {
            differences: [
              { kind: 'column', object: 'public.orders.status', parent: 'public.orders', name: 'status', change: 'changed', before: `text DEFAULT 'new'::text`, after: 'text' },
              { kind: 'index', object: 'orders_status on public.orders', parent: 'public.orders', name: 'orders_status', change: 'missing', before: 'btree (status)', mend: 'CREATE INDEX orders_status ON public.orders USING btree (status);' },
            ],
            cosmetic: [{ kind: 'constraint', object: 'orders_pkey on public.orders', parent: 'public.orders', name: 'orders_pkey', change: 'renamed', before: 'orders_pkey', after: 'orders_pkey1' }],
          },
          lost: [
            { table: 'public.orders', column: 'status', rows: 3, of: 8, which: 'old', example: { before: 'shipped', after: null } },
            { table: 'public.notes', rows: 2, of: 2, which: 'old' },
            { table: 'public.orders', column: 'total', rows: 1, of: 1, which: 'new', example: { before: '', after: '0' } },
          ],
          behind: [{ table: 'public.orders', column: 'id', next: 4, largest: 12 }],
          setBack: [{ sequence: 'public.invoices', before: 4712, now: 1 }],
          milliseconds: 9,
        },
        upAgain: { failure: { statement: statement('CREATE TYPE mood'), error: { message: 'type "mood" already exists', code: '42710' } } },
        claims: [
          {
            finding: { rule: 'no-narrowed-type', antipattern: 'DP-01', rating: 'HIGH', severity: 'error', message: '`orders.status` gets shorter.', file: 'migrations/x.up.sql', script: 'up', line: 1, column: 1, endLine: 1, endColumn: 2, start: 0, end: 1 },
            outcome: 'proven',
            evidence: '3 of 8 rows lost their value.',
          },
        ],
      },
      {
        ...plain,
        id: '0003_required',
        verdict: { rollback: 'fails on new rows', oldCode: 'keeps working' },
        down: { source: 'own', failsOnlyOnNewRows: true, failure: { statement: statement('ALTER TABLE orders ALTER COLUMN note SET NOT NULL'), error: { message: 'column "note" of relation "orders" contains null values', code: '23502' } }, lost: [], behind: [], setBack: [], milliseconds: 1 },
      },
      { ...plain, id: '0004_one_way', files: { up: 'migrations/y.up.sql' }, verdict: { rollback: 'no down', oldCode: 'keeps working' } },
      { ...plain, id: '0005_generated', files: { up: 'migrations/z.up.sql' }, verdict: { rollback: 'loses data', oldCode: 'keeps working' }, down: { source: 'generated', lost: [], behind: [], setBack: [], milliseconds: 1 } },
    ],
  },
  {
    root: `services/${hostile}`,
    layout: 'plain',
    engine: 'SQLite 3.50.4 (WebAssembly)',
    migrations: [
      {
        ...plain,
        id: `0001_${hostile}`,
        verdict: { rollback: 'up fails', oldCode: 'not tried' },
        up: { locks: [], milliseconds: 1, failure: { statement: statement(hostile), error: { message: `near "${hostile}": syntax error\u0007`, code: hostile, detail: hostile } } },
      },
    ],
  },
];
