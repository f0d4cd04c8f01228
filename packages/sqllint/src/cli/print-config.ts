import { dialectNames } from '../dialect-name.ts';
import { versionsOf } from '../facts/server.ts';
import type { MigrationSet } from '../migrations/migration.ts';
import { rules } from '../rules/index.ts';
import type { JudgeRequest } from './lint-options.ts';
import { readRequested } from './read-requested.ts';
import { versionsSaid } from './settings.ts';
import { shownPath } from './shown-path.ts';

/**
 * What `--print-config` prints: everything that holds for a path, or in general where none was
 * named, with every rule, in the form of a configuration.
 *
 * @returns JSON; `file` is where the configuration stands, null where there is none, and `migrations` is what the files
 *   tell of the databases, and which of them does
 */
export async function printedConfig(request: JudgeRequest): Promise<string> {
  const { paths, pathsAreDefault, dialect, settings } = request;
  const [path] = paths;
  const config =
    path === undefined || pathsAreDefault ? settings?.general : (settings?.forFile?.(path) ?? settings?.general);
  const mysqlVersion = config?.mysqlVersion ?? request.mysqlVersion;
  const severities = rules.map(({ name, severity, recommended }): [string, string] => [
    name,
    config?.rules?.[name] ?? (recommended ? severity : 'off'),
  ]);
  return JSON.stringify(
    {
      file: settings === undefined ? null : shownPath(settings.file),
      dialect: dialect ?? null,
      layout: settings?.layout ?? null,
      pgVersion: config?.pgVersion ?? request.postgresVersion,
      ...(mysqlVersion === undefined ? {} : { mysqlVersion }),
      rules: Object.fromEntries(severities.sort(([a], [b]) => (a < b ? -1 : 1))),
      tables: { small: config?.tables?.small ?? [], hot: config?.tables?.hot ?? [] },
      ignore: settings?.ignore ?? [],
      ...(path === undefined || pathsAreDefault ? {} : { ignored: settings?.isIgnored?.(path) === true }),
      migrations: (await readRequested(request, () => undefined)).filter(({ migrations }) => migrations.length > 0).map((set) => detected(set, request)),
    },
    undefined,
    2,
  );
}

/** Whose SQL a set is taken for, and for which server; `…From` names the file that tells, where one beside the migrations does. */
function detected(set: MigrationSet, request: JudgeRequest): object {
  const dialect = request.dialect ?? set.dialect ?? set.otherDatabase ?? 'postgres';
  const known = dialectNames.find((name) => name === dialect);
  const { pgVersion, mysqlVersion } = known === undefined ? {} : versionsOf(set, known, versionsSaid(request));
  const version = known === 'postgres' ? pgVersion : mysqlVersion;
  const isOfFile = dialect === set.dialect && set.server !== undefined && versionsSaid(request)[known === 'postgres' ? 'pgVersion' : 'mysqlVersion'] === undefined;
  return {
    root: shownPath(set.root),
    layout: set.layout,
    dialect,
    ...(set.dialectFrom === undefined || request.dialect !== undefined ? {} : { dialectFrom: shownPath(set.dialectFrom) }),
    ...(version === undefined || known === 'sqlite' ? {} : { version }),
    ...(isOfFile ? { versionFrom: shownPath(set.server.from) } : {}),
  };
}
