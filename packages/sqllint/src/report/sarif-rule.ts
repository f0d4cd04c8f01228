import { findAntipattern, findFactorDefence, findSeemsCategory } from 'delivery-antipatterns';
import type { ReportingDescriptor } from 'sarif';

import type { Rule } from '../rules/rule.ts';

/** SARIF's words for our severities. */
export const levels = { error: 'error', warn: 'warning' } as const;

/**
 * A rule as SARIF describes it. The anti-pattern it belongs to is given in `properties`, in the
 * words of `delivery-antipatterns`, and in `tags`, by which platforms filter.
 */
export function sarifRule(rule: Rule, helpUri: string | undefined): ReportingDescriptor {
  const antipattern = findAntipattern(rule.antipattern);
  const seems = findSeemsCategory(antipattern.seems).name;
  const factor = findFactorDefence(antipattern.factor).name;
  const why = `${antipattern.id}, ${antipattern.title}: ${antipattern.consequenceForRecovery}`;
  return {
    id: rule.name,
    shortDescription: { text: `${rule.docs.description}.` },
    fullDescription: { text: `${rule.docs.description}. ${antipattern.whatGoesWrong}` },
    help: {
      text: [why, antipattern.wayOut.summary, ...(helpUri === undefined ? [] : [helpUri])].join('\n\n'),
      markdown: [why, antipattern.wayOut.summary, ...(helpUri === undefined ? [] : [`[${rule.name}](${helpUri})`])].join('\n\n'),
    },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { enabled: rule.recommended, level: levels[rule.severity] },
    properties: {
      tags: ['delivery', 'migrations', antipattern.id],
      antipattern: antipattern.id,
      antipatternTitle: antipattern.title,
      seems,
      factor,
      typicalSeverity: antipattern.severity,
      maturity: antipattern.maturity.rung,
      ...('irreversible' in antipattern.maturity ? { irreversible: antipattern.maturity.irreversible } : {}),
      ...(antipattern.criterion === undefined ? {} : { maturityCriterion: antipattern.criterion }),
      dialects: [...rule.dialects],
    },
  };
}
