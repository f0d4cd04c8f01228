// @ts-check
/**
 * Holds sqllint's word against the server's: which “down does not restore” and
 * “down fails” are true, which are not, and which were missed.
 *
 *     node .dev/oracle/compare.mjs <folder> --oracle <file.json> [--out <file.json>] [--command <main.js>] [--quiet]
 *
 * The oracle's file comes from `main.mjs`. Only migrations whose up ran on the
 * server count.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { confront, summarise } from './confront.mjs';
import { runSqllint } from './sqllint.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { oracle: { type: 'string' }, out: { type: 'string' }, command: { type: 'string' }, quiet: { type: 'boolean', default: false } },
});
const [folder] = positionals;
if (folder === undefined || values.oracle === undefined) {
  console.error('Say which folder, and what the oracle said of it: node .dev/oracle/compare.mjs <folder> --oracle <file.json>.');
  process.exit(2);
}

/** @type {{ judgements: import('./judge.mjs').Judgement[] }} */
const { judgements } = JSON.parse(readFileSync(values.oracle, 'utf8'));
const cases = confront(folder, judgements, runSqllint(folder, { command: values.command }));
const summary = summarise(cases);
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify({ summary, cases }, null, 2)}\n`);

const oneLine = (/** @type {string | undefined} */ text, length = 160) => (text ?? '').replace(/\s+/g, ' ').slice(0, length);
/** The parts of two long texts in which they differ, with a little before. */
function whereTheyDiffer(/** @type {string | undefined} */ before, /** @type {string | undefined} */ after) {
  const [a, b] = [before, after].map((text) => oneLine(text, Infinity));
  if (a === undefined || b === undefined || a === '' || b === '') return `${oneLine(before)} -> ${oneLine(after)}`;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const from = Math.max(0, at - 40);
  return `${a.slice(from, from + 160)} -> ${b.slice(from, from + 160)}`;
}

if (!values.quiet)
  for (const { id, kind, findings, judgement } of cases) {
    if (kind === 'confirmed' || kind === 'agreed' || kind === 'said otherwise') continue;
    console.log(`\n${kind}: ${id} (oracle: ${judgement.outcome})`);
    for (const finding of findings) console.log(`  said  ${finding.rule} ${finding.script}:${finding.line} [${finding.judged}] ${oneLine(finding.message, 700)}`);
    if (judgement.error !== undefined) console.log(`  error ${oneLine(judgement.error)}`);
    for (const difference of [...(judgement.differences ?? []), ...(judgement.cosmetic ?? []), ...(judgement.apart ?? [])].slice(0, 12))
      console.log(`  ${difference.change} ${difference.kind} ${difference.object}: ${whereTheyDiffer(difference.before, difference.after)}`);
  }
console.log(`\n${JSON.stringify(summary)}`);
