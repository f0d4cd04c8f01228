import type { ESLint, Linter } from 'eslint';
import { globs } from './globs.ts';
import type { SqlRules } from './recommended-sql-rules.ts';
import { recommendedSqlRules } from './recommended-sql-rules.ts';

/**
 * The `migrations` config: migrations that are written in code are judged by the SQL that they send, with every rule for
 * SQL at the severity that it recommends.
 *
 * @param plugin the plugin object the block registers under the name `delivery`
 * @param rules the rules to choose from
 */
export function migrationsConfig(plugin: ESLint.Plugin, rules: SqlRules): Linter.Config[] {
  const severities = recommendedSqlRules(rules);
  return [{ name: 'delivery/migrations', files: [...globs.migrations], plugins: { delivery: plugin }, rules: severities }];
}
