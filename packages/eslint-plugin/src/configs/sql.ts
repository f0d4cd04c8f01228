import type { ESLint, Linter } from 'eslint';

type SqlRules = Readonly<Record<string, { readonly meta?: { readonly docs?: { readonly recommended?: unknown } | undefined } }>>;

/**
 * The `sql` config: `.sql` files are read in the language `delivery/sql`, with every rule for SQL at the severity that
 * it recommends.
 *
 * @param plugin the plugin object the block registers under the name `delivery`
 * @param rules the rules to choose from
 */
export function sqlConfig(plugin: ESLint.Plugin, rules: SqlRules): Linter.Config[] {
  const severities: Linter.RulesRecord = {};
  for (const [name, { meta }] of Object.entries(rules)) {
    const severity = meta?.docs?.recommended;
    if (severity === 'error' || severity === 'warn') severities[`delivery/${name}`] = severity;
  }
  return [{ name: 'delivery/sql', files: ['**/*.sql'], plugins: { delivery: plugin }, language: 'delivery/sql', rules: severities }];
}
