import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { inRoot } from '../run/root.mjs';
import { collect } from './step.mjs';

/**
 * @typedef {import('./packed.mjs').Tarball} Tarball
 * @typedef {import('./step.mjs').Outcome} Outcome
 * @typedef {{ rule: string, file: string, line: number, column: number, endLine: number, endColumn: number }} Place
 */

/**
 * Installs the tarballs into a project outside the repository and uses both tools there: the command, and ESLint with
 * the plugin, which must find the same in the project's `.sql` files.
 *
 * @param {'npm' | 'pnpm'} manager
 * @param {readonly Tarball[]} tarballs
 * @returns {Promise<Outcome>}
 */
export async function smokeTest(manager, tarballs) {
  if (tarballs.length === 0) return { problem: 'nothing was packed' };
  // A space in the path, because some users have one in theirs.
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'smoke test ')));
  try {
    cpSync(inRoot('.dev/ci/smoke-project'), project, { recursive: true });
    writeFileSync(join(project, 'eslint.config.js'), configOfReadme());
    // Drawn now, so that no secret stands in the repository.
    for (const file of ['.env', 'src/database.js', 'compose.yaml']) fillIn(join(project, file));
    const installed = await install(manager, tarballs, project);
    if (installed.exitCode !== 0) return { problem: 'the tarballs could not be installed', log: installed.log };
    return await useBoth(project);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/** @returns {string} the configuration that the plugin's README tells a newcomer to paste */
function configOfReadme() {
  const readme = readFileSync(inRoot('packages/eslint-plugin/README.md'), 'utf8');
  const config = readme.match(/^```js\n(\/\/ eslint\.config\.js\n[\s\S]*?)^```$/gm)?.find((fence) => fence.includes("configs['config-files']") && fence.includes('/sql'));
  if (config === undefined) throw new Error('The README of the plugin has no configuration with SQL and config files in it.');
  return config.replace(/^```js\n|```$/g, '');
}

/** @param {string} file */
function fillIn(file) {
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('<token>', () => randomBytes(24).toString('base64url')));
}

/**
 * @param {'npm' | 'pnpm'} manager
 * @param {readonly Tarball[]} tarballs
 * @param {string} project
 */
function install(manager, tarballs, project) {
  const { devDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const ours = Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`]));
  const plugin = JSON.parse(readFileSync(inRoot('packages/eslint-plugin/package.json'), 'utf8'));
  const peers = Object.fromEntries(Object.keys(plugin.peerDependenciesMeta).map((name) => [name, plugin.devDependencies[name]]));
  const manifest = { private: true, type: 'module', devDependencies: { ...ours, ...peers, eslint: devDependencies.eslint } };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  if (manager === 'npm') return collect('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: project });

  // The tarballs name each other by versions that the registry does not have yet.
  const overrides = Object.entries(ours).map(([name, file]) => `  ${name}: '${file}'\n`);
  writeFileSync(join(project, 'pnpm-workspace.yaml'), `overrides:\n${overrides.join('')}`);
  return collect(process.execPath, [inRoot('.dev/run.mjs'), 'pnpm', '--dir', project, 'install', '--no-frozen-lockfile']);
}

/**
 * @param {string} project
 * @returns {Promise<Outcome>}
 */
async function useBoth(project) {
  const command = await collect(join(project, 'node_modules/.bin/sqllint'), ['migrations', '--format', 'json'], { cwd: project });
  const eslint = await collect(join(project, 'node_modules/.bin/eslint'), ['.', '--format', 'json'], { cwd: project });
  const log = `sqllint:\n${command.log}\n\nESLint:\n${eslint.log}`;
  try {
    assert.equal(command.exitCode, 1, 'sqllint must find problems');
    assert.equal(eslint.exitCode, 1, 'ESLint must find problems');
    const bySqllint = placesOfSqllint(command.stdout);
    const byEslint = placesOfEslint(eslint.stdout, project);
    assert.ok(bySqllint.length > 0, 'sqllint must find problems');
    assert.deepEqual(byEslint.filter(({ file }) => file.endsWith('.sql')), bySqllint, 'ESLint must find what sqllint finds');
    const elsewhere = byEslint.filter(({ file }) => !file.endsWith('.sql')).map(({ rule, file, line }) => `${file.replaceAll('\\', '/')}:${line} ${rule}`);
    assert.deepEqual(elsewhere, ['.env:2 no-secrets', 'compose.yaml:5 no-secrets', 'compose.yaml:6 compose-depends-on-healthy', 'src/database.js:3 no-hardcoded-operational-value', 'src/database.js:3 no-secrets']);
    return { log };
  } catch (error) {
    if (!(error instanceof assert.AssertionError)) throw error;
    return { problem: error.message, log };
  }
}

/**
 * @param {string} json
 * @returns {Place[]}
 */
function placesOfSqllint(json) {
  /** @type {{ migrations: { findings: Place[] }[] }} */
  const { migrations } = JSON.parse(json);
  return migrations
    .flatMap(({ findings }) => findings)
    .map(({ rule, file, line, column, endLine, endColumn }) => ({ rule, file, line, column, endLine, endColumn }))
    .sort(byPlace);
}

/**
 * @param {string} json
 * @param {string} project
 * @returns {Place[]}
 */
function placesOfEslint(json, project) {
  /** @type {import('eslint').ESLint.LintResult[]} */
  const results = JSON.parse(json);
  return results
    .flatMap(({ filePath, messages }) => messages.map((message) => ({ ...message, file: relative(project, filePath) })))
    .map(({ ruleId, file, line, column, endLine, endColumn }) => ({
      rule: String(ruleId).replace('delivery/', ''),
      file,
      line,
      column,
      endLine: Number(endLine),
      endColumn: Number(endColumn),
    }))
    .sort(byPlace);
}

/**
 * @param {Place} a
 * @param {Place} b
 */
function byPlace(a, b) {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule);
}
