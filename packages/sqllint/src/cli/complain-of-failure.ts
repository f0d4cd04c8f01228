import { ConfigError } from '../config/config-error.ts';
import { complain, describeFailure } from './output.ts';
import { shownPath } from './shown-path.ts';
import { UsageError } from './usage-error.ts';

/** Says on standard error why a run came to nothing. */
export function complainOfFailure(error: unknown, debug: boolean): void {
  if (error instanceof ConfigError) complainOfConfig(error, debug);
  else complain(error instanceof UsageError ? error.message : describeFailure(error, debug));
}

/** One line for each mistake in a configuration, and with `--debug` the stack trace of what failed in it. */
function complainOfConfig({ file, problems, cause }: ConfigError, debug: boolean): void {
  if (debug && cause instanceof Error) process.stderr.write(`${cause.stack ?? cause.message}\n`);
  for (const problem of problems) complain(`${shownPath(file)}: ${problem}`);
}
