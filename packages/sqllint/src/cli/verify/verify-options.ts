import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { reasonOf } from '../../migrations/folder.ts';
import type { CommandLine, OptionSpec } from '../command-line.ts';
import { readLintRequest } from '../lint-options.ts';
import type { JudgeRequest } from '../lint-options.ts';
import type { CodeFile } from '../../workspace/find-uses.ts';
import { shownPath } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';
import type { ServerAccess } from './open-engine.ts';

/** What `sqllint verify` is asked for. */
export interface VerifyRequest extends JudgeRequest {
  readonly task: 'verify';
  /** The server to run on; absent when the database runs in this process. */
  readonly server?: ServerAccess;
  /** After how many seconds a statement is stopped. */
  readonly seconds: number;
  /** Which rows the tables are filled with. */
  readonly seed: number;
  /** SQL that runs before everything. */
  readonly prelude?: string;
  /** SQL that fills the tables before the first migration that is verified. */
  readonly seedScript?: string;
  /** A file of queries that have to keep running. */
  readonly queries?: CodeFile;
  /** Where the page goes. */
  readonly html?: string;
}

const defaultSeconds = 60;

/** The options that only `verify` has, in the order of its help. */
export const verifyOptionSpecs: readonly OptionSpec[] = [
  { name: 'database-url', value: '<url>', description: 'A server to run on, in databases that are made for the run: postgres://user:password@host/database, or mysql:// or mariadb://. Default: a database in this process.' },
  { name: 'timeout', value: '<seconds>', description: `After how long a statement is stopped. Default: ${String(defaultSeconds)}.` },
  { name: 'allow-server-changes', description: 'Run statements on a server that reach beyond the databases of the run: roles, files, programs, other servers.' },
  { name: 'seed', value: '<number>', description: 'Fill the tables with other rows; the same number gives the same rows. Default: 0.' },
  { name: 'prelude', value: '<file>', description: 'SQL that runs first: roles, schemas and extensions that the migrations take for granted.' },
  { name: 'seed-script', value: '<file>', description: 'SQL that adds rows of your own before the first migration that is verified.' },
  { name: 'queries', value: '<file>', description: 'Queries of the application, each ending in a semicolon, which have to keep running; with --since, those that the code of that version has written out are tried as well.' },
  { name: 'html', value: '<file>', description: 'Write the results as a page that stands by itself: locks as pictures, what broke, what is lost.' },
];

/** @throws {UsageError} for a value that makes no sense, and a file that cannot be read */
export function readVerifyRequest(commandLine: CommandLine): VerifyRequest {
  const { values } = commandLine;
  const server = readServer(commandLine);
  const prelude = values.get('prelude');
  const seedScript = values.get('seed-script');
  const queries = values.get('queries');
  const html = values.get('html');
  return {
    ...readLintRequest(commandLine),
    task: 'verify',
    ...(server === undefined ? {} : { server }),
    seconds: readSeconds(values.get('timeout') ?? String(defaultSeconds)),
    seed: readSeed(values.get('seed') ?? '0'),
    ...(prelude === undefined ? {} : { prelude: read('prelude', prelude) }),
    ...(seedScript === undefined ? {} : { seedScript: read('seed-script', seedScript) }),
    ...(queries === undefined ? {} : { queries: { file: queries, text: read('queries', queries) } }),
    ...(html === undefined ? {} : { html: placeFor(html) }),
  };
}

function readServer({ switches, values }: CommandLine): ServerAccess | undefined {
  const url = values.get('database-url');
  const allowsServerChanges = switches.has('allow-server-changes');
  if (url === undefined) {
    if (allowsServerChanges) throw new UsageError('--allow-server-changes is about a server. Add --database-url.');
    return undefined;
  }
  // What was typed is not shown: it holds a password.
  if (!URL.canParse(url)) throw new UsageError('--database-url takes an address such as postgres://user:password@localhost:5432/postgres.');
  if (!/^(?:postgres(?:ql)?|mysql|mariadb):$/u.test(new URL(url).protocol)) throw new UsageError(`--database-url takes the address of a server of PostgreSQL, MySQL or MariaDB, which begins with postgres://, mysql:// or mariadb://, not with ${new URL(url).protocol}//.`);
  return { url, allowsServerChanges };
}

function readSeconds(typed: string): number {
  const seconds = Number(typed);
  if (!Number.isInteger(seconds) || seconds < 1) throw new UsageError(`--timeout takes a whole number of seconds from 1 on, not “${typed}”.`);
  return seconds;
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
