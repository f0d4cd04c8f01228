import { StepFailure } from './process.mjs';
import { tasks } from './tasks.mjs';
import { failure } from './terminal.mjs';

/**
 * Runs one task and sets the exit code of the process.
 *
 * @param {string[]} argv the task's name, then its arguments
 */
export async function main([name, ...rest]) {
  const task = name !== undefined && Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (task === undefined) {
    failure(name === undefined ? 'Say which task to run.' : `There is no task named ${name}.`);
    for (const [taskName, { about }] of Object.entries(tasks)) console.error(`  ${taskName.padEnd(10)} ${about}`);
    process.exitCode = 2;
    return;
  }
  // npm takes the separator away, pnpm hands it on.
  const args = rest[0] === '--' ? rest.slice(1) : rest;
  try {
    process.exitCode = (await task.run(args)) ?? 0;
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    failure(error.message);
    process.exitCode = error.exitCode;
  }
}
