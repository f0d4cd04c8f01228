import type { TSESTree } from '@typescript-eslint/utils';
import { directReads } from './direct-reads.ts';
import { schemaReads } from './schema-reads.ts';
import type { VariableRead } from './variable-read.ts';

/** A text without any of these reads no environment. */
export const environmentSign = /\benv\b|[eE]nv(?:ironment)?[A-Z(]|_env\b|getOrThrow|ConfigModule|envalid|class-validator|\bz(?:od)?\b/;

const known = new WeakMap<TSESTree.Program, readonly VariableRead[]>();

/**
 * All places of a file that read an environment variable or declare it.
 *
 * @param program a tree with parents
 * @param text of the file
 * @param path of the file, with slashes
 */
export function variableReads(program: TSESTree.Program, text: string, path: string): readonly VariableRead[] {
  let reads = known.get(program);
  if (!reads) known.set(program, (reads = environmentSign.test(text) ? inOrder([...directReads(program), ...schemaReads(program, text, path)]) : []));
  return reads;
}

function inOrder(reads: VariableRead[]): readonly VariableRead[] {
  return reads.sort((a, b) => a.node.range[0] - b.node.range[0]);
}

/**
 * Of the variables that a file reads, those without which the program does not start: one of their reads says so, and
 * none has a default or a guard.
 *
 * @param withAssertions whether what only the type checker is told counts as well
 */
export function requiredReads(reads: readonly VariableRead[], withAssertions = false): ReadonlyMap<string, VariableRead> {
  const required = new Map<string, VariableRead>();
  const lenient = optionalNames(reads);
  for (const read of reads) {
    if ((read.need === 'required' || (withAssertions && read.need === 'asserted')) && !lenient.has(read.name) && !required.has(read.name)) required.set(read.name, read);
  }
  return required;
}

/** The names of the variables that have a default or a guard somewhere in a file. */
export function optionalNames(reads: readonly VariableRead[]): ReadonlySet<string> {
  return new Set(reads.filter(({ need }) => need === 'optional').map(({ name }) => name));
}
