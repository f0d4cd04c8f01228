import { dialectNames } from '../dialect-name.ts';
import type { DialectName } from '../dialect-name.ts';
import { formatNames } from '../report/formats.ts';
import type { FormatName } from '../report/formats.ts';
import { nearest } from '../text/nearest.ts';
import type { CommandLine, OptionSpec } from './command-line.ts';
import type { Settings } from './settings.ts';
import { readShard } from './shard/shard.ts';
import type { Shard } from './shard/shard.ts';
import { UsageError } from './usage-error.ts';

const defaultFolder = 'migrations/';

/**
 * On the careful side: what is safe on an old version is safe on every later one, and what we
 * write instead runs there; the other way round neither holds. docs/command.md says so to users.
 */
export const defaultPostgresVersion = 14;
export const postgresVersions = { first: 12, last: 18 } as const;

/** The options of `sqllint [paths…]`, in the order of the help. */
export const lintOptionSpecs: readonly OptionSpec[] = [
  { name: 'format', value: '<name>', description: `How to print: ${formatNames.join(', ')}. Default: stylish.` },
  { name: 'dialect', value: '<name>', description: `Whose SQL it is: ${dialectNames.join(', ')}. Default: what the folder or its project tells, else postgres.` },
  {
    name: 'pg-version',
    value: '<major>',
    description: `The oldest PostgreSQL that the migrations run on, ${postgresVersions.first} to ${postgresVersions.last}. Default: what a compose file starts, else ${defaultPostgresVersion}.`,
  },
  {
    name: 'mysql-version',
    value: '<version>',
    description: 'The oldest MySQL, or MariaDB where the SQL is its, that the migrations run on, such as 8.0.20 or 10.11. Default: what a compose file starts, else 8.4 and 10.6.',
  },
  { name: 'config', value: '<file>', description: 'The configuration to use. Default: the nearest sqllint.config.*, here or above.' },
  { name: 'no-config', description: 'Use no configuration.' },
  { name: 'print-config', description: 'Print the configuration that holds, for a path if one is named, and which databases the files tell of, and judge nothing.' },
  { name: 'since', value: '<ref>', description: 'Judge only what changed since the merge base with a branch, tag or commit. Default in CI: the branch that the change goes to.' },
  { name: 'applied-through', value: '<id>', description: 'Judge only what comes behind this migration, which has shipped.' },
  { name: 'all', description: 'Judge all migrations, in CI too.' },
  { name: 'baseline', value: '<file>', description: 'Report only findings that are not recorded there. sqllint baseline records them.' },
  { name: 'stdin', description: 'Read one migration from standard input.' },
  { name: 'stdin-filename', value: '<path>', description: 'The file that standard input stands for; its folder is replayed with it.' },
  { name: 'quiet', description: 'Show errors only. Warnings are still counted.' },
  { name: 'max-warnings', value: '<n>', description: 'Fail when there are more warnings than this.' },
  { name: 'no-workspace', description: 'Do not look where code still names what a migration removes.' },
  { name: 'fix', description: 'Rewrite what has one safe rewrite, in migrations that have not shipped.' },
  { name: 'fix-dry-run', description: 'Print what --fix would change as a patch, and change nothing.' },
  { name: 'watch', description: 'Judge again whenever a migration or the configuration changes, until Ctrl-C.' },
  { name: 'shard', value: '<i/n>', description: 'Judge one of n parts, for machines that share the work. sqllint merge puts their JSON together.' },
  { name: 'no-cache', description: 'Judge everything again, and keep nothing for the next run.' },
  { name: 'cache-location', value: '<folder>', description: 'Where results are kept. Default: node_modules/.cache/sqllint, here or above, else the cache folder of the user.' },
  { name: 'color', description: 'Use colours even if this is not a terminal.' },
  { name: 'no-color', description: 'Use no colours.' },
  { name: 'debug', description: 'Show stack traces of internal errors.' },
  { name: 'help', short: 'h', description: 'Show this text.' },
  { name: 'version', short: 'v', description: 'Show the version.' },
];

export interface LintRequest extends JudgeRequest {
  readonly task: 'lint';
  /** Whether to fix what has one safe rewrite, or only to show what would be done. */
  readonly fix?: 'write' | 'show';
  /** Whether to go on judging whenever something changes. */
  readonly watch?: true;
}

