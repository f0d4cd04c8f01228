import type { CommandLine, OptionSpec } from './command-line.ts';
import { readLintRequest } from './lint-options.ts';
import type { JudgeRequest } from './lint-options.ts';
import { UsageError } from './usage-error.ts';

/** What `sqllint down` is asked for. */
export interface DownRequest extends JudgeRequest {
  readonly task: 'down';
  /** The id, the version or the file of the migration. */
  readonly migration: string;
  readonly stdout: boolean;
  readonly force: boolean;
  readonly keepData: boolean;
}

/** The options that only `down` has, in the order of its help. */
export const downOptionSpecs: readonly OptionSpec[] = [
  { name: 'stdout', description: 'Print the down, and write nothing.' },
  { name: 'force', description: 'Overwrite a down that is there already.' },
  { name: 'keep-data', description: 'Let the up keep a copy of what it destroys, and the down put it back.' },
];

/** @throws {UsageError} when no migration is named */
export function readDownRequest(commandLine: CommandLine): DownRequest {
  const { switches, operands } = commandLine;
  const [migration, ...paths] = operands;
  if (migration === undefined) {
    throw new UsageError('sqllint down needs a migration. Name its file, its id or its version: sqllint down 0007_drop_channel');
  }
  return {
    ...readLintRequest({ ...commandLine, operands: paths }),
    task: 'down',
    migration,
    stdout: switches.has('stdout'),
    force: switches.has('force'),
    keepData: switches.has('keep-data'),
  };
}
