import { otherMajors } from '../postgres/majors.mjs';
import { collect } from './step.mjs';
import { runTests } from './tests.mjs';

/**
 * Fetches the servers that no install brings and asks them what the tests of the facts ask the installed one.
 *
 * @returns {Promise<import('./tests.mjs').TestOutcome>}
 */
export async function testOtherServers() {
  const fetched = await collect('npm', ['run', '--silent', 'postgres']);
  if (fetched.exitCode !== 0) return { passed: 0, failed: 1, problem: 'the servers could not be fetched', log: fetched.log };
  return runTests({ paths: ['packages/sqllint/test/postgres'], env: { SQLLINT_TEST_POSTGRES: otherMajors.join(',') } });
}
