import type { ESLint, Linter } from 'eslint';
import type { DeliveryRuleDocs } from '../create-rule.ts';
import { SOURCE_FILES, TEST_FILES } from './source-files.ts';

type RulesWithDocs = Readonly<Record<string, { readonly meta: { readonly docs?: DeliveryRuleDocs } }>>;

/** Tests make up passwords and tokens by the dozen. What a provider's own marks tell is no less of a leak there. */
const RULES_IN_TESTS: Linter.RulesRecord = { 'delivery/no-secrets': ['error', { confidence: 'high' }] };

/**
 * The `recommended` config: every rule for code whose `meta.docs.recommended` names a severity.
 *
 * @param plugin the plugin object the block registers under the name `delivery`
 * @param rules the rules to choose from
 */
export function recommendedConfig(plugin: ESLint.Plugin, rules: RulesWithDocs): Linter.Config[] {
  const severities: Linter.RulesRecord = {};
  for (const [name, rule] of Object.entries(rules)) {
    const severity = rule.meta.docs?.recommended;
    if (severity) severities[`delivery/${name}`] = severity;
  }
  return [
    { name: 'delivery/recommended', files: [...SOURCE_FILES], plugins: { delivery: plugin }, rules: severities },
    { name: 'delivery/recommended in tests', files: [...TEST_FILES], rules: RULES_IN_TESTS },
  ];
}
