import type { RuleTextEditor, SettingsConfig } from '@eslint/core';
import type { CustomRuleDefinitionType } from '@eslint/plugin-kit';
import { dialectTitled } from 'sqllint';
import type { Finding, Rule } from 'sqllint';
import type { DocumentSourceCode } from '../languages/document-source-code.ts';
import type { SqlDocument, SqlNode, SqlStatement } from '../languages/sql/sql-nodes.ts';
import { ruleDocumentationUrl } from '../documentation-url.ts';
import { commentAbove } from './comment-above.ts';
import type { FileReport } from './file-report.ts';
import type { LintCode, LintedCode } from './lint-code-once.ts';

/** A rule for `.sql` files and for migrations in code, as ESLint's own types have it. */
export type SqlRule<MessageIds extends string> = CustomRuleDefinitionType<
  {
    LangOptions: Record<string, unknown>;
    Code: DocumentSourceCode<SqlDocument>;
    Visitor: { SqlDocument?: (node: SqlDocument) => void; SqlStatement?: (node: SqlStatement) => void; Program?: () => void };
    Node: SqlNode;
  },
  { MessageIds: MessageIds }
>;

/** The part of a rule's context that says which file is linted, and how. */
export interface LintedFile {
  readonly filename: string;
  readonly sourceCode: DocumentSourceCode<SqlDocument>;
  readonly settings: SettingsConfig;
}

/** Lints a file with all rules, once for all of them. */
export type LintFile = (file: LintedFile) => FileReport;

/**
 * A rule of sqllint as a rule of ESLint. It reports what sqllint found under the rule's name, at the same place and in
 * the same words. What to write instead is a suggestion, because a terminal shows a message on one line.
 */
export function sqlRuleFrom(
  { name, antipattern, severity, recommended, docs, dialects }: Rule,
  lint: LintFile,
  lintCode: LintCode,
): SqlRule<'finding' | 'instead' | 'down'> {
  return {
    meta: {
      type: 'problem',
      docs: {
        description: docs.description,
        url: ruleDocumentationUrl(name),
        recommended: recommended ? severity : false,
        antipattern,
        dialects: dialects.map(dialectTitled),
      },
      languages: ['delivery/sql', 'js/js'],
      messages: { finding: '{{message}}', instead: 'Put what to write instead above it, as a comment.', down: 'Write the down that undoes each call of the up.' },
      schema: [],
      hasSuggestions: true,
    },
    create: (context) => ({
      SqlDocument(document) {
        for (const finding of lint(context).findings) {
          if (finding.rule !== name) continue;
          const { message, instead } = finding;
          context.report({
            loc: locationOf(finding),
            messageId: 'finding',
            data: { message },
            suggest: instead === undefined ? [] : [{ messageId: 'instead', fix: commentAbove(finding, instead, document, context.sourceCode.text) }],
          });
        }
      },
      Program() {
        const { findings, missingDown } = lintCode(asCode(context));
        for (const finding of findings) {
          if (finding.rule !== name) continue;
          const suggest = name === 'require-down' && missingDown ? [{ messageId: 'down' as const, fix: (fixer: RuleTextEditor) => fixer.replaceTextRange([...missingDown.range], missingDown.text) }] : [];
          context.report({ loc: locationInCode(finding), messageId: 'finding', data: { message: finding.message }, suggest });
        }
      },
    }),
  };
}

/** sqllint and the language `delivery/sql` count alike. */
export function locationOf({ line, column, endLine, endColumn }: Pick<Finding, 'line' | 'column' | 'endLine' | 'endColumn'>): {
  start: { line: number; column: number };
  end: { line: number; column: number };
} {
  return { start: { line, column }, end: { line: endLine, column: endColumn } };
}

/** In JavaScript ESLint counts columns from 0. */
export function locationInCode(place: Parameters<typeof locationOf>[0]): ReturnType<typeof locationOf> {
  const { start, end } = locationOf(place);
  return { start: { ...start, column: start.column - 1 }, end: { ...end, column: end.column - 1 } };
}

/** The type of a rule has one language; where there is a `Program`, the file is code. */
export function asCode(context: object): LintedCode {
  return context as LintedCode; // ESLint makes the context of a language's own parts
}