/** What to read and how to judge it. */
export interface JudgeRequest {
  readonly paths: readonly string[];
  /** Whether the user named the paths, or they are the default. */
  readonly pathsAreDefault: boolean;
  readonly format: FormatName;
  /** Absent when the folder is to tell. */
  readonly dialect?: DialectName;
  readonly postgresVersion: number;
  /** Whether the command line names the version, which then outweighs every configuration. */
  readonly isVersionTyped?: true;
  /** The version of MySQL or MariaDB as typed, which outweighs every configuration. */
  readonly mysqlVersion?: string;
  /** The configuration to use, or none; absent when it is to be looked for. */
  readonly config?: string | false;
  /** Whether to print the configuration instead of judging. */
  readonly printConfig?: true;
  /** What the configuration says, once it has been read. */
  readonly settings?: Settings;
  /** What has shipped, as far as the command line says; absent when the environment is to tell. */
  readonly history?: 'all' | { readonly since: string } | { readonly appliedThrough: string };
  /** The file of findings that are known and not reported. */
  readonly baseline?: string;
  readonly stdin?: { readonly filename?: string };
  /** False where code is not to be looked at. */
  readonly workspace?: false;
  /** Which part of the run is judged here; absent when all is. */
  readonly shard?: Shard;
  readonly quiet: boolean;
  readonly maxWarnings?: number;
  /** The folder in which results are kept; false for nowhere, absent for the usual one. */
  readonly cache?: string | false;
  /** Absent when the environment and the terminal decide. */
  readonly color?: boolean;
  readonly debug: boolean;
}

/**
 * Reads and checks what was typed to judge migrations.
 * @throws {UsageError} with one sentence that names the option and one that says what to write
 */
export function readLintRequest({ switches, values, operands }: CommandLine): LintRequest {
  const dialect = values.get('dialect');
  const maxWarnings = values.get('max-warnings');
  const baseline = values.get('baseline');
  const version = values.get('pg-version');
  const mysqlVersion = values.get('mysql-version');
  const request: LintRequest = {
    task: 'lint',
    paths: operands.length > 0 ? operands : [defaultFolder],
    pathsAreDefault: operands.length === 0,
    format: oneOf('format', formatNames, values.get('format') ?? 'stylish'),
    ...(dialect === undefined ? {} : { dialect: oneOf('dialect', dialectNames, dialect) }),
    postgresVersion: version === undefined ? defaultPostgresVersion : readPostgresVersion(version),
    ...(version === undefined ? {} : { isVersionTyped: true }),
    ...(mysqlVersion === undefined ? {} : { mysqlVersion: readMysqlVersion(mysqlVersion) }),
    ...readConfigOptions(switches, values),
    ...readCacheOptions(switches, values),
    ...readHistoryOptions(switches, values),
    ...readShardOptions(switches, values),
    ...(baseline === undefined ? {} : { baseline }),
    ...(switches.has('no-workspace') ? { workspace: false } : {}),
    quiet: switches.has('quiet'),
    ...(maxWarnings === undefined ? {} : { maxWarnings: readMaxWarnings(maxWarnings) }),
    ...(switches.has('color') ? { color: true } : switches.has('no-color') ? { color: false } : {}),
    debug: switches.has('debug'),
  };
  const more = { ...readFixOptions(switches, values), ...readWatchOption(switches, values) };
  const filename = values.get('stdin-filename');
  if (!switches.has('stdin')) {
    if (filename === undefined) return { ...request, ...more };
    throw new UsageError('--stdin-filename says what standard input stands for. Add --stdin.');
  }
  if (operands.length > 0) {
    throw new UsageError(`--stdin reads one migration and no paths. Leave “${operands.join(' ')}” out, or name it with --stdin-filename.`);
  }
  return { ...request, stdin: filename === undefined ? {} : { filename } };
}

function readConfigOptions(switches: ReadonlySet<string>, values: ReadonlyMap<string, string>): Pick<JudgeRequest, 'config' | 'printConfig'> {
  const file = values.get('config');
  if (file !== undefined && switches.has('no-config')) {
    throw new UsageError('--config and --no-config contradict each other. Leave one out.');
  }
  return {
    ...(file === undefined ? {} : { config: file }),
    ...(switches.has('no-config') ? { config: false } : {}),
    ...(switches.has('print-config') ? { printConfig: true } : {}),
  };
}

