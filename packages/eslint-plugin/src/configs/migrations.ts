import type { ESLint, Linter } from 'eslint';
import { globs } from './globs.ts';

type SqlRules = Readonly<Record<string, { readonly meta?: { readonly docs?: { readonly recommended?: unknown } | undefined } }>>;

/**
 * The `migrations` config: migrations that are written in code are judged by the SQL that they send, with every rule for
 * SQL at the severity that it recommends.
 *
 * @param plugin the plugin object the block registers under the name `delivery`
 * @param rules the rules to choose from
 */
export function migrationsConfig(plugin: ESLint.Plugin, rules: SqlRules): Linter.Config[] {
  const severities: Linter.RulesRecord = {};
  for (const [name, { meta }] of Object.entries(rules)) {
    const severity = meta?.docs?.recommended;
    if (severity === 'error' || severity === 'warn') severities[`delivery/${name}`] = severity;
  }
  return [{ name: 'delivery/migrations', files: [...globs.migrations], plugins: { delivery: plugin }, rules: severities }];
}
