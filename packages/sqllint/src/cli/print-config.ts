import { rules } from '../rules/index.ts';
import type { JudgeRequest } from './lint-options.ts';
import { shownPath } from './shown-path.ts';

/**
 * What `--print-config` prints: everything that holds for a path, or in general where none was
 * named, with every rule, in the form of a configuration.
 *
 * @returns JSON; `file` is where the configuration stands, null where there is none
 */
export function printedConfig({ paths, pathsAreDefault, dialect, postgresVersion, settings }: JudgeRequest): string {
  const [path] = paths;
  const config =
    path === undefined || pathsAreDefault ? settings?.general : (settings?.forFile?.(path) ?? settings?.general);
  const severities = rules.map(({ name, severity, recommended }): [string, string] => [
    name,
    config?.rules?.[name] ?? (recommended ? severity : 'off'),
  ]);
  return JSON.stringify(
    {
      file: settings === undefined ? null : shownPath(settings.file),
      dialect: dialect ?? null,
      layout: settings?.layout ?? null,
      pgVersion: config?.pgVersion ?? postgresVersion,
      rules: Object.fromEntries(severities.sort(([a], [b]) => (a < b ? -1 : 1))),
      tables: { small: config?.tables?.small ?? [], hot: config?.tables?.hot ?? [] },
      ignore: settings?.ignore ?? [],
      ...(path === undefined || pathsAreDefault ? {} : { ignored: settings?.isIgnored?.(path) === true }),
    },
    undefined,
    2,
  );
}
