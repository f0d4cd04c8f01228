import { dialectNames, dialectTitled } from 'sqllint';
import { ruleDocumentationUrl } from '../documentation-url.ts';
import type { LintCode } from './lint-code-once.ts';
import { asCode, locationInCode, locationOf } from './sql-rule.ts';
import type { LintFile, SqlRule } from './sql-rule.ts';

/**
 * The rule that says what the others could not look at, so that silence always means that nothing was found: statements
 * that are not understood, and files that are no migrations of their folder's tool or that are for another database.
 */
export function noUnanalysedSql(lint: LintFile, lintCode: LintCode): SqlRule<'statement' | 'file'> {
  return {
    meta: {
      type: 'problem',
      docs: {
        description: 'Disallow SQL that could not be analysed, so that nothing is passed over in silence',
        url: ruleDocumentationUrl('no-unanalysed-sql'),
        recommended: 'warn',
        dialects: dialectNames.map(dialectTitled),
      },
      languages: ['delivery/sql', 'js/js'],
      messages: { statement: 'This was not analysed: {{reason}}', file: '{{message}}' },
      schema: [],
    },
    create: (context) => ({
      SqlDocument() {
        const { notAnalysed, problems } = lint(context);
        for (const part of notAnalysed) context.report({ loc: locationOf(part), messageId: 'statement', data: { reason: part.reason } });
        for (const { line = 1, message } of problems) {
          const length = context.sourceCode.lines[line - 1]?.length ?? 0;
          context.report({ loc: { start: { line, column: 1 }, end: { line, column: length + 1 } }, messageId: 'file', data: { message } });
        }
      },
      Program() {
        const { notAnalysed, problems } = lintCode(asCode(context));
        for (const part of notAnalysed) context.report({ loc: locationInCode(part), messageId: 'statement', data: { reason: part.reason } });
        for (const { message } of problems) context.report({ loc: { start: { line: 1, column: 0 }, end: { line: 1, column: context.sourceCode.lines[0]?.length ?? 0 } }, messageId: 'file', data: { message } });
      },
    }),
  };
}
