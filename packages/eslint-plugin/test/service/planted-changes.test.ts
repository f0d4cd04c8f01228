import { describe, expect, it } from 'vitest';
import type { Files } from '../git-project.ts';
import { lintAll, Shop, shop } from './shop.ts';

/** A change that breaks something, what is said of it, and the change that gets there without breaking it. */
interface Planted {
  readonly rule: string;
  readonly what: string;
  readonly change: (shop: Shop) => Files;
  readonly places: readonly string[];
  readonly twin: (shop: Shop) => Files;
}

const listed = (name: string): Files => ({ '.env.example': `${shop['.env.example']}${name}=\n` });
const refunds = (body: string): string => `${shop['src/orders.ts']}\norders.post('/refunds', async (req, res) => {\n  ${body}\n});\n`;
/** What the flag guards, without the flag. */
const unguarded = `export async function invoice(flags: unknown, order: { id: string; total: number }): Promise<object> {
  const lines = [{ order: order.id, amount: order.total }];
  const number = \`INV-\${order.id.padStart(8, '0')}\`;
  return { number, lines, currency: 'EUR' };
}
`;
const abandoned = `import { legacyInvoice } from './legacy-invoice';

export async function invoice(flags: unknown, order: { id: string; total: number }): Promise<object> {
  return legacyInvoice(order.id, order.total);
}
`;
const search = "import { Client } from '@elastic/elasticsearch';\n\nexport const search = new Client({ node: process.env.SEARCH_URL ?? 'http://localhost:9200' });\n";
const dropNote = 'ALTER TABLE orders DROP COLUMN note;\n';
const dropArchived = 'ALTER TABLE orders DROP COLUMN archived;\n';
const inCode = (column: string): string => `export async function up(knex) {\n  await knex.raw('ALTER TABLE orders DROP COLUMN ${column}');\n}\n\nexport async function down(knex) {\n  await knex.raw('ALTER TABLE orders ADD COLUMN ${column} text');\n}\n`;
const registry = JSON.parse(shop['flags.json']) as { readonly flags: object }; // our own
const flagsWith = (entry: object): Files => ({ 'flags.json': `${JSON.stringify({ ...registry, flags: { ...registry.flags, ...entry } }, null, 2)}\n` });

