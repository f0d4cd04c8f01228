import { runBin, StepFailure } from './process.mjs';
import { progress } from './terminal.mjs';

/**
 * Compiles what changed since the last build.
 *
 * @param {string[]} [args] further options of `tsc -b`
 * @throws {StepFailure}
 */
export async function build(args = []) {
  progress('building');
  const exitCode = await runBin('typescript', ['-b', ...args], { bin: 'tsc', stdoutToStderr: true });
  if (exitCode !== 0) throw new StepFailure('The build failed.', exitCode);
}
