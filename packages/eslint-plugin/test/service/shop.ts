import path from 'node:path';
import json from '@eslint/json';
import * as parser from '@typescript-eslint/parser';
import type { Linter } from 'eslint';
import { ESLint } from 'eslint';
import { lookAgain } from '../../src/project/text-index.ts';
import delivery from '../../src/sql.ts';
import type { Files } from '../git-project.ts';
import { GitProject } from '../git-project.ts';

/** What a change does to the running system, as far as the code of the change and the version before tell. */
const rules = {
  'js/js': [
    'no-new-required-env',
    'no-env-rename-without-alias',
    'no-env-default-change',
    'require-env-declaration',
    'no-early-flag-removal',
    'no-stale-flag',
    'no-unknown-flag',
    'no-flag-default-on',
    'require-feature-flag',
    'require-graceful-shutdown',
    'require-health-check-coverage',
    'no-static-health-response',
    'no-dependency-check-in-liveness',
    'no-startup-peer-dependency',
    'no-contract-before-deploy',
  ],
  'json/json': ['flag-registry-entry', 'no-unused-flag', 'no-flag-default-on'],
  'delivery/dotenv': ['no-unused-env-declaration'],
  'delivery/sql': ['no-contract-before-deploy'],
} as const;

const severities = (language: keyof typeof rules): Linter.RulesRecord => Object.fromEntries(rules[language].map((name) => [`delivery/${name}`, 'error']));

/** A small service as people write them: Express, PostgreSQL, Redis, a flag service, probes, migrations. Nothing is wrong with it. */
export const shop = {
  'package.json': '{ "name": "shop", "scripts": { "start": "node dist/server.js" } }\n',
  '.env.example': 'DATABASE_URL=postgres://localhost/shop\nREDIS_URL=redis://localhost\nFLAGS_KEY=\nLOG_LEVEL=info\n',
  'flags.json': `${JSON.stringify(
    {
      exportedAt: '2026-03-01',
      flags: {
        'new-invoice': { type: 'release', owner: 'billing', createdAt: '2026-02-01', defaultValue: false },
        'old-search': { type: 'release', owner: 'search', createdAt: '2025-11-01', rolledOutAt: '2026-02-20', defaultValue: false },
        'read-only': { type: 'kill-switch', owner: 'platform', createdAt: '2025-01-01', defaultValue: false },
      },
    },
    null,
    2,
  )}\n`,
  'migrations/0001_begin.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, status text NOT NULL, note text, archived boolean);\n',
  'src/env.ts': `import { z } from 'zod';

export const env = z
  .object({
    DATABASE_URL: z.string(),
    REDIS_URL: z.string(),
    FLAGS_KEY: z.string(),
    LOG_LEVEL: z.string().default('info'),
  })
  .parse(process.env);
`,
  'src/db.ts': "import { Pool } from 'pg';\nimport { env } from './env';\n\nexport const pool = new Pool({ connectionString: env.DATABASE_URL });\n",
  'src/cache.ts': "import Redis from 'ioredis';\nimport { env } from './env';\n\nexport const redis = new Redis(env.REDIS_URL);\n",
  'src/flags.ts': "import { init } from '@launchdarkly/node-server-sdk';\nimport { env } from './env';\n\nexport const flags = init(env.FLAGS_KEY);\n",
  'src/health.ts': `import { Router } from 'express';
import { redis } from './cache';
import { pool } from './db';

export const health = Router();

health.get('/live', (req, res) => res.json({ ok: true }));

health.get('/ready', async (req, res) => {
  await pool.query('SELECT 1');
  await redis.ping();
  res.json({ ok: true });
});
`,
  'src/invoices.ts': `import type { LDClient } from '@launchdarkly/node-server-sdk';
import { legacyInvoice } from './legacy-invoice';

export async function invoice(flags: LDClient, order: { id: string; total: number }): Promise<object> {
  if (await flags.boolVariation('new-invoice', { key: order.id }, false)) {
    const lines = [{ order: order.id, amount: order.total }];
    const number = \`INV-\${order.id.padStart(8, '0')}\`;
    return { number, lines, currency: 'EUR' };
  }
  return legacyInvoice(order.id, order.total);
}
`,
  'src/legacy-invoice.ts': 'export const legacyInvoice = (id: string, total: number) => ({ id, total });\n',
  'src/orders.ts': `import { Router } from 'express';
import { pool } from './db';
import { flags } from './flags';
import { invoice } from './invoices';

export const orders = Router();

orders.get('/orders/:id', async (req, res) => {
  const { rows } = await pool.query('SELECT id, status, note FROM orders WHERE id = $1', [req.params.id]);
  res.json(rows[0]);
});

orders.get('/orders/:id/invoice', async (req, res) => {
  res.json(await invoice(flags, { id: req.params.id, total: 1 }));
});

orders.get('/search', async (req, res) => {
  const isReadOnly = await flags.boolVariation('read-only', { key: 'search' }, false);
  if (await flags.boolVariation('old-search', { key: 'search' }, false)) res.json({ isReadOnly });
  else res.json([]);
});
`,
  'src/server.ts': `import express from 'express';
import { health } from './health';
import { orders } from './orders';

const app = express();
app.use(health);
app.use('/api', orders);
const server = app.listen(3000);

process.on('SIGTERM', () => server.close());
`,
} as const satisfies Files;

/** The shop under git, with the version that runs on `main`. */
export class Shop {
  readonly project = new GitProject(shop);

  /** Changes files, and commits nothing. */
  change(files: Files): this {
    this.project.write(files);
    lookAgain();
    return this;
  }

  /** Puts a text of a file of the shop into the place of another. */
  edit(file: keyof typeof shop, from: string, to: string): Files {
    if (!shop[file].includes(from)) throw new Error(`${file} does not hold ${from}.`);
    return { [file]: shop[file].replace(from, to) };
  }
}

/**
 * Lints a folder with all rules about changes.
 * @returns the places and rules of what is reported: `src/env.ts:5 no-new-required-env`
 */
export async function lintAll(root: string): Promise<string[]> {
  lookAgain();
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    errorOnUnmatchedPattern: false,
    overrideConfig: [
      { plugins: { delivery, json }, settings: { delivery: { flags: { registry: 'flags.json' } } } },
      { files: ['**/*.ts'], languageOptions: { parser }, rules: severities('js/js') },
      { files: ['**/flags.json'], language: 'json/json', rules: severities('json/json') },
      { files: ['**/.env*'], language: 'delivery/dotenv', rules: severities('delivery/dotenv') },
      { files: ['**/*.sql'], language: 'delivery/sql', rules: severities('delivery/sql') },
    ],
  });
  const results = await eslint.lintFiles(['.']);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message, messageId }) => `${path.relative(root, filePath).replaceAll('\\', '/')}:${line} ${ruleId === null ? message : ruleId.replace('delivery/', '')}${messageId === 'baselineUnavailable' ? ' has no baseline' : ''}`),
  );
}
