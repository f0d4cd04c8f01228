// @ts-check
/** Puts the measurements into tables: one text for the terminal, one page for the docs. */

/** @typedef {import('./lint.mjs').LintResult} LintResult */
/** @typedef {import('./interleaved.mjs').Measurement} Measurement */
/** @typedef {import('./machine.mjs').MachineFacts} MachineFacts */
/** @typedef {import('./tools.mjs').Tools} Tools */

/**
 * @typedef {object} Results
 * @property {MachineFacts} machine
 * @property {Tools} tools
 * @property {number} runs
 * @property {LintResult[]} lint
 * @property {Awaited<ReturnType<typeof import('./start-up.mjs').compareStartUp>>} startUp
 */

const milliseconds = (/** @type {number} */ value) => (value < 10_000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(1)} s`);
const mebibytes = (/** @type {number | undefined} */ value) => (value === undefined ? 'not measured' : `${value.toFixed(0)} MiB`);
const ratio = (/** @type {number | undefined} */ a, /** @type {number | undefined} */ b) => (a === undefined || b === undefined ? '' : `${(a / b).toFixed(2)} ×`);
const count = (/** @type {number} */ value) => value.toLocaleString('en-US');

/** @returns {string[][]} one row per set and measure, the head first */
function lintTable(/** @type {LintResult[]} */ results) {
  /** @type {[name: string, measure: keyof Measurement, written: (value: number | undefined) => string][]} */
  const measures = [
    ['wall time', 'wall', (value) => milliseconds(value ?? NaN)],
    ['CPU time', 'cpu', (value) => milliseconds(value ?? NaN)],
    ['peak memory', 'memory', mebibytes],
  ];
  const rows = results.flatMap(({ set, squawk, ...sqllint }) =>
    measures.map(([name, measure, written], index) => {
      const beside = (/** @type {Measurement} */ measured) => `${written(measured[measure])} (${ratio(measured[measure], squawk[measure])})`;
      const head = index === 0 ? [set.name, count(set.files)] : ['', ''];
      return [...head, name, written(squawk[measure]), beside(sqllint.everything), beside(sqllint.nothing), beside(sqllint.oneFile)];
    }),
  );
  return [['Set', 'Files', 'Measure', 'squawk', 'sqllint, no cache', 'sqllint, nothing changed', 'sqllint, one file changed'], ...rows];
}

/** @returns {string[][]} */
function startUpTable(/** @type {Results['startUp']} */ { node, parser, version, empty, postgres, mysql, sqlite, squawkVersion }) {
  const row = (/** @type {string} */ name, /** @type {Measurement} */ measured) => [
    name,
    milliseconds(measured.wall),
    milliseconds(measured.cpu),
    mebibytes(measured.memory),
    ratio(measured.wall, parser.wall),
  ];
  return [
    ['Start', 'Wall time', 'CPU time', 'Peak memory', 'Wall time / Node with the parser'],
    row('`node -e 0`', node),
    row('Node with the parser loaded', parser),
    row('`sqllint --version`', version),
    row('`sqllint` on an empty folder', empty),
    row('`sqllint` on one migration of PostgreSQL', postgres),
    row('`sqllint` on one migration of MySQL', mysql),
    row('`sqllint` on one migration of SQLite', sqlite),
    row('`squawk --version`', squawkVersion),
  ];
}

/** @returns {string} */
function padded(/** @type {string[][]} */ rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

/** @returns {string} */
function markdownTable(/** @type {string[][]} */ [head = [], ...rows]) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @returns {string} */
export function asText(/** @type {Results} */ { lint, startUp }) {
  return `${padded(lintTable(lint))}\n\n${padded(startUpTable(startUp))}`;
}

/** @returns {string} */
export function asMarkdown(/** @type {Results} */ { machine, tools, runs, lint, startUp }) {
  const sets = lint.map(({ set }) => `- **${set.name}**: ${count(set.files)} files, ${(set.bytes / 1024).toFixed(0)} KiB: ${set.about}.`).join('\n');
  return `# Benchmark

<!-- Written by “npm run bench”. Do not edit: run it again. -->

sqllint ${tools.sqllint.version} and squawk ${tools.squawk.version} lint the same files, one after the other, in one run.

${markdownTable(lintTable(lint))}

${markdownTable(startUpTable(startUp))}

## What was measured

${sets}

Each number is the median of ${runs} runs (at least 15 for the starts, 3 for memory) after one that is not counted; the tools take turns, so that a slow minute of the machine hits both. A run is the whole process as a user starts it, through the entry in \`node_modules/.bin\` that npm makes: for squawk that is a small Node launcher and the native binary which it starts, and both count. What a run prints is thrown away. Peak memory is the sum of the high-water marks of all processes of a run.

In brackets is what sqllint takes of what squawk takes. **No cache** is \`sqllint --no-cache\`: everything is judged, as in a fresh checkout. The two others are what a user has from the second run on, as sqllint keeps its results in a cache: **nothing changed** since, when a look at the dates of each file is enough to print the last report again, and **one file changed**, the last up script, which gets another statement before each run. squawk keeps nothing.

The two do not do the same work. squawk looks at every file by itself. sqllint also replays the whole history into a schema, pairs every up with its down and works out what the down brings back.

## Where

${machine.system}, ${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB of memory, Node ${machine.node}.
`;
}
