import type { TSESLint } from '@typescript-eslint/utils';
import { dialectNames, dialectTitled } from 'sqllint';
import { stillUsed, stillUsedMessage } from 'sqllint/workspace';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import type { BaselineMessageId } from '../comparison/since-baseline.ts';
import { ruleDocumentationUrl } from '../documentation-url.ts';
import type { LintCode } from './lint-code-once.ts';
import { asCode, locationInCode, locationOf } from './sql-rule.ts';
import type { LintFile, SqlRule } from './sql-rule.ts';

type MessageId = BaselineMessageId | 'stillUsed';

/**
 * The rule that looks at the other half of a deployment: while a migration removes or renames something, instances of
 * the version before it still run, and their code is that of the baseline. What that code does not use may go.
 */
export function noContractBeforeDeploy(lint: LintFile, lintCode: LintCode): SqlRule<MessageId> {
  return {
    meta: {
      type: 'problem',
      docs: {
        description: 'Disallow removing or renaming tables and columns that the version before the change still uses',
        url: ruleDocumentationUrl('no-contract-before-deploy'),
        // Not by default: where CI has a shallow clone there is nothing to compare with, and the rule has to say so.
        recommended: false,
        antipattern: 'DP-01',
        dialects: dialectNames.map(dialectTitled),
      },
      languages: ['delivery/sql', 'js/js'],
      messages: { ...baselineMessages, stillUsed: '{{message}}' },
      schema: [],
    },
    create(context) {
      // The context of a language's own rule has all that is asked of one for code.
      const comparing = context as unknown as Readonly<TSESLint.RuleContext<MessageId, readonly []>>;
      const isCode = (context.sourceCode.ast.type as string) === 'Program'; // the type of a rule has one language
      const listeners = sinceBaseline(comparing, ({ baseline, file, earlier }) => {
        // What was there has been applied somewhere, whatever is written into it now.
        if (earlier) return;
        const { findings } = isCode ? lintCode(asCode(context)) : lint(context);
        const removals = findings.flatMap((finding) => (finding.removes ? [{ ...finding.removes, start: finding.start, end: finding.end, finding }] : []));
        for (const { removal, uses } of stillUsed(removals, { file, text: context.sourceCode.text }, baseline)) {
          const { finding } = removal;
          context.report({ loc: isCode ? locationInCode(finding) : locationOf(finding), messageId: 'stillUsed', data: { message: stillUsedMessage(removal, uses) } });
        }
      });
      return listeners as object; // under the name of the root, whatever it is
    },
  };
}
