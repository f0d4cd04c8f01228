// @ts-check
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The files of a module of a service, which look like those that people write; one module in five has routes. */
const modules = (/** @type {number} */ number) => ({
  'service.ts': `import { pool } from '../../db';
import type { Order${number} } from './types';

export class Orders${number}Service {
  async find(id: string): Promise<Order${number} | undefined> {
    const { rows } = await pool.query('SELECT id, status, total FROM orders_${number} WHERE id = $1', [id]);
    return rows[0];
  }

  async list(status: string, limit = 50): Promise<Order${number}[]> {
    const { rows } = await pool.query('SELECT id, status, total FROM orders_${number} WHERE status = $1 LIMIT $2', [status, limit]);
    return rows.filter((row) => row.total > 0).map((row) => ({ ...row, total: Math.round(row.total * 100) / 100 }));
  }
}
`,
  ...(number % 5 === 0 ? routes(number) : sums(number)),
  'types.ts': `export interface Order${number} {
  readonly id: string;
  readonly status: 'open' | 'paid';
  readonly total: number;
  readonly note?: string;
}
`,
  'format.ts': `import type { Order${number} } from './types';

/** How an order reads on an invoice. */
export function format(order: Order${number}): string {
  const parts = [order.id, order.status, order.total.toFixed(2)];
  if (order.note !== undefined) parts.push(order.note.trim());
  const locale = process.env.ORDER_LOCALE_${number % 40} ?? 'en';
  return parts.join(locale === 'fr' ? ' ; ' : ', ');
}
`,
});

const routes = (/** @type {number} */ number) => ({
  'routes.ts': `import { Router } from 'express';
import { z } from 'zod';
import { client } from '../../flags';
import { Orders${number}Service } from './service';

const service = new Orders${number}Service();
const body = z.object({ id: z.string(), status: z.enum(['open', 'paid']).optional(), note: z.string().max(200).optional() });
export const orders${number}Router = Router();

orders${number}Router.get('/orders-${number}/:id', async (req, res) => {
  res.json(await service.find(req.params.id));
});
orders${number}Router.post('/orders-${number}', async (req, res) => {
  const order = body.parse(req.body);
  if (await client.boolVariation('checkout-${number % 60}', { key: order.id }, false)) res.status(202);
  res.json(order);
});
`,
});

const sums = (/** @type {number} */ number) => ({
  'sums.ts': `import type { Order${number} } from './types';

/** What all orders come to, by their status. */
export function sums(orders: readonly Order${number}[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const { status, total } of orders) all.set(status, (all.get(status) ?? 0) + total);
  return all;
}
`,
});

/** How many modules make up a service. */
const MODULES_OF_SERVICE = 125;
const FILES_OF_MODULE = 4;

/** The files of a service besides its modules. The first one is what gets changed: something in it is for every rule. */
function service(/** @type {number} */ number) {
  const routers = Array.from({ length: MODULES_OF_SERVICE / 5 }, (_, at) => ({ name: `orders${number * MODULES_OF_SERVICE + at * 5}Router`, module: at * 5 }));
  return {
    'src/server.ts': `import express from 'express';
import Redis from 'ioredis';
import { z } from 'zod';
import { client } from './flags';
import { pool } from './db';
${routers.map(({ name, module }) => `import { ${name} } from './modules/m${module}/routes';`).join('\n')}

const env = z.object({ DATABASE_URL: z.string(), REDIS_URL: z.string() }).parse(process.env);
export const redis = new Redis(env.REDIS_URL, { connectTimeout: 5000 });
const app = express();
${routers.map(({ name }) => `app.use('/api', ${name});`).join('\n')}
app.get('/live', (req, res) => res.json({ ok: true }));
app.get('/ready', async (req, res) => {
  await pool.query('SELECT 1');
  res.json({ ok: true });
});
app.get('/api/me', async (req, res) => {
  const isNew = await client.boolVariation('new-profile', { key: 'me' }, false);
  res.json({ isNew });
});
app.listen(Number(process.env.PORT ?? 3000));
`,
    'src/db.ts': `import { Pool } from 'pg';\n\nexport const pool = new Pool({ connectionString: process.env.DATABASE_URL });\n`,
    'src/flags.ts': `import { init } from '@launchdarkly/node-server-sdk';\n\nexport const client = init(process.env.FLAGS_KEY ?? '');\n`,
    'package.json': `${JSON.stringify({ name: `@bench/service-${number}`, dependencies: { express: '5', pg: '8', ioredis: '5', zod: '4' } })}\n`,
  };
}

/**
 * Makes a git repository of services in TypeScript, all of it committed on `main`, in a temporary folder.
 *
 * @param {number} files about so many
 */
export function makeLargeRepository(files) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'delivery-bench-')));
  const services = Math.round(files / (MODULES_OF_SERVICE * FILES_OF_MODULE));
  const write = (/** @type {string} */ path, /** @type {string} */ text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const flags = Object.fromEntries(['new-profile', ...Array.from({ length: 60 }, (_, at) => `checkout-${at}`)].map((key) => [key, { flagType: 'boolean', defaultValue: false, type: 'release', owner: 'orders', createdAt: '2026-01-05' }]));
  write('package.json', `${JSON.stringify({ name: 'bench', private: true, workspaces: ['services/*'] })}\n`);
  write('flags.json', `${JSON.stringify({ flags }, null, 2)}\n`);
  write('.env.example', `DATABASE_URL=\nREDIS_URL=\nFLAGS_KEY=\n${Array.from({ length: 40 }, (_, at) => `ORDER_LOCALE_${at}=\n`).join('')}`);
  let count = 3;
  for (let number = 0; number < services; number += 1) {
    for (const [path, text] of Object.entries(service(number))) write(`services/s${number}/${path}`, text);
    for (let at = 0; at < MODULES_OF_SERVICE; at += 1) {
      for (const [path, text] of Object.entries(modules(number * MODULES_OF_SERVICE + at))) write(`services/s${number}/src/modules/m${at}/${path}`, text);
    }
    count += 4 + MODULES_OF_SERVICE * FILES_OF_MODULE;
  }
  const git = (/** @type {string[]} */ ...args) => execFileSync('git', ['-C', root, '-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false', ...args], { stdio: 'ignore' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=Begin');
  git('checkout', '--quiet', '-b', 'change');
  return { root, files: count, changed: join(root, 'services/s3/src/server.ts'), remove: () => rmSync(root, { recursive: true, force: true }) };
}
