// @ts-check
/**
 * `npm run bench`: sqllint and squawk side by side on one corpus in one run, and what the plugin costs in ESLint.
 *
 *     npm run bench -- [--runs <n>] [--quick] [--editor]
 *
 * Writes `docs/benchmark.md`, `docs/benchmark-plugin.md` and, about changing a file in an editor,
 * `docs/benchmark-editor.md`; `--editor` measures that alone. `--quick` measures
 * the real migrations only, and prints instead of writing.
 */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { measureEditor } from './bench/editor.mjs';
import { fileSets } from './bench/file-sets.mjs';
import { compareTools } from './bench/lint.mjs';
import { machineFacts } from './bench/machine.mjs';
import { asMarkdown, asText } from './bench/report.mjs';
import { compareStartUp } from './bench/start-up.mjs';
import { bringTools } from './bench/tools.mjs';
import { inRoot } from './run/root.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' }, quick: { type: 'boolean', default: false }, editor: { type: 'boolean', default: false } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
  console.error(`--runs takes a whole number of runs, not “${values.runs}”.`);
  process.exit(2);
}

if (values.editor) {
  console.log(measureEditor(runs));
  process.exit();
}

const tools = await bringTools();
const sets = await fileSets({ withGenerated: !values.quick });
const startUp = await compareStartUp(tools, runs);
const lint = [];
for (const set of sets) {
  console.error(`Measuring ${set.name}: ${set.files} files, ${runs} runs of each tool …`);
  lint.push(await compareTools(set, tools, runs));
}

const results = { machine: machineFacts(), tools, runs, lint, startUp };
console.log(asText(results));
if (!values.quick) {
  await writeFile(inRoot('docs/benchmark.md'), asMarkdown(results));
  measureEditor(runs);
  execFileSync(process.execPath, [inRoot('.dev/bench/plugin.mjs'), '--runs', String(runs)], { stdio: 'inherit' });
  console.log('\nWritten to docs/benchmark.md, docs/benchmark-editor.md and docs/benchmark-plugin.md.');
}
