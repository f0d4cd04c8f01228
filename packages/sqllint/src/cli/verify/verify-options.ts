import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { reasonOf } from '../../migrations/folder.ts';
import type { CommandLine, OptionSpec } from '../command-line.ts';
import { readLintRequest } from '../lint-options.ts';
import type { JudgeRequest } from '../lint-options.ts';
import { shownPath } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';

/** What `sqllint verify` is asked for. */
export interface VerifyRequest extends JudgeRequest {
  readonly task: 'verify';
  /** Which rows the tables are filled with. */
  readonly seed: number;
  /** SQL that runs before everything. */
  readonly prelude?: string;
  /** SQL that fills the tables before the first migration that is verified. */
  readonly seedScript?: string;
  /** A file of queries that have to keep running, as it stands. */
  readonly queries?: string;
  /** Where the page goes. */
  readonly html?: string;
}

/** The options that only `verify` has, in the order of its help. */
export const verifyOptionSpecs: readonly OptionSpec[] = [
  { name: 'seed', value: '<number>', description: 'Fill the tables with other rows; the same number gives the same rows. Default: 0.' },
  { name: 'prelude', value: '<file>', description: 'SQL that runs first: roles, schemas and extensions that the migrations take for granted.' },
  { name: 'seed-script', value: '<file>', description: 'SQL that adds rows of your own before the first migration that is verified.' },
  { name: 'queries', value: '<file>', description: 'Queries of the application, each ending in a semicolon, which have to keep running.' },
  { name: 'html', value: '<file>', description: 'Write the results as a page that stands by itself: locks as pictures, what broke, what is lost.' },
];

/** @throws {UsageError} for a value that makes no sense, and a file that cannot be read */
export function readVerifyRequest(commandLine: CommandLine): VerifyRequest {
  const { values } = commandLine;
  const prelude = values.get('prelude');
  const seedScript = values.get('seed-script');
  const queries = values.get('queries');
  const html = values.get('html');
  return {
    ...readLintRequest(commandLine),
    task: 'verify',
    seed: readSeed(values.get('seed') ?? '0'),
    ...(prelude === undefined ? {} : { prelude: read('prelude', prelude) }),
    ...(seedScript === undefined ? {} : { seedScript: read('seed-script', seedScript) }),
    ...(queries === undefined ? {} : { queries: read('queries', queries) }),
    ...(html === undefined ? {} : { html: placeFor(html) }),
  };
}

function readSeed(typed: string): number {
  if (!/^\d{1,6}$/u.test(typed)) throw new UsageError(`--seed takes a whole number up to 999999, not “${typed}”.`);
  return Number(typed);
}

/** Asked for before the run, which may take a while. */
function placeFor(file: string): string {
  const folder = dirname(file);
  if (!existsSync(folder)) throw new UsageError(`--html: there is no folder ${shownPath(folder)} to write the page into. Make it, or name another file.`);
  return file;
}

function read(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--${option}: ${shownPath(file)} cannot be read: ${reasonOf(error)}.`);
  }
}
