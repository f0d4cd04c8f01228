import type { CommandLine, OptionSpec } from '../command-line.ts';
import { UsageError } from '../usage-error.ts';
import { ciNames } from './ci-job.ts';
import type { CiName } from './ci-job.ts';

/** What `sqllint init` is asked for. */
export interface InitRequest {
  readonly task: 'init';
  /** Where migrations are to be looked for; empty for everywhere below the current folder. */
  readonly paths: readonly string[];
  /** Whose CI job to write. */
  readonly ci?: CiName;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** The options that only `init` has, in the order of its help. */
export const initOptionSpecs: readonly OptionSpec[] = [
  { name: 'ci', value: '<name>', description: `Write a CI job too: ${ciNames.join(' or ')}. Without it, the job is printed.` },
  { name: 'dry-run', description: 'Show what would be written, and write nothing.' },
  { name: 'force', description: 'Overwrite what is there already.' },
];

/** @throws {UsageError} for a CI that there is no job for */
export function readInitRequest({ switches, values, operands }: CommandLine): InitRequest {
  const typed = values.get('ci');
  const ci = ciNames.find((name) => name === typed);
  if (typed !== undefined && ci === undefined) {
    throw new UsageError(`--ci takes ${ciNames.join(' or ')}, not “${typed}”. For another CI, run: sqllint --format junit`);
  }
  return {
    task: 'init',
    paths: operands,
    ...(ci === undefined ? {} : { ci }),
    force: switches.has('force'),
    dryRun: switches.has('dry-run'),
  };
}
