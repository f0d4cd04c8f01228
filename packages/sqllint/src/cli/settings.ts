import { dirname, resolve } from 'node:path';

import type { Config, FileConfig } from '../config/config.ts';
import { findConfig } from '../config/find-config.ts';
import type { FileMatcher } from '../config/match-files.ts';
import type { LintOptions } from '../lint.ts';
import type { MigrationSet } from '../migrations/migration.ts';
import type { JudgeRequest } from './lint-options.ts';

/** What a configuration says, ready to be asked. */
export interface Settings {
  /** The file that says it. */
  readonly file: string;
  /** All of it, as it is written. */
  readonly config: Config;
  readonly layout?: string;
  /** What holds for files of which nothing else is said. */
  readonly general: FileConfig;
  /** What holds for one file; absent when all are alike. */
  readonly forFile?: (file: string) => FileConfig;
  /** The folders of code that is looked at, absolute; false for none, absent for the whole repository. */
  readonly workspace?: false | readonly string[];
  readonly ignore: readonly string[];
  /** Absent when nothing is ignored. */
  readonly isIgnored?: FileMatcher;
}

/**
 * Adds to a request what the configuration says and the command line does not. Without a
 * configuration, that is nothing, and nothing is loaded for it.
 *
 * @throws {ConfigError} when there is a configuration that cannot be used
 */
export async function withSettings<R extends JudgeRequest>(request: R): Promise<R> {
  const file = request.config ?? findConfig(process.cwd());
  if (file === undefined || file === false) return request;
  const config = await readConfig(resolve(file));
  const isVersionTyped = request.isVersionTyped === true;
  return {
    ...request,
    ...(request.dialect === undefined && config.dialect !== undefined ? { dialect: config.dialect } : {}),
    ...(config.pgVersion === undefined || isVersionTyped ? {} : { postgresVersion: config.pgVersion }),
    settings: await settingsOf(resolve(file), config, { pgVersion: isVersionTyped, mysqlVersion: request.mysqlVersion !== undefined }),
  };
}

async function readConfig(file: string): Promise<Config> {
  const [{ loadConfig }, { checkConfig }, { vocabulary }] = await Promise.all([
    import('../config/load-config.ts'),
    import('../config/check-config.ts'),
    import('./vocabulary.ts'),
  ]);
  const runsTypeScript = 'typescript' in process.features && Boolean(process.features.typescript);
  return checkConfig(await loadConfig(file, runsTypeScript), vocabulary, file);
}

/** Which versions the command line names, which then hold for every file. */
type Typed = Readonly<Record<'pgVersion' | 'mysqlVersion', boolean>>;

async function settingsOf(file: string, config: Config, typed: Typed): Promise<Settings> {
  const { layout, ignore = [], overrides = [], workspace } = config;
  const general = fileConfigOf(config.preset === 'all' ? { ...config, rules: { ...(await optInRules()), ...config.rules } } : config, typed);
  const settings: Settings = {
    file,
    config,
    ...(layout === undefined ? {} : { layout }),
    ...(workspace === undefined ? {} : { workspace: workspace && workspace.map((folder) => resolve(dirname(file), folder)) }),
    general,
    ignore,
  };
  if (ignore.length === 0 && overrides.length === 0) return settings;
  const [{ matchFiles }, { optionsForFile }] = await Promise.all([
    import('../config/match-files.ts'),
    import('../config/options-for-file.ts'),
  ]);
  const base = dirname(file);
  const ready = overrides.map((override) => ({
    matches: matchFiles(override.files, base),
    override: { ...fileConfigOf(override, typed), files: override.files },
  }));
  return {
    ...settings,
    ...(ready.length === 0 ? {} : { forFile: (path: string) => optionsForFile(path, general, ready) }),
    ...(ignore.length === 0 ? {} : { isIgnored: matchFiles(ignore, base) }),
  };
}

/** The rules that are off by default, with the severity that each would have. */
async function optInRules(): Promise<NonNullable<FileConfig['rules']>> {
  const { rules } = await import('../rules/index.ts');
  return Object.fromEntries(rules.filter(({ recommended }) => !recommended).map(({ name, severity }) => [name, severity]));
}

function fileConfigOf({ pgVersion, mysqlVersion, rules, tables }: FileConfig, typed: Typed): FileConfig {
  return {
    ...(pgVersion === undefined || typed.pgVersion ? {} : { pgVersion }),
    ...(mysqlVersion === undefined || typed.mysqlVersion ? {} : { mysqlVersion }),
    ...(rules === undefined ? {} : { rules }),
    ...(tables === undefined ? {} : { tables }),
  };
}

/** What a configuration says about the migrations of a set. */
export function optionsOfSettings(settings: Settings | undefined, { migrations }: MigrationSet): Pick<LintOptions, 'rules' | 'tables' | 'files'> {
  if (settings === undefined) return {};
  const { general, forFile } = settings;
  if (forFile === undefined) return general;
  const files = new Map<string, FileConfig>();
  for (const { up, down } of migrations) {
    for (const { file } of down ? [up, down] : [up]) {
      if (!files.has(file)) files.set(file, forFile(file));
    }
  }
  const special = [...files].filter(([, config]) => config !== general);
  return special.length === 0 ? general : { ...general, files: Object.fromEntries(special) };
}

/** The versions that the command line or, for all files, the configuration names; a set knows what its project says besides. */
export function versionsSaid({ isVersionTyped, postgresVersion, mysqlVersion, settings }: JudgeRequest): Pick<LintOptions, 'pgVersion' | 'mysqlVersion'> {
  const isSaid = isVersionTyped === true || settings?.general.pgVersion !== undefined;
  const mysql = mysqlVersion ?? settings?.general.mysqlVersion;
  return { ...(isSaid ? { pgVersion: postgresVersion } : {}), ...(mysql === undefined ? {} : { mysqlVersion: mysql }) };
}
