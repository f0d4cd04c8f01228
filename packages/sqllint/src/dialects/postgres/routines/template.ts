/** What is plain to see of SQL that is put together at run time: its words, with a stand-in for each value that is not known. */
import type { Node } from '@pgsql/types';
import { stringsOf } from '../names.ts';
import { fold, format } from './fold.ts';
import type { Constants } from './fold.ts';

/** Stands for a name or a value that only the server knows. */
export const standIn = 'known_at_run_time';

/** The text that an expression makes; undefined where nothing of it stands in the script. */
export function templateOf(node: Node | undefined, constants: Constants): string | undefined {
  const known = fold(node, constants);
  if (typeof known === 'string') return known;
  if (!node) return undefined;
  if ('TypeCast' in node) return templateOf(node.TypeCast.arg, constants);
  if ('A_Expr' in node && stringsOf(node.A_Expr.name).at(-1) === '||') {
    const parts = [node.A_Expr.lexpr, node.A_Expr.rexpr].map((part) => templateOf(part, constants));
    return parts.every((part) => part === undefined) ? undefined : parts.map((part) => part ?? standIn).join('');
  }
  if (!('FuncCall' in node)) return undefined;
  const [first, ...rest] = node.FuncCall.args ?? [];
  const name = stringsOf(node.FuncCall.funcname).at(-1);
  if (name === 'quote_literal') return `'${standIn}'`;
  const text = name === 'format' ? fold(first, constants) : undefined;
  return typeof text === 'string' ? format(text, rest.map((value) => templateOf(value, constants) ?? standIn)) : undefined;
}
