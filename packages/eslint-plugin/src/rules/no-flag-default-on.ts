import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../analysis/syntax.ts';
import { baselineOf } from '../comparison/baseline-of.ts';
import { createRule } from '../create-rule.ts';
import { flagEvaluations } from '../flags/evaluations.ts';
import { entryOf, isTemporary } from '../flags/flag-entry.ts';
import type { FlagEntry } from '../flags/flag-entry.ts';
import { projectFlags, usesFlags } from '../flags/project-flags.ts';
import { Baseline } from '../project/baseline.ts';

export default createRule<'fallback' | 'registered', readonly []>({
  name: 'no-flag-default-on',
  antipattern: 'DP-04',
  type: 'problem',
  languages: ['js/js', 'json/json', 'json/jsonc', 'json/json5', 'yml/yaml'],
  docs: {
    description: 'Disallow feature flags that are on when nobody has switched them on',
    recommended: false,
    strict: 'error',
    dialects: ['JavaScript', 'TypeScript', 'JSON', 'YAML'],
  },
  messages: {
    fallback: 'When the flag service does not answer, `{{key}}` is on, so what it guards reaches everybody at once. Let it be off by default until it is rolled out.',
    registered: 'The flag `{{key}}` is on by default, so what it guards reaches everybody as soon as it is deployed. Let it be off by default until it is rolled out.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode } = context;
    const root = sourceCode.ast.type as string; // another one in each language
    return {
      [`${root}:exit`]: () => {
        const flags = projectFlags(context);
        if (!flags) return;
        const { registry, settings, index } = flags;
        if (flags.isRegistry) {
          for (const entry of registry?.entries.values() ?? []) {
            if (entry.file !== context.physicalFilename || entry.defaultValue !== true || !isUnproven(entry)) continue;
            const [start, end] = entry.range;
            context.report({ loc: { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) }, messageId: 'registered', data: { key: entry.key } });
          }
          return;
        }
        if (root !== 'Program' || !usesFlags(index.pathOf(context.physicalFilename))) return;
        for (const evaluation of flagEvaluations(sourceCode.ast, settings, (source) => flags.textOf(source))) {
          const { key, fallback } = evaluation;
          if (!fallback || !isTrue(fallback)) continue;
          const entry = registry && entryOf(registry, evaluation);
          if (registry ? entry && isUnproven(entry) : isNew(key)) context.report({ node: fallback, messageId: 'fallback', data: { key } });
        }
      },
    };

    /** Without a registry only a flag that this change brings is known to be unproven. */
    function isNew(key: string): boolean {
      const baseline = baselineOf(context);
      return baseline instanceof Baseline && /^[\w-]+$/u.test(key) && baseline.naming([key]).length === 0;
    }
  },
});

/** A flag that is to be removed one day, and has not been on for everybody yet. */
function isUnproven(entry: FlagEntry): boolean {
  return isTemporary(entry) && entry.rolledOutAt === undefined && !entry.isStable;
}

function isTrue(node: TSESTree.Node): boolean {
  const value = unwrap(node);
  return value.type === 'Literal' && value.value === true;
}
