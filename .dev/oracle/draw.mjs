// @ts-check
/**
 * Draws findings at random from what sqllint says of histories by default, each with its statement, for somebody to judge.
 *
 *     node .dev/oracle/draw.mjs <folder>... [--count 50] [--seed 1] [--dialect <name>]
 *
 * The same seed draws the same findings from the same output. Each folder has the same share.
 * Behind `=`, a folder may have a dialect of its own: `db=mysql`; `found` leaves it to sqllint.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { runSqllint } from './sqllint.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' }, dialect: { type: 'string', default: 'postgres' } },
});
if (positionals.length === 0) {
  console.error('Say which folders of migrations to draw from: node .dev/oracle/draw.mjs <folder>...');
  process.exit(2);
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(/** @type {number} */ seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = randomFrom(Number(values.seed));
const count = Number(values.count);
/** @type {Map<string, number>} */
const drawnByRule = new Map();
let number = 0;
for (const [index, argument] of positionals.entries()) {
  const [folder = '', dialect = values.dialect] = argument.split('=');
  const findings = runSqllint(folder, { dialect }).flatMap(({ id, files, findings: found }) => found.map((finding) => ({ ...finding, id, file: finding.script === 'down' ? (files.down ?? files.up) : files.up })));
  const share = Math.floor((count * (index + 1)) / positionals.length) - Math.floor((count * index) / positionals.length);
  console.log(`${folder}: ${findings.length} findings, ${Math.min(share, findings.length)} drawn`);
  for (let drawn = 0; drawn < share && findings.length > 0; drawn++) {
    const [finding] = findings.splice(Math.floor(random() * findings.length), 1);
    if (!finding) break;
    drawnByRule.set(finding.rule, (drawnByRule.get(finding.rule) ?? 0) + 1);
    const lines = readFileSync(finding.file, 'utf8').split('\n').slice(finding.line - 1, finding.line + 5);
    console.log(`\n${++number}. ${finding.rule} ${finding.id} ${finding.script}:${finding.line}\n   ${finding.message}\n${lines.map((line) => `   | ${line}`).join('\n')}`);
  }
}
console.log(`\n${[...drawnByRule].sort((a, b) => b[1] - a[1]).map(([rule, drawn]) => `${rule} ${drawn}`).join(', ')}`);
