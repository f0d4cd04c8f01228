import type { Linter } from 'eslint';

/** The rules of the SQL entry, as ESLint's own types have them. */
export type SqlRules = Readonly<Record<string, { readonly meta?: { readonly docs?: { readonly recommended?: unknown } | undefined } }>>;

/** Every rule for SQL at the severity that it recommends; those that recommend none are left out. */
export function recommendedSqlRules(rules: SqlRules): Linter.RulesRecord {
  const severities: Linter.RulesRecord = {};
  for (const [name, { meta }] of Object.entries(rules)) {
    const severity = meta?.docs?.recommended;
    if (severity === 'error' || severity === 'warn') severities[`delivery/${name}`] = severity;
  }
  return severities;
}
