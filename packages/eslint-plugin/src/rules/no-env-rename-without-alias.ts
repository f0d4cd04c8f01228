import type { TSESLint } from '@typescript-eslint/utils';
import { relativePath } from '../analysis/path-globs.ts';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import type { BaselineMessageId } from '../comparison/since-baseline.ts';
import { createRule } from '../create-rule.ts';
import { isCoordinated } from '../environment/coordinated.ts';
import { knownBefore } from '../environment/known-before.ts';
import { findRenames } from '../environment/renames.ts';
import { isServiceFile } from '../environment/service-file.ts';
import { buildTimeName } from '../environment/variable-read.ts';
import { environmentSign, requiredReads, variableReads } from '../environment/variable-reads.ts';
import { indexFor } from '../project/text-index.ts';

type MessageId = BaselineMessageId | 'renamed' | 'readBoth';

/** What tells people of a variable, and does not read it. */
const prose = /\.(?:mdx?|txt|rst)$|(?:^|\/)(?:[^/]*\.)?env(?:\.[^/]*)?$/iu;

export default createRule<MessageId, readonly []>({
  name: 'no-env-rename-without-alias',
  antipattern: 'DP-03',
  type: 'problem',
  docs: {
    description: 'Disallow renaming an environment variable without reading the old name as well',
    recommended: false,
    strict: 'error',
  },
  messages: {
    ...baselineMessages,
    renamed: '`{{before}}` is called `{{name}}` from this change on, so what is set under the old name is no longer read. Read the old name as well for one release: `{{both}}`.',
    readBoth: 'Read `{{before}}` as well.',
  },
  schema: [],
  defaultOptions: [],
  hasSuggestions: true,
  create(context) {
    const { sourceCode, physicalFilename } = context;
    const { text } = sourceCode;
    const path = relativePath(physicalFilename, context.cwd);
    if (!isServiceFile(path) || !environmentSign.test(text)) return {};

    return sinceBaseline(context, ({ baseline, file, earlier }) => {
      const program = earlier?.program();
      if (!earlier || !program) return;
      const now = variableReads(sourceCode.ast, text, path);
      const required = requiredReads(now);
      // A new name that is required is what no-new-required-env reports.
      const renames = findRenames(variableReads(program, earlier.text, path), now, earlier.text, text).filter(
        ({ read: { name } }) => !buildTimeName.test(name) && !required.has(name),
      );
      if (renames.length === 0) return;
      const known = knownBefore(baseline, renames.map(({ read: { name } }) => name));
      for (const { before, read } of renames) {
        const { name, node } = read;
        if (known.has(name) || isCoordinated(sourceCode, node) || isReadElsewhere(file, before)) continue;
        const old = sourceCode.getText(node).includes(name) && node.type === 'MemberExpression' ? sourceCode.getText(node).replace(name, before) : undefined;
        const both = old === undefined ? `process.env.${name} ?? process.env.${before}` : `${sourceCode.getText(node)} ?? ${old}`;
        context.report({ node, messageId: 'renamed', data: { before, name, both }, suggest: old === undefined ? [] : [readBoth(node, before, both)] });
      }
    });

    function readBoth(node: Parameters<typeof isCoordinated>[1], before: string, both: string): TSESLint.ReportSuggestionArray<MessageId>[number] {
      const isChained = node.parent?.type === 'LogicalExpression' && node.parent.operator === '??';
      const fix = (fixer: TSESLint.RuleFixer) => fixer.replaceText(node, isChained ? both : `(${both})`);
      return { messageId: 'readBoth', data: { before }, fix };
    }

    function isReadElsewhere(file: string, name: string): boolean {
      const index = indexFor(file, context.cwd);
      return !index || !index.isComplete || index.holds((other) => !prose.test(other), new RegExp(`(?<![A-Za-z\\d_])${name}(?![A-Za-z\\d_])`, 'u'), { file, text });
    }
  },
});
