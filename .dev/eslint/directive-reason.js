/**
 * Reports comments that switch rules off without a reason. (For TypeScript's own directives, see `ban-ts-comment`.)
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const directiveReason = {
  meta: {
    type: 'suggestion',
    docs: { description: 'Require a reason in comments that switch ESLint rules off' },
    schema: [],
    messages: { missing: 'Say why the rule is switched off: “{{directive}} <rule> -- <reason>”.' },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const directive = /^\s*(eslint-disable(?:-next-line|-line)?)\b/.exec(comment.value)?.[1];
          if (directive === undefined || /\s--\s+\S/.test(comment.value) || !comment.loc) continue;
          // One column before the comment, so that an “eslint-disable” of everything does not hide this report as well.
          const loc = { line: comment.loc.start.line, column: -1 };
          context.report({ loc, messageId: 'missing', data: { directive } });
        }
      },
    };
  },
};