const planted: readonly Planted[] = [
  {
    rule: 'no-new-required-env',
    what: 'a variable that the service does not start without',
    change: (it) => ({ ...it.edit('src/env.ts', 'REDIS_URL: z.string(),', 'REDIS_URL: z.string(),\n    MAIL_URL: z.string(),'), ...listed('MAIL_URL') }),
    places: ['src/env.ts:7'],
    twin: (it) => ({ ...it.edit('src/env.ts', 'REDIS_URL: z.string(),', 'REDIS_URL: z.string(),\n    MAIL_URL: z.string().optional(),'), ...listed('MAIL_URL') }),
  },
  {
    rule: 'no-env-rename-without-alias',
    what: 'a variable under a new name',
    change: (it) => ({ ...it.edit('src/env.ts', 'LOG_LEVEL', 'SHOP_LOG_LEVEL'), '.env.example': shop['.env.example'].replace('LOG_LEVEL', 'SHOP_LOG_LEVEL') }),
    places: ['src/env.ts:8'],
    twin: (it) => ({ ...it.edit('src/env.ts', '.parse(process.env)', '.parse({ ...process.env, LOG_LEVEL: process.env.SHOP_LOG_LEVEL ?? process.env.LOG_LEVEL })'), ...listed('SHOP_LOG_LEVEL') }),
  },
  {
    rule: 'no-env-default-change',
    what: 'another default',
    change: (it) => it.edit('src/env.ts', "default('info')", "default('debug')"),
    places: ['src/env.ts:8'],
    twin: (it) => it.edit('src/env.ts', "z.string().default('info')", 'z.string().default("info")'),
  },
  {
    rule: 'require-env-declaration',
    what: 'a variable that the manifest does not list',
    change: (it) => it.edit('src/db.ts', 'env.DATABASE_URL });', 'env.DATABASE_URL, ssl: { ca: process.env.DATABASE_CA } });'),
    places: ['src/db.ts:4'],
    twin: (it) => ({ ...it.edit('src/db.ts', 'env.DATABASE_URL });', 'env.DATABASE_URL, ssl: { ca: process.env.DATABASE_CA } });'), ...listed('DATABASE_CA') }),
  },
  {
    rule: 'no-unused-env-declaration',
    what: 'a variable that nothing reads any more',
    change: () => listed('SMTP_HOST'),
    places: ['.env.example:5'],
    twin: (it) => ({ ...listed('SMTP_HOST'), ...it.edit('src/legacy-invoice.ts', '({ id, total })', '({ id, total, by: process.env.SMTP_HOST })') }),
  },
  {
    rule: 'no-early-flag-removal',
    what: 'a flag that is gone while what it guarded stays',
    change: () => ({ 'src/invoices.ts': unguarded, ...flagsWith({ 'new-invoice': undefined }) }),
    places: ['src/invoices.ts:2'],
    twin: () => ({ 'src/invoices.ts': abandoned, ...flagsWith({ 'new-invoice': undefined }) }),
  },
  {
    rule: 'no-stale-flag',
    what: 'a flag that should be gone',
    change: () => flagsWith({ 'old-search': { type: 'release', owner: 'search', createdAt: '2025-06-01', rolledOutAt: '2025-09-01', defaultValue: false } }),
    places: ['src/orders.ts:19'],
    twin: () => flagsWith({ 'old-search': { type: 'permission', owner: 'search', createdAt: '2025-06-01', rolledOutAt: '2025-09-01', defaultValue: false } }),
  },
  {
    rule: 'no-unknown-flag',
    what: 'a flag that nobody has listed',
    change: (it) => it.edit('src/orders.ts', "'read-only'", "'readonly'"),
    places: ['flags.json:17 no-unused-flag', 'src/orders.ts:18'],
    twin: (it) => ({ ...it.edit('src/orders.ts', "'read-only'", "'readonly'"), 'flags.json': shop['flags.json'].replace('read-only', 'readonly') }),
  },
  {
    rule: 'no-unused-flag',
    what: 'a flag that nobody asks for',
    change: () => flagsWith({ 'new-cart': { type: 'release', owner: 'cart', createdAt: '2026-02-20', defaultValue: false } }),
    places: ['flags.json:23'],
    twin: (it) => ({ ...flagsWith({ 'new-cart': { type: 'release', owner: 'cart', createdAt: '2026-02-20', defaultValue: false } }), ...it.edit('src/orders.ts', 'res.json([]);', "res.json(await flags.boolVariation('new-cart', { key: 'search' }, false));") }),
  },
  {
    rule: 'flag-registry-entry',
    what: 'a flag that nobody owns',
    change: () => flagsWith({ 'read-only': { type: 'kill-switch', createdAt: '2025-01-01', defaultValue: false } }),
    places: ['flags.json:17'],
    twin: () => flagsWith({ 'read-only': { type: 'kill-switch', owner: 'operations', createdAt: '2025-01-01', defaultValue: false } }),
  },
  {
    rule: 'no-flag-default-on',
    what: 'a release that is on when the flag service is down',
    change: (it) => it.edit('src/invoices.ts', '}, false)', '}, true)'),
    places: ['src/invoices.ts:5'],
    twin: (it) => it.edit('src/orders.ts', "{ key: 'search' }, false);", "{ key: 'search' }, true);"),
  },
  {
    rule: 'require-feature-flag',
    what: 'an operation without a flag',
    change: () => ({ 'src/orders.ts': refunds('res.json({});') }),
    places: ['src/orders.ts:23'],
    twin: () => ({ 'src/orders.ts': refunds("if (await flags.boolVariation('new-invoice', { key: 'refund' }, false)) res.json({});") }),
  },
  {
    rule: 'require-graceful-shutdown',
    what: 'a server that is cut off in the middle of its answers',
    change: (it) => it.edit('src/server.ts', "process.on('SIGTERM', () => server.close());\n", 'console.log(server.address());\n'),
    places: ['src/server.ts:8'],
    twin: (it) => it.edit('src/server.ts', "process.on('SIGTERM', () => server.close());\n", "for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => server.close());\n"),
  },
  {
    rule: 'require-health-check-coverage',
    what: 'a dependency that no readiness check knows',
    change: () => ({ 'src/search.ts': search, ...listed('SEARCH_URL') }),
    places: ['src/search.ts:3'],
    twin: (it) => ({ 'src/search.ts': search, ...listed('SEARCH_URL'), 'src/health.ts': `import { search } from './search';\n${shop['src/health.ts'].replace('await redis.ping();', 'await redis.ping();\n  await search.ping();')}`, ...it.edit('src/legacy-invoice.ts', '({ id, total })', '({ total, id })') }),
  },
  {
    rule: 'no-static-health-response',
    what: 'a readiness check that looks at nothing',
    change: (it) => it.edit('src/health.ts', "async (req, res) => {\n  await pool.query('SELECT 1');\n  await redis.ping();\n  res.json({ ok: true });\n}", "(req, res) => res.json({ ok: true })"),
    places: ['src/health.ts:9', 'src/cache.ts:4 require-health-check-coverage', 'src/db.ts:4 require-health-check-coverage'],
    twin: (it) => it.edit('src/health.ts', "  await pool.query('SELECT 1');\n  await redis.ping();\n", "  await Promise.all([pool.query('SELECT 1'), redis.ping()]);\n"),
  },
  {
    rule: 'no-dependency-check-in-liveness',
    what: 'a liveness probe that asks the database',
    change: (it) => it.edit('src/health.ts', "(req, res) => res.json({ ok: true }));", "async (req, res) => {\n  await pool.query('SELECT 1');\n  res.json({ ok: true });\n});"),
    places: ['src/health.ts:7'],
    twin: (it) => it.edit('src/health.ts', "res.json({ ok: true }));", 'res.json({ ok: true, uptime: process.uptime() }));'),
  },
  {
    rule: 'no-startup-peer-dependency',
    what: 'a service that does not start while another one is down',
    change: () => ({ 'src/prices.ts': "const response = await fetch('http://prices.internal/list');\nif (!response.ok) throw new Error('No prices.');\nexport const prices = await response.json();\n" }),
    places: ['src/prices.ts:1'],
    twin: () => ({ 'src/prices.ts': "export async function prices(): Promise<unknown> {\n  const response = await fetch('http://prices.internal/list');\n  if (!response.ok) throw new Error('No prices.');\n  return response.json();\n}\n" }),
  },
  {
    rule: 'no-contract-before-deploy',
    what: 'a column in SQL that the version before reads',
    change: () => ({ 'migrations/0002_drop.sql': dropNote, ...{ 'src/orders.ts': shop['src/orders.ts'].replace('status, note', 'status') } }),
    places: ['migrations/0002_drop.sql:1'],
    twin: () => ({ 'migrations/0002_drop.sql': dropArchived }),
  },
  {
    rule: 'no-contract-before-deploy',
    what: 'a column in code that the version before reads',
    change: () => ({ 'db/migrations/20260301_drop.ts': inCode('note') }),
    places: ['db/migrations/20260301_drop.ts:2'],
    twin: () => ({ 'db/migrations/20260301_drop.ts': inCode('archived') }),
  },
];

describe('in a service', () => {
  it('nothing is reported as long as nothing is wrong', async () => {
    expect(await lintAll(new Shop().project.root)).toEqual([]);
  });

  it.each(planted)('$rule finds $what, and not how it is done right', async ({ rule, change, places, twin }) => {
    const it = new Shop();
    const expected = places.map((place) => (place.includes(' ') ? place : `${place} ${rule}`));
    expect((await lintAll(it.change(change(it)).project.root)).sort()).toEqual(expected.sort());
    expect(await lintAll(it.change({ ...shop, ...twin(it) }).project.root)).toEqual([]);
  });
});
