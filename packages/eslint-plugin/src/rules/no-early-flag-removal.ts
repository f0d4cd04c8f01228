import type { TSESTree } from '@typescript-eslint/utils';
import { ancestorsOf } from '../analysis/tree.ts';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import type { BaselineMessageId, ChangedFile } from '../comparison/since-baseline.ts';
import { createRule } from '../create-rule.ts';
import type { FlagEvaluation } from '../flags/evaluations.ts';
import { flagEvaluations } from '../flags/evaluations.ts';
import { daysBetween, entryOf, isTemporary, timeOf } from '../flags/flag-entry.ts';
import type { ListedFlag, Registry } from '../flags/flag-entry.ts';
import { guardsOf } from '../flags/guards.ts';
import { camelCase, projectFlags, usesFlags } from '../flags/project-flags.ts';
import type { ProjectFlags } from '../flags/project-flags.ts';
import { registryAt } from '../flags/registry.ts';
import { outcomeOf } from '../flags/survival.ts';
import { commitTime, firstWritten } from '../project/commit-dates.ts';

/** The options of `no-early-flag-removal` after ESLint has merged the defaults in. */
export interface EarlyRemovalOptions {
  readonly minDaysAtFull: number;
}

type MessageId = BaselineMessageId | 'neverFull' | 'tooSoon' | 'tooNew';

interface Reason {
  readonly messageId: 'neverFull' | 'tooSoon' | 'tooNew';
  readonly data?: Readonly<Record<string, string>>;
}

export default createRule<MessageId, readonly [EarlyRemovalOptions]>({
  name: 'no-early-flag-removal',
  antipattern: 'DP-04',
  type: 'problem',
  docs: {
    description: 'Disallow removing a feature flag before what it guards has been on for everybody long enough',
    recommended: false,
    strict: 'error',
  },
  messages: {
    ...baselineMessages,
    neverFull: 'The flag `{{key}}` is gone and what it guarded always runs, but the registry does not say that it was ever on for everybody. Keep the flag until it has been, so that it can be switched off without a deployment.',
    tooSoon: 'The flag `{{key}}` is gone and what it guarded always runs, but it has been on for everybody for {{days}} days only. Keep the flag until {{date}}, so that it can be switched off without a deployment.',
    tooNew: 'The flag `{{key}}` is gone and what it guarded always runs, but the flag is only {{days}} days old. Keep it until it has been on for everybody for {{least}} days, so that it can be switched off without a deployment.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        minDaysAtFull: {
          type: 'integer',
          minimum: 1,
          description: 'For how many days a flag has to have been on for everybody.',
        },
      },
    },
  ],
  defaultOptions: [{ minDaysAtFull: 14 }],
  create(context) {
    const [{ minDaysAtFull }] = context.options;
    const { sourceCode } = context;

    return sinceBaseline(context, (changed) => {
      const flags = projectFlags(context);
      const { baseline, earlier, file } = changed;
      const program = earlier?.program();
      if (flags?.settings.registry === undefined || !earlier || !program || !usesFlags(baseline.pathOf(file))) return;
      const before = flagEvaluations(program, flags.settings, (source) => flags.textOf(source));
      if (before.length === 0) return;
      const now = new Set(flagEvaluations(sourceCode.ast, flags.settings, (source) => flags.textOf(source)).map(({ key }) => key));
      // A flag that takes the place of another is that one under a new name.
      if ([...now].some((key) => !before.some((evaluation) => evaluation.key === key))) return;
      const gone = new Set(before.flatMap(({ key }) => (now.has(key) ? [] : key)));
      if (gone.size === 0) return;
      const registry = registryAt(flags.settings, baseline, flags.parse);
      for (const key of gone) {
        const evaluations = before.filter((evaluation) => evaluation.key === key);
        const [first] = evaluations;
        const at = survivalOf(evaluations, earlier.text);
        // Of a flag that nobody has listed, nobody can say how long it was on.
        const entry = registry && first && entryOf(registry, first);
        if (!entry || at === undefined || [entry.key, key].some((name) => isAskedElsewhere(name, flags))) continue;
        const reason = reasonOf(entry, registry, changed);
        if (!reason) continue;
        const { line } = sourceCode.getLocFromIndex(at);
        const text = sourceCode.lines[line - 1] ?? '';
        context.report({
          loc: { start: { line, column: text.length - text.trimStart().length }, end: { line, column: text.trimEnd().length } },
          messageId: reason.messageId,
          data: { key: entry.key, ...reason.data },
        });
      }
    });

    /** Where what the flag guarded stands now, with nothing new around it that could switch it off. */
    function survivalOf(evaluations: readonly FlagEvaluation[], earlier: string): number | undefined {
      const outcome = outcomeOf(evaluations.flatMap(({ node }) => guardsOf(node)), earlier, sourceCode.text);
      if (outcome.kind !== 'kept') return undefined;
      const node = sourceCode.getNodeByRangeIndex(outcome.at);
      return node && [...ancestorsOf(node)].some((ancestor) => isNewCondition(ancestor, earlier)) ? undefined : outcome.at;
    }

    function isNewCondition(node: TSESTree.Node, earlier: string): boolean {
      const test = node.type === 'IfStatement' || node.type === 'ConditionalExpression' ? node.test : node.type === 'LogicalExpression' && node.operator === '&&' ? node.left : undefined;
      return test !== undefined && !earlier.includes(sourceCode.getText(test));
    }

    /** As long as other code asks, the flag is not gone. */
    function isAskedElsewhere(key: string, { index, registry, settings }: ProjectFlags): boolean {
      const [word = '', camel = ''] = [key, camelCase(key)].map((name) => name.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'));
      // A name in camel case is that of a flag where it comes from an object of flags.
      const asked = new RegExp(`(?<![\\w-])${word}(?![\\w-])|[fF]lags?\\??\\.${camel}\\b|\\b${camel}\\b[^=;]*=\\s*useFlags\\b`, 'u');
      const listed = new Set((registry?.files ?? []).map((file) => index.pathOf(file)));
      const [registryPath = ''] = (settings.registry ?? '').split('#');
      const isCode = (path: string): boolean => /\.(?:[cm]?[jt]sx?|vue|svelte)$/u.test(path) && !listed.has(path) && path !== registryPath && usesFlags(path);
      const open = { file: context.physicalFilename, text: sourceCode.text };
      return !index.isComplete || index.holds(isCode, asked, open);
    }

    function reasonOf(entry: ListedFlag, registry: Registry, { baseline, file }: ChangedFile): Reason | undefined {
      if (!isTemporary(entry) || entry.isStable) return undefined;
      const now = commitTime(file);
      const since = timeOf(entry.rolledOutAt);
      if (since !== undefined && now !== undefined) {
        const days = daysBetween(since, Math.max(now, since));
        const date = new Date(since + minDaysAtFull * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
        return days < minDaysAtFull ? { messageId: 'tooSoon', data: { days: String(days), date } } : undefined;
      }
      if (registry.hasFields && [...registry.entries.values()].some(({ rolledOutAt }) => rolledOutAt !== undefined)) return { messageId: 'neverFull' };
      // A list of names: how old the flag is, is all that there is to know.
      const written = registry.files.map((name) => firstWritten(baseline.repository, baseline.commit, baseline.pathOf(name), entry.key)).find((time) => time !== undefined);
      if (written === undefined || now === undefined) return undefined;
      const days = daysBetween(written, Math.max(now, written));
      return days < minDaysAtFull ? { messageId: 'tooNew', data: { days: String(days), least: String(minDaysAtFull) } } : undefined;
    }
  },
});
