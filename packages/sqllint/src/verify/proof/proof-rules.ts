import { dialectNames } from '../../dialect-name.ts';
import type { Rule } from '../../rules/rule.ts';

/** What a run on a real database can find, in the form that reports describe rules in. */
type ProofRule = Pick<Rule, 'name' | 'antipattern' | 'severity' | 'dialects' | 'recommended' | 'docs'>;

function rule(name: string, antipattern: Rule['antipattern'], severity: Rule['severity'], description: string): ProofRule {
  return { name: `verify/${name}`, antipattern, severity, dialects: dialectNames, recommended: true, docs: { description } };
}

/** The rules of `sqllint verify`, by what they are about. */
export const proofRules = {
  upFails: rule('up-fails', 'DP-05', 'error', 'Require the up migration to run'),
  upFailsOnRows: rule('up-fails-on-rows', 'DP-05', 'warn', 'Require the up migration to run on every row that the schema before it allows'),
  upNotRepeatable: rule('up-not-repeatable', 'DP-01', 'warn', 'Require the up migration to run again, with the same result, once it was rolled back'),
  oldCodeBreaks: rule('old-code-breaks', 'DP-05', 'error', 'Require what the previous release does with a table to go on working after the up'),
  downFails: rule('down-fails', 'DP-01', 'error', 'Require the down migration to run'),
  downFailsOnNewRows: rule('down-fails-on-new-rows', 'DP-01', 'error', 'Require the down migration to run once the new release has written rows'),
  downDoesNotRestore: rule('down-does-not-restore', 'DP-01', 'error', 'Require the down migration to bring back the schema as it was before the up'),
  downLosesData: rule('down-loses-data', 'DP-01', 'error', 'Require every value of before the up to be there after the down'),
} as const;
