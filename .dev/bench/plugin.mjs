// @ts-check
/**
 * What the plugin costs beside ESLint: the rules of `recommended` on TypeScript that people wrote, and loading the entry.
 *
 *     node .dev/bench/plugin.mjs [--runs <n>] [--print]
 *
 * ESLint itself measures (`stats`): parsing, and each rule with its part of the traversal. The rules' share is told of a
 * run with typescript-eslint's `recommended` rules, and of one without any other rule. The entry is loaded by fresh
 * processes after ESLint, and what counts is CPU time. Told are medians of the runs, in `docs/benchmark-plugin.md`;
 * `--print` writes nothing.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bringPackage } from '../corpus/npm-package.mjs';
import { inRoot } from '../run/root.mjs';
import { machineFacts } from './machine.mjs';
import { median } from './median.mjs';

/** Packages that publish the TypeScript that their makers wrote. */
const CORPUS = [
  ['@trpc/server', '11.25.2'],
  ['ai', '6.0.326'],
  ['rxjs', '7.8.2'],
];
const TOOLS = { eslint: '10.15.0', 'typescript-eslint': '8.72.0', typescript: '6.0.3' };
const FOLDER = inRoot('.cache/bench-plugin');

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' }, print: { type: 'boolean', default: false } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
  console.error(`--runs takes a whole number of runs, not “${values.runs}”.`);
  process.exit(2);
}

const manifest = `${JSON.stringify({ private: true, dependencies: TOOLS })}\n`;
if (!existsSync(join(FOLDER, 'package.json')) || readFileSync(join(FOLDER, 'package.json'), 'utf8') !== manifest) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), manifest);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: FOLDER, stdio: 'inherit' });
}
const require = createRequire(join(FOLDER, 'package.json'));
const eslintPath = pathToFileURL(require.resolve('eslint')).href;
const requireAsPlugin = createRequire(inRoot('packages/eslint-plugin/package.json'));
const pluginPath = pathToFileURL(requireAsPlugin.resolve('eslint-plugin-delivery')).href;
// In a project this is the copy that ESLint has loaded.
const kitPath = pathToFileURL(requireAsPlugin.resolve('@eslint/plugin-kit')).href;

const { Linter } = await import(eslintPath);
const tseslint = (await import(pathToFileURL(require.resolve('typescript-eslint')).href)).default;
const delivery = (await import(pluginPath)).default;

/** @type {{ path: string, text: string }[]} */
const files = [];
for (const [name, version] of /** @type {[string, string][]} */ (CORPUS)) {
  const folder = await bringPackage(name, version, inRoot('.cache/packages'));
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/(?<!\.d)\.tsx?$/.test(file)) files.push({ path: join(name, file).replaceAll('\\', '/'), text: readFileSync(join(folder, file), 'utf8') });
  }
}
const characters = files.reduce((sum, { text }) => sum + text.length, 0);

/** @typedef {{ parse: number, own: number, others: number, all: number }} Times milliseconds */

/** @returns {Times} of one pass over all files */
function lint(/** @type {boolean} */ withOthers) {
  const linter = new Linter();
  const config = [
    { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } },
    ...(withOthers ? tseslint.configs.recommended : []),
    ...delivery.configs.recommended,
  ];
  /** @type {Times} */
  const times = { parse: 0, own: 0, others: 0, all: 0 };
  for (const { path, text } of files) {
    const start = performance.now();
    linter.verifyAndFix(text, config, { filename: path, fix: false, stats: true });
    times.all += performance.now() - start;
    const pass = linter.getTimes()?.passes?.[0];
    times.parse += pass?.parse?.total ?? 0;
    for (const [rule, { total }] of Object.entries(pass?.rules ?? {})) times[rule.startsWith('delivery/') ? 'own' : 'others'] += total;
  }
  return times;
}

/** @returns {number} milliseconds of CPU time that the entry takes to load, in a process that has ESLint already */
function load() {
  const script = `await import('${eslintPath}'); await import('${kitPath}'); const start = process.cpuUsage(); await import('${pluginPath}');
    const { user, system } = process.cpuUsage(start); console.log((user + system) / 1000);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }));
}

/** @type {Record<'alone' | 'beside', Times[]>} */
const measured = { alone: [], beside: [] };
/** @type {number[]} */
const loads = [];
// The first pass compiles everything, and is not counted.
for (let run = -1; run < runs; run += 1) {
  const passes = { alone: lint(false), beside: lint(true) };
  const time = load();
  if (run < 0) continue;
  measured.alone.push(passes.alone);
  measured.beside.push(passes.beside);
  loads.push(time);
}

const { system, processor, cores, memoryGiB, node } = machineFacts();
/** @returns {string} a row of the table */
function row(/** @type {string} */ what, /** @type {Times[]} */ times) {
  const of = (/** @type {keyof Times} */ part) => `${median(times.map((pass) => pass[part])).toFixed(0)} ms`;
  const share = median(times.map(({ all, own }) => (100 * own) / (all - own)));
  return `| ${what} | ${of('all')} | ${of('parse')} | ${of('others')} | ${of('own')} | ${share.toFixed(1)} % |`;
}
const page = `# What the plugin costs

<!-- Written by “node .dev/bench/plugin.mjs”. Do not edit: run it again. -->

One pass of ESLint over ${files.length} TypeScript files, ${(characters / 1e6).toFixed(1)} million characters: ${CORPUS.map((parts) => parts.join(' ')).join(', ')}. Each number is the median of ${runs} runs after one that is not counted.

| configuration | all | of it parsing | other rules | ours | ours on top |
| --- | --- | --- | --- | --- | --- |
${row('`delivery.configs.recommended` beside `tseslint.configs.recommended`', measured.beside)}
${row('`delivery.configs.recommended` alone', measured.alone)}

ESLint measures this itself (\`stats\`). The plugin's entry takes ${median(loads).toFixed(0)} ms of CPU time to load in a process that has loaded ESLint.

What \`no-secrets\` takes beside other packages that look for secrets is on [its page](rules/no-secrets.md#how-often-it-is-right).

## Where

${system}, ${cores} cores (${processor}), ${memoryGiB} GiB of memory, Node ${node}, ESLint ${TOOLS.eslint}, typescript-eslint ${TOOLS['typescript-eslint']}.
`;
console.log(page);
if (!values.print) writeFileSync(inRoot('docs/benchmark-plugin.md'), page);
