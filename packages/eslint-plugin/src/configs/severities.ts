import type { Linter } from 'eslint';
import type { DeliveryRuleDocs } from '../create-rule.ts';

/** The rules that a config chooses from, by name. */
export type RulesWithDocs = Readonly<
  Record<string, { readonly meta: { readonly docs?: DeliveryRuleDocs | undefined; readonly languages?: readonly string[] | undefined } }>
>;

/**
 * The severities of the rules that run on a language.
 *
 * @param rules the rules to choose from
 * @param language as a config says it: `yml/yaml`
 * @param severityOf the severity of a rule in the config at hand; false when it is not part of it
 */
export function severitiesFor(
  rules: RulesWithDocs,
  language: string,
  severityOf: (docs: DeliveryRuleDocs) => Linter.StringSeverity | false,
): Linter.RulesRecord {
  const severities: Linter.RulesRecord = {};
  for (const [name, { meta }] of Object.entries(rules)) {
    const severity = meta.docs && severityOf(meta.docs);
    if (severity && meta.languages?.some((other) => other === language || other === '*')) severities[`delivery/${name}`] = severity;
  }
  return severities;
}
