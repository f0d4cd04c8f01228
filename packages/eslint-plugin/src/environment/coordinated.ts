import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** `@coordinated OPS-123`: somebody has seen to it that the other side changes as well, and says where that is written down. */
const mark = /@coordinated\s+\S/u;

/** Whether a comment on the line of a node or on the one above it says that the change is coordinated. */
export function isCoordinated(sourceCode: Readonly<TSESLint.SourceCode>, node: TSESTree.Node): boolean {
  const { line } = node.loc.start;
  return sourceCode.getAllComments().some(({ value, loc }) => mark.test(value) && (loc.start.line === line || loc.end.line === line - 1));
}
