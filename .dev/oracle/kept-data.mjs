// @ts-check
/**
 * Asks a real PostgreSQL whether the downs that `sqllint down --keep-data` writes bring the rows back:
 * fills every table, applies the amended up and its down, and compares schema and rows.
 *
 *     node .dev/oracle/kept-data.mjs <folder> [--out <file.json>] [--prelude <file.sql>] [--library <index.js>]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';

import { compareFingerprints } from './difference.mjs';
import { apply } from './judge.mjs';
import { readPairs } from './pairs.mjs';
import { seed, takeRows } from './seed.mjs';
import { startServer } from './server.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    prelude: { type: 'string' },
    library: { type: 'string', default: new URL('../../packages/sqllint/dist/index.js', import.meta.url).pathname },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('Say which folder of migrations to judge: node .dev/oracle/kept-data.mjs <folder>.');
  process.exit(2);
}

/** @type {typeof import('../../packages/sqllint/dist/index.js')} */
const sqllint = await import(pathToFileURL(resolve(values.library)).href);
const postgres = await sqllint.load('postgres');
const written = new Map();
for (const set of sqllint.readMigrations([folder])) {
  if (set.dialect !== undefined && set.dialect !== 'postgres') continue;
  for (const { migration, down } of sqllint.downsOf(set, postgres, { pgVersion: 18, keepData: true }))
    written.set(resolve(migration.up.file), { down, from: migration.up.start, rest: migration.up.source.text.length - migration.up.end });
}

const MAIN = 'oracle';
const TRIAL = 'kept';
const server = await startServer();
/** @type {Record<string, number>} */
const counts = {};
/** @type {unknown[]} */
const cases = [];

/** @param {(client: import('./server.mjs').Client) => Promise<T>} work @template T */
async function inTrial(work) {
  const client = await server.connect(TRIAL);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

try {
  await server.admin(`CREATE DATABASE ${MAIN}`);
  await apply(server, MAIN, values.prelude === undefined ? '' : readFileSync(values.prelude, 'utf8'));
  for (const { id, up, files } of readPairs(folder)) {
    const found = written.get(resolve(folder, files.up));
    if (found?.down.amendedUp !== undefined) {
      const { down, from, rest } = found;
      await server.admin(`CREATE DATABASE ${TRIAL} TEMPLATE ${MAIN} STRATEGY file_copy`);
      let outcome = 'up fails on our rows';
      let detail = '';
      try {
        const rows = await inTrial(seed);
        const schemaBefore = await apply(server, TRIAL, '');
        const rowsBefore = await inTrial(takeRows);
        await apply(server, TRIAL, down.amendedUp.slice(from, down.amendedUp.length - rest));
        outcome = 'down fails';
        const { differences } = compareFingerprints(schemaBefore, await apply(server, TRIAL, down.text));
        const rowsAfter = await inTrial(takeRows);
        const lost = [...rowsBefore].filter(([table, content]) => rowsAfter.get(table) !== content).map(([table]) => table);
        outcome = differences.length > 0 ? 'schema differs' : lost.length > 0 ? 'rows differ' : rows === 0 ? 'no rows' : 'everything is back';
        detail = differences.length > 0 ? differences.map(({ change, object }) => `${change} ${object}`).join(', ') : lost.map((table) => `${table}: ${rowsBefore.get(table)} -> ${rowsAfter.get(table)}`.slice(0, 300)).join(' | ');
      } catch (error) {
        detail = error instanceof Error ? error.message : String(error);
      } finally {
        await server.admin(`DROP DATABASE ${TRIAL} WITH (FORCE)`);
      }
      const isSaid = down.brings !== 'everything';
      const label = isSaid && outcome !== 'everything is back' ? `${outcome} (as it says)` : outcome;
      counts[label] = (counts[label] ?? 0) + 1;
      cases.push({ id, outcome, brings: down.brings, warnings: down.warnings, detail, up: down.amendedUp, down: down.text });
      if (outcome !== 'everything is back' && outcome !== 'up fails on our rows' && !isSaid) console.log(`${label}: ${id} ${detail}`);
    }
    await apply(server, MAIN, up).catch(() => undefined);
  }
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(cases, null, 2)}\n`);
  console.log(JSON.stringify(counts));
} finally {
  await server.stop();
}
