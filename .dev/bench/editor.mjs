// @ts-check
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot } from '../run/root.mjs';
import { makeLargeRepository } from './large-repository.mjs';
import { machineFacts } from './machine.mjs';
import { median } from './median.mjs';

/**
 * @typedef {object} Run what `editor-run.mjs` prints
 * @property {number} rules how many there are
 * @property {number} cold milliseconds of CPU time, as all of them
 * @property {readonly number[]} warm
 * @property {readonly number[]} withoutRules
 * @property {number} index
 * @property {readonly string[]} found the rules that reported something
 */

const FILES = 5000;
/** What somebody types. The second is one of which other modules may know. */
const CHANGES = [
  { what: 'a variable in the schema of the environment, in the file that starts a service', file: 'src/server.ts', before: 'REDIS_URL: z.string()', after: 'REDIS_URL: z.string(), MAIL_URL: z.string()' },
  { what: 'a field of a type that other modules import', file: 'src/modules/m0/types.ts', before: '  readonly status:', after: '  readonly state:' },
];

/**
 * Measures how long somebody waits who changes a file of a large repository, and writes `docs/benchmark-editor.md`.
 *
 * @param {number} runs
 */
export function measureEditor(runs) {
  const repository = makeLargeRepository(FILES);
  try {
    const rows = CHANGES.map((change) => {
      const file = `${dirname(dirname(repository.changed))}/${change.file}`;
      /** @type {Run[]} */
      const done = Array.from({ length: runs }, () => JSON.parse(execFileSync(process.execPath, [inRoot('.dev/bench/editor-run.mjs'), repository.root, file, change.before, change.after], { encoding: 'utf8' })));
      return { change, done };
    });
    const page = pageOf(rows, repository.files, runs);
    writeFileSync(inRoot('docs/benchmark-editor.md'), page);
    return page;
  } finally {
    repository.remove();
  }
}

/**
 * @param {readonly { change: typeof CHANGES[number], done: readonly Run[] }[]} rows
 * @param {number} files
 * @param {number} runs
 */
function pageOf(rows, files, runs) {
  const { system, processor, cores, memoryGiB, node } = machineFacts();
  const all = rows.flatMap(({ done }) => done);
  const ms = (/** @type {readonly number[]} */ values) => `${Math.round(median(values))} ms`;
  return `# What changing a file costs

<!-- Written by “npm run bench -- --editor”. Do not edit: run it again. -->

Somebody changes one file of a git repository of ${files.toLocaleString('en')} files, ten services in Express of which each has 25 modules with routes and 100 without, and ESLint lints it with all ${all[0]?.rules ?? 0} rules for code that this plugin has. Each number is the median of ${runs} runs, in CPU time of the process, so that it holds on a busy machine as well; the few calls of git are not among it.

| what is changed | the first time | again | of it ESLint and its parser |
| --- | --- | --- | --- |
${rows.map(({ change, done }) => `| ${change.what} | ${ms(done.map(({ cold }) => cold))} | ${ms(done.flatMap(({ warm }) => warm))} | ${ms(done.flatMap(({ withoutRules }) => withoutRules))} |`).join('\n')}

The first time, the list of files, their texts and the baseline are read. Reading and searching the texts of all files takes ${ms(all.map(({ index }) => index))} of it. Later only what has changed on the disk is read again, which is looked at once a second at most.

Where a schema breaks that other modules may use, all files that register routes are parsed, once.

## Where

${system}, ${cores} cores (${processor}), ${memoryGiB} GiB of memory, Node ${node}.
`;
}
