import { createRule } from '../create-rule.ts';
import { flagEvaluations } from '../flags/evaluations.ts';
import { daysBetween, entryOf, isTemporary, timeOf } from '../flags/flag-entry.ts';
import type { FlagEntry } from '../flags/flag-entry.ts';
import { projectFlags, usesFlags } from '../flags/project-flags.ts';
import { commitTime } from '../project/commit-dates.ts';

/** The options of `no-stale-flag` after ESLint has merged the defaults in. */
export interface StaleFlagOptions {
  readonly maxDaysStable: number;
}

export default createRule<'overdue' | 'stable', readonly [StaleFlagOptions]>({
  name: 'no-stale-flag',
  antipattern: 'DP-04',
  type: 'suggestion',
  docs: {
    description: 'Disallow feature flags that were to be removed by now',
    recommended: false,
    strict: 'warn',
  },
  messages: {
    overdue: 'The flag `{{key}}` was to be removed by {{date}}. Remove the check and what it guards against, or give the flag a later date in the registry.',
    stable: 'The flag `{{key}}` has been on for everybody since {{date}}, which is {{days}} days. Remove the check and what it guards against, or give the flag a type that lasts, such as `ops`.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        maxDaysStable: {
          type: 'integer',
          minimum: 1,
          description: 'For how many days a flag that is on for everybody may stay in the code.',
        },
      },
    },
  ],
  defaultOptions: [{ maxDaysStable: 60 }],
  create(context) {
    const [{ maxDaysStable }] = context.options;
    return {
      'Program:exit': () => {
        const flags = projectFlags(context);
        if (!flags?.registry?.hasFields || flags.isRegistry || !usesFlags(flags.index.pathOf(context.physicalFilename))) return;
        const { registry } = flags;
        const used = flagEvaluations(context.sourceCode.ast, flags.settings, (source) => flags.textOf(source));
        // The same commit is judged alike on every day, so it is not the clock that is asked.
        const now = used.length === 0 ? undefined : (timeOf(registry.exportedAt) ?? commitTime(context.physicalFilename));
        if (now === undefined) return;
        for (const evaluation of used) {
          const { keyNode } = evaluation;
          const entry = entryOf(registry, evaluation);
          const reason = entry && isTemporary(entry) ? reasonOf(entry, now) : undefined;
          if (reason) context.report({ node: keyNode, ...reason, data: { key: entry?.key ?? evaluation.key, ...reason.data } });
        }
      },
    };

    function reasonOf({ removeBy, rolledOutAt }: FlagEntry, now: number): { messageId: 'overdue' | 'stable'; data: Record<string, string> } | undefined {
      const end = timeOf(removeBy);
      if (end !== undefined) return now > end ? { messageId: 'overdue', data: { date: removeBy ?? '' } } : undefined;
      const since = timeOf(rolledOutAt);
      if (since === undefined) return undefined;
      const days = daysBetween(since, now);
      return days > maxDaysStable ? { messageId: 'stable', data: { date: rolledOutAt ?? '', days: String(days) } } : undefined;
    }
  },
});
