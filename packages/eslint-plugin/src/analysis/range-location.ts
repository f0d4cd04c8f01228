import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** Where a range of offsets is in a file, as a report wants it. */
export function rangeLocation(sourceCode: Readonly<TSESLint.SourceCode>, { start, end }: { readonly start: number; readonly end: number }): TSESTree.SourceLocation {
  return { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
}
