// @ts-check
/**
 * What looking for secrets costs, beside other npm packages, on the same files in the same process.
 *
 *     node .dev/bench/secrets.mjs [--runs <n>]
 *
 * ESLint itself measures the rules (`stats`), all of them in the same pass, so that parsing and traversing are not part of
 * it. The detector and secretlint are called with each text, and what counts is CPU time. Printed is the median of the
 * runs; on a busy machine compare only what ESLint measures with each other, and the two others with each other.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bringPackage } from '../corpus/npm-package.mjs';
import { inRoot } from '../run/root.mjs';
import { machineFacts } from './machine.mjs';
import { median } from './median.mjs';

/** JavaScript as people wrote it, hardly changed by a compiler, of well-known packages. */
const CORPUS = [
  ['express', '5.3.0'],
  ['fastify', '5.12.8'],
  ['ghost', '5.130.6'],
  ['knex', '3.3.0'],
  ['mongoose', '9.12.1'],
  ['parse-server', '9.10.0'],
  ['sequelize', '6.37.8'],
  ['webpack', '5.112.2'],
];
const LARGEST_FILE = 200_000;
const MOST_CHARACTERS = 5_000_000;

const PEERS = {
  'eslint-plugin-no-secrets': '2.3.3',
  'eslint-plugin-sonarjs': '4.2.2',
  'eslint-plugin-secure-coding': '3.2.0',
  '@secretlint/core': '12.0.0',
  '@secretlint/secretlint-rule-preset-recommend': '12.0.0',
  eslint: '10.15.0',
  typescript: '6.0.3',
};
const FOLDER = inRoot('.cache/bench-secrets');

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Number(values.runs);

const manifest = `${JSON.stringify({ private: true, dependencies: PEERS })}\n`;
if (!existsSync(join(FOLDER, 'package.json')) || (await readFile(join(FOLDER, 'package.json'), 'utf8')) !== manifest) {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, 'package.json'), manifest);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: FOLDER, stdio: 'inherit' });
}
const require = createRequire(join(FOLDER, 'package.json'));
/** @returns {Promise<any>} the module as a peer in that folder sees it */
const bring = async (/** @type {string} */ name) => import(pathToFileURL(require.resolve(name)).href);

const { Linter } = await bring('eslint');
const delivery = (await import(pathToFileURL(inRoot('packages/eslint-plugin/dist/index.js')).href)).default;
const { findSecrets } = await import(pathToFileURL(inRoot('packages/eslint-plugin/dist/secrets/find-secrets.js')).href);
const noSecrets = (await bring('eslint-plugin-no-secrets')).default;
const sonarjs = (await bring('eslint-plugin-sonarjs')).default;
const secureCoding = (await bring('eslint-plugin-secure-coding')).default;
const { lintSource } = await bring('@secretlint/core');
const preset = await bring('@secretlint/secretlint-rule-preset-recommend');

/** @type {Record<string, string[]>} the rules that look for secrets, by package */
const RULES = {
  'eslint-plugin-delivery': ['delivery/no-secrets'],
  'eslint-plugin-no-secrets': ['no-secrets/no-secrets'],
  'eslint-plugin-sonarjs': ['sonarjs/no-hardcoded-passwords', 'sonarjs/no-hardcoded-secrets', 'sonarjs/hardcoded-secret-signatures'],
  'eslint-plugin-secure-coding': ['secure-coding/no-hardcoded-credentials'],
};
const plugins = { delivery, 'no-secrets': noSecrets, sonarjs, 'secure-coding': secureCoding.plugin ?? secureCoding };
const secretlintConfig = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: preset.creator }] };

/** @returns {AsyncGenerator<string>} the paths of the sources below a folder */
async function* sources(/** @type {string} */ folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* sources(path);
    } else if (/\.c?js$/.test(entry.name) && !entry.name.includes('.min.')) yield path;
  }
}

/** @type {{ path: string, text: string }[]} */
const files = [];
let characters = 0;
for (const [name, version] of /** @type {[string, string][]} */ (CORPUS)) {
  for await (const path of sources(await bringPackage(name, version, inRoot('.cache/packages')))) {
    const text = await readFile(path, 'utf8');
    if (text.length > LARGEST_FILE || characters + text.length > MOST_CHARACTERS) continue;
    files.push({ path, text });
    characters += text.length;
  }
}
const megabytes = characters / 1e6;

/** @returns {Promise<number>} milliseconds of CPU time for each million characters */
async function cpuPerMegabyte(/** @type {(file: { path: string, text: string }) => unknown} */ look) {
  const start = process.cpuUsage();
  for (const file of files) await look(file);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / megabytes;
}

/** One pass of all rules over all files. @returns {Record<string, number>} milliseconds for each million characters */
function rulesPerMegabyte() {
  const linter = new Linter();
  const config = { plugins, languageOptions: { sourceType: 'commonjs' }, rules: Object.fromEntries(Object.values(RULES).flat().map((name) => [name, 'error'])) };
  /** @type {Record<string, number>} */
  const times = Object.fromEntries(Object.keys(RULES).map((name) => [name, 0]));
  for (const { text, path } of files) {
    linter.verifyAndFix(text, config, { filename: `corpus/${path.split('/').at(-1)}`, fix: false, stats: true });
    const measured = linter.getTimes()?.passes?.[0]?.rules ?? {};
    for (const [name, rules] of Object.entries(RULES)) {
      for (const rule of rules) times[name] = (times[name] ?? 0) + (measured[rule]?.total ?? 0) / megabytes;
    }
  }
  return times;
}

/** @type {Record<string, number[]>} */
const measured = {};
for (let run = 0; run < runs; run += 1) {
  /** @type {Record<string, number>} */
  const results = {
    'the detector alone': await cpuPerMegabyte(({ text }) => findSecrets(text, { syntax: 'code', confidence: 'medium' })),
    'secretlint, preset recommend': await cpuPerMegabyte(({ path, text }) =>
      lintSource({ source: { filePath: path, content: text, contentType: 'text', ext: '.js' }, options: { config: secretlintConfig, noPhysicFilePath: true } }),
    ),
    ...rulesPerMegabyte(),
  };
  for (const [name, time] of Object.entries(results)) (measured[name] ??= []).push(time);
}

const oneLine = files.map(({ text }) => text.replaceAll(/\s+/g, ' ')).join('');
const minified = oneLine.repeat(Math.ceil(10_000_000 / oneLine.length)).slice(0, 10_000_000);
const start = process.cpuUsage();
findSecrets(minified, { syntax: 'code', confidence: 'medium', knownOnly: true });
const { user, system } = process.cpuUsage(start);

const { processor, cores, node } = machineFacts();
console.log(`${files.length} files, ${megabytes.toFixed(1)} million characters; ${runs} runs; Node ${node}, ${cores} × ${processor}\n`);
const own = median(measured['the detector alone'] ?? []);
for (const [name, times] of Object.entries(measured)) {
  console.log(`${name.padEnd(30)} ${median(times).toFixed(1).padStart(8)} ms per million characters ${(median(times) / own).toFixed(1).padStart(8)} ×`);
}
console.log(`\none line of ${(minified.length / 1e6).toFixed(1)} million characters: ${((user + system) / 1000).toFixed(0)} ms`);
