// @ts-check
/**
 * Asks a real PostgreSQL what every down of a folder of migrations brings back.
 *
 *     node .dev/oracle/main.mjs <folder> [--out <file.json>] [--prelude <file.sql>]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { judgePairs } from './judge.mjs';
import { readPairs } from './pairs.mjs';
import { startServer } from './server.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, prelude: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('Say which folder of migrations to judge: node .dev/oracle/main.mjs <folder>.');
  process.exit(2);
}

const pairs = readPairs(folder);
const server = await startServer();
const started = performance.now();
try {
  const { rows } = await (async () => {
    const client = await server.connect('postgres');
    try {
      return await client.query('SHOW server_version');
    } finally {
      await client.end();
    }
  })();
  const prelude = values.prelude === undefined ? '' : readFileSync(values.prelude, 'utf8');
  const judgements = await judgePairs(server, pairs, prelude);

  /** @type {Record<string, number>} */
  const counts = {};
  for (const { outcome } of judgements) counts[outcome] = (counts[outcome] ?? 0) + 1;
  const seconds = Math.round((performance.now() - started) / 1000);
  if (values.out !== undefined)
    writeFileSync(values.out, `${JSON.stringify({ server: rows[0].server_version, counts, judgements }, null, 2)}\n`);
  console.log(`${judgements.length} migrations in ${seconds} s: ${Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`).join(', ')}.`);
} finally {
  await server.stop();
}
