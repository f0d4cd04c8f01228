// @ts-check
/**
 * Asks a real PostgreSQL whether the downs that sqllint writes bring the schema back: applies each
 * up, then the generated down in the place of the project's own, and compares.
 *
 *     node .dev/oracle/downs.mjs <folder> [--out <file.json>] [--prelude <file.sql>] [--library <index.js>] [--quiet]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';

import { judgePairs } from './judge.mjs';
import { readPairs } from './pairs.mjs';
import { startServer } from './server.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    prelude: { type: 'string' },
    library: { type: 'string', default: new URL('../../packages/sqllint/dist/index.js', import.meta.url).pathname },
    quiet: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('Say which folder of migrations to judge: node .dev/oracle/downs.mjs <folder>.');
  process.exit(2);
}

/** @type {typeof import('../../packages/sqllint/dist/index.js')} */
const sqllint = await import(pathToFileURL(resolve(values.library)).href);
const postgres = await sqllint.load('postgres');

/** What sqllint writes, by the path of the up. */
const written = new Map();
/** What its own rules say of that. @type {string[]} */
const findings = [];
for (const set of sqllint.readMigrations([folder])) {
  if (set.dialect !== undefined && set.dialect !== 'postgres') continue;
  /** @type {typeof set.migrations[number][]} */
  const migrations = [];
  for (const { migration, down } of sqllint.downsOf(set, postgres, { pgVersion: 18 })) {
    written.set(resolve(migration.up.file), down);
    const script = { file: `${migration.id} (generated)`, source: new sqllint.SourceText(down.text), start: 0, end: down.text.length, transaction: migration.up.transaction };
    migrations.push({ ...migration, down: script });
    if (down.brings === 'nothing') continue;
    findings.push(migration.id);
  }
  const promised = new Set(findings.splice(0));
  const { migrations: results } = sqllint.lintSet({ ...set, hasDowns: true, migrations }, postgres, { pgVersion: 18 });
  for (const { id, findings: found } of results) {
    if (!promised.has(id)) continue;
    for (const { rule, script, message } of found) if (script === 'down') findings.push(`${rule}: ${id} ${message}`);
  }
}

const pairs = readPairs(folder).flatMap((pair) => {
  const down = written.get(resolve(folder, pair.files.up));
  return [{ ...pair, down: down?.text, brings: down?.brings }];
});
const server = await startServer();
try {
  const prelude = values.prelude === undefined ? '' : readFileSync(values.prelude, 'utf8');
  const judgements = await judgePairs(server, pairs, prelude);
  const cases = judgements.map((judgement, index) => ({ ...judgement, brings: pairs[index]?.brings, down: pairs[index]?.down }));
  const compared = cases.filter(({ outcome }) => outcome !== 'up-fails' && outcome !== 'no-down' && outcome !== 'role-in-use');
  const isBack = (/** @type {{ outcome: string }} */ { outcome }) => outcome === 'restored' || outcome === 'restored-but-cosmetic';
  const promised = compared.filter(({ brings }) => brings !== 'nothing');
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify({ cases }, null, 2)}\n`);
  if (!values.quiet)
    for (const { id, outcome, error, differences = [], brings } of cases) {
      if (isBack({ outcome }) || outcome === 'up-fails' || outcome === 'no-down') continue;
      console.log(`${outcome}${brings === 'nothing' ? ' (as it says)' : ''}: ${id} ${error ?? ''}`);
      for (const difference of differences.slice(0, 6))
        console.log(`  ${difference.change} ${difference.kind} ${difference.object}: ${short(difference.before)} -> ${short(difference.after)}`);
    }
  if (!values.quiet) for (const finding of findings) console.log(`our own rule says ${finding}`);
  const count = (/** @type {string} */ outcome) => compared.filter((one) => one.outcome === outcome).length;
  console.log(
    JSON.stringify({
      migrations: cases.length,
      compared: compared.length,
      restored: count('restored'),
      cosmetic: count('restored-but-cosmetic'),
      notRestored: count('not-restored'),
      fails: count('down-fails'),
      empty: count('empty-down'),
      promised: promised.length,
      kept: promised.filter(isBack).length,
      findings: findings.length,
    }),
  );
} finally {
  await server.stop();
}

function short(/** @type {string | undefined} */ text) {
  return (text ?? '').replaceAll(/\s+/g, ' ').slice(0, 110);
}
