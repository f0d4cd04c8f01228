import { collect } from './step.mjs';

/**
 * Generates, and passes when that changed nothing.
 *
 * @returns {Promise<import('./step.mjs').Outcome>}
 */
export async function generateChangesNothing() {
  const check = await collect('npm', ['run', '--silent', 'generate', '--', '--check']);
  if (check.exitCode !== 0) return { problem: 'generated files are stale', log: check.log };

  const before = await workTree();
  const { exitCode, log } = await collect('npm', ['run', '--silent', 'generate']);
  if (exitCode !== 0) return { problem: `exit code ${exitCode}`, log };
  const after = await workTree();
  return after === before ? { log } : { problem: 'generating changed files', log: `${log}\n${after}` };
}

/** What differs from the last commit; compared instead of required to be nothing, so that this can run before a commit. */
async function workTree() {
  const status = await collect('git', ['status', '--porcelain']);
  const diff = await collect('git', ['diff']);
  return `${status.log}\n${diff.log}`;
}
