/**
 * Reports `as` without a comment beside it: an assertion switches the type checker off, so it says why that is right.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const assertionReason = {
  meta: {
    type: 'suggestion',
    docs: { description: 'Require a reason beside every type assertion except “as const”' },
    schema: [],
    messages: { missing: 'Say in a comment beside this “as” why it holds, or narrow the type instead.' },
  },
  create(context) {
    const { sourceCode } = context;
    const commentedLines = new Set(
      sourceCode.getAllComments().flatMap(({ loc }) => (loc ? range(loc.start.line, loc.end.line) : [])),
    );

    /** @param {any} node TSAsExpression or TSTypeAssertion, which ESLint's own types do not know */
    function check(node) {
      const { typeAnnotation, loc } = node;
      if (typeAnnotation.type === 'TSTypeReference' && typeAnnotation.typeName.name === 'const') return;
      const statement = enclosingStatement(node);
      const linesBeside = [statement.loc.start.line - 1, ...range(loc.start.line - 1, loc.end.line)];
      if (!linesBeside.some((line) => commentedLines.has(line))) context.report({ node, messageId: 'missing' });
    }

    return { TSAsExpression: check, TSTypeAssertion: check };
  },
};

/** @param {any} node */
function enclosingStatement(node) {
  while (node.parent && !/Statement$|Declaration$/.test(node.type)) node = node.parent;
  return node;
}

/**
 * @param {number} first
 * @param {number} last
 */
function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
