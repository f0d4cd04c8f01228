import { nearest } from 'sqllint/workspace';
import { createRule } from '../create-rule.ts';
import { flagEvaluations } from '../flags/evaluations.ts';
import { projectFlags, usesFlags } from '../flags/project-flags.ts';

export default createRule<'unknown' | 'unknownNear' | 'rename', readonly []>({
  name: 'no-unknown-flag',
  antipattern: 'DP-04',
  type: 'problem',
  docs: {
    description: 'Disallow asking for a feature flag that the registry does not list',
    recommended: false,
    strict: 'error',
  },
  messages: {
    unknown: 'The flag `{{key}}` is not in {{registry}}, so nobody can switch it, and what it guards stays as its default has it. Add it there, or remove the check.',
    unknownNear: 'The flag `{{key}}` is not in {{registry}}, so nobody can switch it, and what it guards stays as its default has it. The nearest that is in it is `{{near}}`.',
    rename: 'Ask for `{{near}}`.',
  },
  schema: [],
  defaultOptions: [],
  hasSuggestions: true,
  create(context) {
    return {
      'Program:exit': () => {
        const flags = projectFlags(context);
        if (!flags?.registry || flags.isRegistry || !usesFlags(flags.index.pathOf(context.physicalFilename))) return;
        const { entries, files } = flags.registry;
        const keys = [...entries.keys()];
        for (const { key, isName, keyNode } of flagEvaluations(context.sourceCode.ast, flags.settings, (source) => flags.textOf(source))) {
          // A constant that does not exist is the compiler's matter.
          if (isName || entries.has(key)) continue;
          const near = nearest(key, keys);
          const data = { key, near: near ?? '', registry: files.length === 1 ? flags.index.pathOf(files.join('')) : 'the registry' };
          const isText = keyNode.type === 'Literal';
          context.report({
            node: keyNode,
            messageId: near === undefined ? 'unknown' : 'unknownNear',
            data,
            suggest: near === undefined || !isText ? [] : [{ messageId: 'rename', data, fix: (fixer) => fixer.replaceTextRange([keyNode.range[0] + 1, keyNode.range[1] - 1], near) }],
          });
        }
      },
    };
  },
});
