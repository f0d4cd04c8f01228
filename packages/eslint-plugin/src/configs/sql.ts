import type { ESLint, Linter } from 'eslint';
import { globs } from './globs.ts';
import type { SqlRules } from './recommended-sql-rules.ts';
import { recommendedSqlRules } from './recommended-sql-rules.ts';

/**
 * The `sql` config: `.sql` files are read in the language `delivery/sql`, with every rule for SQL at the severity that
 * it recommends.
 *
 * @param plugin the plugin object the block registers under the name `delivery`
 * @param rules the rules to choose from
 */
export function sqlConfig(plugin: ESLint.Plugin, rules: SqlRules): Linter.Config[] {
  const severities = recommendedSqlRules(rules);
  return [{ name: 'delivery/sql', files: [...globs.sql], plugins: { delivery: plugin }, language: 'delivery/sql', rules: severities }];
}
