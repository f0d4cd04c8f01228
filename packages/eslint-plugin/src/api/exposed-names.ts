import type { Module } from '../modules/module.ts';

/**
 * Whether other modules can get at some declarations of a module: because it exports them, or something that is made of
 * them, or registers schemas under names of their own. Where they cannot, nothing but the module has to be looked at.
 *
 * @param names of declarations at its top
 */
export function areExposed({ exports, values, types, text }: Module, names: readonly string[]): boolean {
  // JSON schemas are referred to by these from anywhere.
  if (/\$id\b|\baddSchema\b|\bmodule\.exports\b/u.test(text)) return true;
  const exported = new Set([...exports.values()].flatMap((found) => ('local' in found ? [found.local] : [])));
  // What is made with `new` (a client, a server) is no schema, and no handler.
  const declarations = [...values, ...types].filter(([, { type }]) => type !== 'NewExpression').map(([name, { start, end }]) => ({ name, words: new Set(text.slice(start, end).match(/[\w$]+/gu)) }));
  const reached = new Set(names);
  // A set that grows while it is walked through is walked through to its end.
  for (const name of reached) {
    if (exported.has(name)) return true;
    for (const other of declarations) if (other.words.has(name)) reached.add(other.name);
  }
  return false;
}
