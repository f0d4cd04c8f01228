import { dialectNames } from '../dialect-name.ts';
import type { Difference } from '../schema/difference.ts';
import { defineRule } from './rule.ts';

/** Differences named in the message; the rest is counted. */
const named = 3;

export const downDoesNotRestore = defineRule({
  name: 'down-does-not-restore',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Require the down migration to bring back the schema as it was before the up' },
  migration({ down, differences, downProblems }) {
    if (!down || !differences || differences.length === 0 || downProblems.length > 0) return undefined;
    const isEmpty = down.every((statement) => statement.changes.every((change) => change.kind === 'noEffect'));
    // A down that does nothing has a finding of its own, and so has one that the server cannot read.
    if (isEmpty || down.some(({ problem }) => problem?.kind === 'syntax')) return undefined;
    const shown = differences.slice(0, named).map(describe).join('; ');
    const rest = differences.length > named ? `; and ${String(differences.length - named)} more` : '';
    const mend = differences.flatMap((difference) => difference.mend());
    const last = down.at(-1);
    const onlyEnumValues = differences.every((difference) => difference.problem === 'irrevocable');
    return {
      // Nothing can be written that would mend it.
      ...(onlyEnumValues ? { severity: 'warn' as const } : {}),
      message: `This down does not bring back the schema from before the up: ${shown}${rest}.`,
      ...(mend.length > 0 ? { instead: ['-- Add to the down:', ...mend].join('\n') } : {}),
      script: 'down',
      rollback: onlyEnumValues ? 'impossible' : 'incomplete',
      ...(last ? { range: { start: last.start, end: last.end } } : {}),
    };
  },
});

function describe(difference: Difference): string {
  switch (difference.problem) {
    case 'missing':
      return `${difference.object} is missing`;
    case 'left over':
      return `${difference.object} is left over`;
    case 'irrevocable':
      return `${difference.object} stays, since PostgreSQL cannot take a value out of an enum`;
    case 'different':
      return `${difference.object} differs: ${difference.detail ?? ''}`;
  }
}
