import type { ESLint, Linter } from 'eslint';
import { globs } from './globs.ts';
import { rulesInTests } from './rules-in-tests.ts';
import type { RulesWithDocs } from './severities.ts';
import { severitiesFor } from './severities.ts';

/**
 * The `strict` config: what is recommended for code, all of it as errors, and the rules that ask for more than most
 * projects want to begin with.
 *
 * @param plugin the plugin object the block registers under the name `delivery`
 * @param rules the rules to choose from
 */
export function strictConfig(plugin: ESLint.Plugin, rules: RulesWithDocs): Linter.Config[] {
  const severities = severitiesFor(rules, 'js/js', ({ recommended, strict }) => strict ?? (recommended && 'error'));
  for (const [name, { meta }] of Object.entries(rules)) {
    if (`delivery/${name}` in severities && meta.docs?.strictOptions) severities[`delivery/${name}`] = ['error', meta.docs.strictOptions];
  }
  return [
    { name: 'delivery/strict', files: [...globs.code], plugins: { delivery: plugin }, rules: severities },
    { name: 'delivery/strict in tests', files: [...globs.tests], rules: rulesInTests },
  ];
}