function readCacheOptions(switches: ReadonlySet<string>, values: ReadonlyMap<string, string>): Pick<JudgeRequest, 'cache'> {
  const folder = values.get('cache-location');
  if (!switches.has('no-cache')) return folder === undefined ? {} : { cache: folder };
  if (folder === undefined) return { cache: false };
  throw new UsageError('--cache-location and --no-cache contradict each other. Leave one out.');
}

function readFixOptions(switches: ReadonlySet<string>, values: ReadonlyMap<string, string>): Pick<LintRequest, 'fix'> {
  const typed = switches.has('fix-dry-run') ? '--fix-dry-run' : switches.has('fix') ? '--fix' : undefined;
  if (typed === undefined) return {};
  if (switches.has('stdin')) throw new UsageError(`${typed} rewrites files, and --stdin names none. Name the file instead.`);
  if (values.has('shard')) throw new UsageError(`${typed} needs the whole run. Leave --shard out.`);
  return { fix: typed === '--fix' ? 'write' : 'show' };
}

function readWatchOption(switches: ReadonlySet<string>, values: ReadonlyMap<string, string>): Pick<LintRequest, 'watch'> {
  if (!switches.has('watch')) return {};
  if (switches.has('stdin')) throw new UsageError('--watch waits for files to change, and standard input is none. Leave one of both out.');
  const other = ['fix', 'fix-dry-run'].find((name) => switches.has(name)) ?? (values.has('shard') ? 'shard' : undefined);
  if (other !== undefined) throw new UsageError(`--watch only judges. Leave --${other} out.`);
  return { watch: true };
}

function readShardOptions(switches: ReadonlySet<string>, values: ReadonlyMap<string, string>): Pick<JudgeRequest, 'shard'> {
  const typed = values.get('shard');
  if (typed === undefined) return {};
  const shard = readShard(typed);
  if (switches.has('stdin')) throw new UsageError('--stdin reads one migration, which no shards can share. Leave --shard out.');
  if (values.has('max-warnings')) throw new UsageError('--max-warnings is about the warnings of all shards together. Say it to sqllint merge.');
  return { shard };
}

function readHistoryOptions(switches: ReadonlySet<string>, values: ReadonlyMap<string, string>): Pick<JudgeRequest, 'history'> {
  const since = values.get('since');
  const appliedThrough = values.get('applied-through');
  const typed = [
    ...(since === undefined ? [] : ['--since']),
    ...(appliedThrough === undefined ? [] : ['--applied-through']),
    ...(switches.has('all') ? ['--all'] : []),
  ];
  if (typed.length > 1) throw new UsageError(`${typed.join(' and ')} contradict each other. Choose one.`);
  if (since !== undefined) return { history: { since } };
  if (appliedThrough !== undefined) return { history: { appliedThrough } };
  return switches.has('all') ? { history: 'all' } : {};
}

function oneOf<T extends string>(option: string, choices: readonly T[], typed: string): T {
  const choice = choices.find((name) => name === typed);
  if (choice !== undefined) return choice;
  const guess = nearest(typed, choices);
  const list = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1) ?? ''}`;
  throw new UsageError(`--${option} takes ${list}, not “${typed}”.${guess === undefined ? '' : ` Did you mean ${guess}?`}`);
}

function readPostgresVersion(typed: string): number {
  const { first, last } = postgresVersions;
  const major = Number(typed);
  if (/^\d+$/u.test(typed) && major >= first && major <= last) return major;
  const written = /^(\d+)\./u.exec(typed)?.[1];
  const advice = written !== undefined && Number(written) >= first && Number(written) <= last ? ` Write ${written}.` : '';
  throw new UsageError(`--pg-version takes a major version from ${first} to ${last}, not “${typed}”.${advice}`);
}

function readMysqlVersion(typed: string): string {
  if (/^\d+(?:\.\d+){0,2}$/u.test(typed)) return typed;
  throw new UsageError(`--mysql-version takes a version of MySQL or MariaDB such as 8.0.36 or 10.11, not “${typed}”.`);
}

/** @throws {UsageError} for what is no whole number */
export function readMaxWarnings(typed: string): number {
  if (/^\d+$/u.test(typed)) return Number(typed);
  throw new UsageError(`--max-warnings takes a whole number, not “${typed}”. Leave the option out to allow any number.`);
}
