// @ts-check
/**
 * Holds what `sqllint verify` shows of the downs of a history against what an independent dump and
 * compare on a real server showed.
 *
 *     node .dev/oracle/verify.mjs <folder> --oracle <file.json> [--prelude <file.sql>] [--out <file.json>] [--on-server]
 *
 * The oracle's file comes from `main.mjs`. PGlite is asked, and with `--on-server` a server as
 * `--database-url` would name one, which is started for the run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { load, readMigrations } from '../../packages/sqllint/dist/index.js';
import { verifyInThreads } from '../../packages/sqllint/dist/cli/verify/verify-in-threads.js';
import { openPostgresServer } from '../../packages/sqllint/dist/verify/engines/postgres-server/postgres-server.js';
import { verifySet } from '../../packages/sqllint/dist/verify/verify.js';
import { startServer } from './server.mjs';

/** @typedef {import('./judge.mjs').Judgement} Judgement */
/** @typedef {import('../../packages/sqllint/dist/verify/result.js').VerifiedMigration} VerifiedMigration */
/** @typedef {'up fails' | 'no down' | 'down fails' | 'not restored' | 'restored'} Verdict */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { oracle: { type: 'string' }, prelude: { type: 'string' }, out: { type: 'string' }, 'on-server': { type: 'boolean' } },
});
const [folder] = positionals;
if (folder === undefined || values.oracle === undefined) {
  console.error('Say which folder, and what the oracle said of it: node .dev/oracle/verify.mjs <folder> --oracle <file.json>.');
  process.exit(2);
}

/** What the oracle counts as apart. */
const apart = new Set(['comment', 'privileges', 'default privileges', 'role']);

/** @returns {Verdict} */
function ofOracle(/** @type {Judgement} */ { outcome }) {
  if (outcome === 'up-fails') return 'up fails';
  if (outcome === 'no-down') return 'no down';
  if (outcome === 'down-fails') return 'down fails';
  return outcome === 'not-restored' || outcome === 'empty-down' ? 'not restored' : 'restored';
}

/** @returns {Verdict} */
function ofRun(/** @type {VerifiedMigration} */ { up, down }) {
  if (up.failure) return 'up fails';
  if (!down || down.source === 'generated') return 'no down';
  if (!down.schema) return 'down fails';
  return down.schema.differences.some(({ kind }) => !apart.has(kind)) ? 'not restored' : 'restored';
}

/** @type {Judgement[]} */
const judgements = JSON.parse(readFileSync(values.oracle, 'utf8')).judgements;
const byFile = new Map(judgements.map((judgement) => [resolve(folder, judgement.files.up), judgement]));
const started = performance.now();
const cpu = process.cpuUsage();
let [all, agreed, unknown] = [0, 0, 0];
/** @type {unknown[]} */
const cases = [];
for (const set of readMigrations([folder])) {
  const options = { seed: 0, ...(values.prelude === undefined ? {} : { prelude: readFileSync(values.prelude, 'utf8') }) };
  const compare = (/** @type {VerifiedMigration} */ migration) => {
    const judgement = byFile.get(resolve(migration.files.up));
    if (!judgement) return;
    if (judgement.outcome === 'role-in-use') {
      unknown += 1;
      return;
    }
    const [oracle, run] = [ofOracle(judgement), ofRun(migration)];
    all += 1;
    if (oracle === run) agreed += 1;
    else console.log(`${migration.id}: the oracle says ${oracle}, verify says ${run}. ${judgement.error ?? ''} | ${(migration.up.failure ?? migration.down?.failure)?.error.message ?? JSON.stringify(migration.down?.schema?.differences.slice(0, 3))} | ${JSON.stringify(judgement.differences?.slice(0, 2) ?? []).slice(0, 400)}`);
    cases.push({ id: migration.id, oracle, run, verdict: migration.verdict, unfilled: migration.seed.unfilled.length, broken: migration.oldCode?.broken, rowsFailure: migration.up.failureOnRows, lost: migration.down?.lost, failure: migration.down?.failure, milliseconds: migration.milliseconds, behind: migration.down?.behind });
  };
  if (values['on-server']) {
    const server = await startServer();
    try {
      const engine = await openPostgresServer(process.cwd(), { url: server.url, seconds: 60, allowsServerChanges: true });
      for await (const migration of verifySet(set, engine, await load('postgres'), options)) compare(migration);
      await engine.close();
    } finally {
      await server.stop();
    }
    continue;
  }
  const wanted = set.migrations.map(({ id }) => id);
  await verifyInThreads({ folder: process.cwd(), dialect: 'postgres', set, wanted, generatedDowns: new Map(), options, seconds: 60 }, compare);
}
const seconds = (/** @type {number} */ milliseconds) => (milliseconds / 1000).toFixed(1);
const { user, system } = process.cpuUsage(cpu);
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(cases, undefined, 2)}\n`);
console.log(`${folder}: ${agreed} of ${all} agree${unknown === 0 ? '' : `, and of ${unknown} the oracle cannot tell`}; ${seconds(performance.now() - started)} s, of CPU ${seconds((user + system) / 1000)} s.`);
