import type { ConfigOverride, FileConfig } from './config.ts';
import type { FileMatcher } from './match-files.ts';

/** An override whose globs have been made ready. */
export interface ReadyOverride {
  readonly matches: FileMatcher;
  readonly override: ConfigOverride;
}

/**
 * What holds for one file: the general part, then each override that matches, a later one over an
 * earlier one. Severities are merged rule by rule; lists of tables are added to each other.
 */
export function optionsForFile(file: string, general: FileConfig, overrides: readonly ReadyOverride[]): FileConfig {
  let merged = general;
  for (const { matches, override } of overrides) if (matches(file)) merged = mergeFileConfigs(merged, override);
  return merged;
}

function mergeFileConfigs(below: FileConfig, above: FileConfig): FileConfig {
  const pgVersion = above.pgVersion ?? below.pgVersion;
  const mysqlVersion = above.mysqlVersion ?? below.mysqlVersion;
  return {
    ...(mysqlVersion === undefined ? {} : { mysqlVersion }),
    ...(pgVersion === undefined ? {} : { pgVersion }),
    rules: { ...below.rules, ...withoutUndefined(above.rules) },
    tables: {
      small: [...(below.tables?.small ?? []), ...(above.tables?.small ?? [])],
      hot: [...(below.tables?.hot ?? []), ...(above.tables?.hot ?? [])],
    },
  };
}

function withoutUndefined(rules: FileConfig['rules'] = {}): NonNullable<FileConfig['rules']> {
  // JavaScript can write what the type does not have.
  return Object.fromEntries(Object.entries(rules).filter(([, severity]: [string, unknown]) => severity !== undefined));
}
