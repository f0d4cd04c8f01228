import { existsSync, readFileSync, rmSync } from 'node:fs';

import { collect, logFolder } from './step.mjs';

/**
 * Runs `npm test` and counts.
 *
 * @param {{ paths?: readonly string[], env?: Record<string, string> }} [options] which tests, and what they find in their environment
 * @returns {Promise<import('./step.mjs').Outcome & { passed: number, failed: number }>}
 *   `failed` also counts test files that could not run, and is at least 1 whenever `npm test` failed
 */
export async function runTests({ paths = [], env = {} } = {}) {
  const reportFile = `${logFolder}/tests.json`;
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const { exitCode, log } = await collect('npm', ['test', '--silent', '--', ...paths, ...reporters], { env });

  const { passed, failed } = existsSync(reportFile) ? count(JSON.parse(readFileSync(reportFile, 'utf8'))) : { passed: 0, failed: 0 };
  if (exitCode === 0 && failed === 0 && passed > 0) return { passed, failed, log };
  const problem = passed + failed === 0 ? 'no test ran' : `${failed} failed, ${passed} passed, exit code ${exitCode}`;
  return { passed, failed: Math.max(1, failed), problem, log };
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
