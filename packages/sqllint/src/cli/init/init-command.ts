import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Config } from '../../config/config.ts';
import { findConfig } from '../../config/find-config.ts';
import type { MigrationSet } from '../../migrations/migration.ts';
import { readMigrations } from '../../migrations/read.ts';
import { count } from '../../report/count.ts';
import { clean } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { defaultPostgresVersion } from '../lint-options.ts';
import { printLine } from '../output.ts';
import { shownPath } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';
import { ownVersion } from '../version.ts';
import { addScript, scriptName } from './add-script.ts';
import { ciJob } from './ci-job.ts';
import { jsonConfig, typeScriptConfig } from './config-text.ts';
import type { InitRequest } from './init-options.ts';

/** A file to be written. */
interface Draft {
  readonly file: string;
  readonly text: string;
  /** Why it may only be written with `--force`: a sentence. */
  readonly obstacle?: string;
}

/**
 * `sqllint init`: looks at the migrations, then writes a configuration, an npm script and a CI job
 * as far as they are not there.
 *
 * @throws {UsageError} when there are no migrations
 */
export function initCommand(request: InitRequest): ExitCode {
  const sets = readMigrations(request.paths.length > 0 ? request.paths : ['.']).filter(({ migrations }) => migrations.length > 0);
  if (sets.length === 0) throw new UsageError('There are no migrations here. Name their folder: sqllint init path/to/migrations');
  const paths = pathsOf(sets, request.paths);
  const ci = request.ci ?? (existsSync('.gitlab-ci.yml') ? 'gitlab' : 'github');
  const job = ciJob(ci, paths, ownVersion());
  const config = configDraft(configOf(sets));
  const drafts = [...(config === undefined ? [] : [config]), ...scriptDraft(paths)];
  if (request.ci !== undefined) drafts.push({ ...job, ...obstacleOf(job.file) });
  const paragraphs = [
    sets.map(found).join('\n'),
    [...(config === undefined ? [keptConfig()] : []), ...drafts.map((draft) => write(draft, request))].join('\n'),
    ...(request.ci === undefined ? [`For your CI, as ${job.file} (--ci ${ci} writes it):`, job.text.trimEnd()] : []),
    ...(job.note === undefined ? [] : [job.note]),
    `Next: npx sqllint ${paths}`,
  ];
  printLine(paragraphs.join('\n\n'));
  return clean;
}

function found({ root, layout, dialect, otherDatabase, migrations }: MigrationSet): string {
  return `${shownPath(root)}: ${count(migrations.length, 'migration')}, layout ${layout}, ${dialect ?? otherDatabase ?? 'postgres as far as one can tell'}`;
}

/** What the folders have in common; where they differ, each is recognised by itself. */
function configOf(sets: readonly MigrationSet[]): Config {
  const dialect = inCommon(sets.map((set) => set.dialect));
  const layout = inCommon(sets.map((set) => set.layout));
  return {
    ...(dialect === undefined ? {} : { dialect }),
    ...(layout === undefined || layout === 'plain' ? {} : { layout }),
    pgVersion: defaultPostgresVersion,
  };
}

function inCommon<T>(values: readonly T[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

/** What to judge, as it is written on a command line. */
function pathsOf(sets: readonly MigrationSet[], named: readonly string[]): string {
  const roots = named.length > 0 ? named.map(shownPath) : [...new Set(sets.map(({ root }) => shownPath(root)))];
  const paths = roots.length > 3 && named.length === 0 ? ['.'] : roots;
  return paths.map((path) => (/^[\w./-]+$/u.test(path) ? path : `"${path}"`)).join(' ');
}

/** Undefined where another file is the configuration: two in a folder contradict each other, and one above may be meant for this folder too. */
function configDraft(config: Config): Draft | undefined {
  const isTypeScript = existsSync('tsconfig.json');
  const file = isTypeScript ? 'sqllint.config.ts' : 'sqllint.config.json';
  const present = findConfig('.');
  if (present !== undefined && shownPath(present) !== file) return undefined;
  return { file, text: isTypeScript ? typeScriptConfig(config) : jsonConfig(config), ...obstacleOf(file) };
}

function keptConfig(): string {
  return `Kept ${shownPath(findConfig('.') ?? '.')}, which is the configuration here.`;
}

function scriptDraft(paths: string): Draft[] {
  const file = 'package.json';
  if (!existsSync(file)) return [];
  const added = addScript(readFileSync(file, 'utf8'), `sqllint ${paths}`);
  if (added === undefined) return [];
  const { before, text } = added;
  if (before === `sqllint ${paths}`) return [];
  return [{ file, text, ...(before === undefined ? {} : { obstacle: `It has a script ${scriptName} already (${before}).` }) }];
}

function obstacleOf(file: string): Pick<Draft, 'obstacle'> {
  return existsSync(file) ? { obstacle: 'It is there already.' } : {};
}

/** @returns what was done, for people */
function write({ file, text, obstacle }: Draft, { force, dryRun }: InitRequest): string {
  const isManifest = file === 'package.json';
  const what = isManifest ? `${file} (script ${scriptName})` : file;
  if (obstacle !== undefined && !force) return `Kept ${what}. ${obstacle} --force overwrites it.`;
  if (dryRun) return isManifest ? `Would write ${what}.` : `Would write ${what}:\n\n${text}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return `Wrote ${what}.`;
}
