import assert from 'node:assert/strict';
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
    const installed = await install(manager, tarballs, project);
    if (installed.exitCode !== 0) return { problem: 'the tarballs could not be installed', log: installed.log };
    return await useBoth(project);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/**
 * @param {'npm' | 'pnpm'} manager
 * @param {readonly Tarball[]} tarballs
 * @param {string} project
 */
function install(manager, tarballs, project) {
  const { devDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const ours = Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`]));
  const manifest = { private: true, type: 'module', devDependencies: { ...ours, eslint: devDependencies.eslint } };
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
    const inCode = byEslint.filter(({ file }) => file.endsWith('.js')).map(({ rule }) => rule);
    assert.deepEqual(inCode, ['no-hardcoded-operational-value']);
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
