import type { ESLint, Linter } from 'eslint';
import { globs } from './globs.ts';
import { rulesInTests } from './rules-in-tests.ts';
import type { RulesWithDocs } from './severities.ts';
import { severitiesFor } from './severities.ts';

/**
 * The `recommended` config: every rule for code whose `meta.docs.recommended` names a severity.
 *
 * @param plugin the plugin object the block registers under the name `delivery`
 * @param rules the rules to choose from
 */
export function recommendedConfig(plugin: ESLint.Plugin, rules: RulesWithDocs): Linter.Config[] {
  const severities = severitiesFor(rules, 'js/js', ({ recommended }) => recommended);
  return [
    { name: 'delivery/recommended', files: [...globs.code], plugins: { delivery: plugin }, rules: severities },
    { name: 'delivery/recommended in tests', files: [...globs.tests], rules: rulesInTests },
  ];
}
