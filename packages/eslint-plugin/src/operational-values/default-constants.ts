import type { TSESLint } from '@typescript-eslint/utils';
import type { IsReader } from '../analysis/configuration.ts';
import { isFallback } from '../analysis/configuration.ts';
import { toSnakeCase } from '../analysis/names.ts';
import { findOptionUse } from '../analysis/option-sink.ts';
import { wrapped } from '../analysis/syntax.ts';
import type { Constant } from '../analysis/variables.ts';
import { isExported, readsOf } from '../analysis/variables.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Whether a name says that its value is a default. */
export function isNamedDefault(name: string): boolean {
  return /(?:^|_)(?:defaults?|fallback)(?:_|$)/.test(toSnakeCase(name));
}

/**
 * Whether a constant is what remains when configuration says nothing: every read of it is a fallback. When its name
 * says “default”, one such read is enough, and an exported one is believed, since its readers are in other files.
 */
export function isDefaultConstant(sourceCode: SourceCode, constant: Constant, isReader: IsReader): boolean {
  const reads = readsOf(constant.variable).filter(({ parent }) => parent.type !== 'ExportSpecifier' && parent.type !== 'ExportDefaultDeclaration');
  const fallbacks = reads.filter((read) => {
    const { parent } = wrapped(read);
    if (isFallback(sourceCode, read, isReader)) return true;
    return parent?.type === 'Property' && findOptionUse(sourceCode, parent, isReader).kind === 'default';
  });
  if (isNamedDefault(constant.declarator.id.name)) return fallbacks.length > 0 || isExported(constant);
  return fallbacks.length > 0 && fallbacks.length === reads.length;
}
