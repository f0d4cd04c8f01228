import { existsSync, readFileSync, rmSync } from 'node:fs';

import { collect, logFolder } from './step.mjs';

/** @typedef {import('./step.mjs').Outcome & { passed: number, failed: number }} TestOutcome */

/** Where Vitest writes what became of each test; `.ci/run` names it too. */
const reportFile = `${logFolder}/tests.json`;

/**
 * Runs some tests and counts.
 *
 * @param {{ paths: readonly string[], env: Record<string, string> }} options which tests, and what they find in their environment
 * @returns {Promise<TestOutcome>}
 */
export async function runTests({ paths, env }) {
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const { exitCode, log } = await collect('npm', ['test', '--silent', '--', ...paths, ...reporters], { env });
  return { ...outcomeOf(exitCode), log };
}

/**
 * Counts the tests of the run that has just ended.
 *
 * @param {number} exitCode of `npm test`
 * @returns {TestOutcome} `failed` also counts test files that could not run, and is at least 1 whenever `npm test` failed
 */
export function outcomeOf(exitCode) {
  const { passed, failed } = existsSync(reportFile) ? count(JSON.parse(readFileSync(reportFile, 'utf8'))) : { passed: 0, failed: 0 };
  if (exitCode === 0 && failed === 0 && passed > 0) return { passed, failed };
  const problem = passed + failed === 0 ? 'no test ran' : `${failed} failed, ${passed} passed, exit code ${exitCode}`;
  return { passed, failed: Math.max(1, failed), problem };
}

/** @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report Vitest's */
function count({ testResults }) {
  let passed = 0;
  let failed = 0;
  for (const { status, assertionResults } of testResults) {
    const failedHere = assertionResults.filter((test) => test.status === 'failed').length;
    passed += assertionResults.filter((test) => test.status === 'passed').length;
    failed += status === 'failed' && failedHere === 0 ? 1 : failedHere;
  }
  return { passed, failed };
}
