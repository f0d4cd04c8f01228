import { parseArgs } from 'node:util';
import { manifest } from '../manifest.ts';
import { helpText } from './help.ts';
import { snapshotCommand } from './snapshot-command.ts';

/** Everything is as it should be. */
export const clean = 0;
/** `--check` found a difference. */
export const foundProblems = 1;
/** The command line, or a file, could not be read. */
export const couldNotRun = 2;

export type ExitCode = typeof clean | typeof foundProblems | typeof couldNotRun;

/** Something that whoever runs the command can mend. The message says what is wrong and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs the command with the arguments that follow its name. */
export function run(args: readonly string[]): ExitCode {
  try {
    return perform(args);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    if (!isUsage && args.includes('--debug')) process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    const reason = error instanceof Error ? error.message : String(error);
    complain(isUsage ? reason : `This is a mistake in delivery-api itself: ${reason.split('\n', 1)[0] ?? ''} Run again with --debug for the stack trace, and please report it.`);
    return couldNotRun;
  }
}

function perform(args: readonly string[]): ExitCode {
  const { values, positionals } = read(args);
  if (values.version === true) {
    process.stdout.write(`${manifest.version}\n`);
    return clean;
  }
  const [command, folder = '.', ...more] = positionals;
  if (values.help === true || command === undefined || command === 'help') {
    process.stdout.write(helpText);
    return values.help === true || command === 'help' ? clean : couldNotRun;
  }
  if (command !== 'snapshot') throw new UsageError(`“${command}” is no command. Write delivery-api snapshot; delivery-api --help says more.`);
  if (more.length > 0) throw new UsageError(`There is one folder at most, and “${more.join(' ')}” is more. Leave it out.`);
  return snapshotCommand({ folder, file: values.file, check: values.check === true });
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        check: { type: 'boolean' },
        debug: { type: 'boolean' },
        file: { type: 'string', short: 'f' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    // Node says in a sentence what is wrong, and after it how positional arguments that begin with a dash are written.
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('. ', 1);
    throw new UsageError(`${reason.replace(/\.$/u, '')}. delivery-api --help lists the options.`);
  }
}

/** Says on standard error, in one line, what is wrong and what to do. */
export function complain(message: string): void {
  process.stderr.write(`delivery-api: ${message.replaceAll('\n', ' ')}\n`);
}
