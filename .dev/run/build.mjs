import { bundlePackages } from './bundle.mjs';
import { runBin, StepFailure } from './process.mjs';
import { progress } from './terminal.mjs';

/**
 * Compiles what changed since the last build, and bundles the command and the plugin.
 *
 * @param {string[]} [args] further options of `tsc -b`
 * @throws {StepFailure}
 */
export async function build(args = []) {
  progress('building');
  const exitCode = await runBin('typescript', ['-b', ...args], { bin: 'tsc', stdoutToStderr: true });
  if (exitCode !== 0) throw new StepFailure('The build failed.', exitCode);
  await bundlePackages();
}
