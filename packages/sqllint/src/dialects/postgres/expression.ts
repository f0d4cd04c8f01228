import type { Node } from '@pgsql/types';
import type { Expression } from '../../changes.ts';
import { keyOfTree } from './tree-key.ts';
import type { Collected } from './tree-key.ts';

/** The text of a plain constant, null for NULL, undefined for every other expression. */
export function constantOf(node: Node): string | null | undefined {
  if ('TypeCast' in node) return node.TypeCast.arg ? constantOf(node.TypeCast.arg) : undefined;
  if (!('A_Const' in node)) return undefined;
  const { isnull, ival, fval, boolval, sval, bsval } = node.A_Const;
  if (isnull) return null;
  if (sval) return sval.sval ?? '';
  if (ival) return String(ival.ival ?? 0);
  if (fval) return fval.fval ?? '0';
  if (boolval) return String(boolval.boolval ?? false);
  return bsval?.bsval ?? '';
}

/** A constant as it can be written again, without casts; undefined for every other expression. */
export function writtenConstant(node: Node): string | undefined {
  if ('TypeCast' in node) return node.TypeCast.arg ? writtenConstant(node.TypeCast.arg) : undefined;
  const constant = constantOf(node);
  if (constant === undefined || !('A_Const' in node)) return undefined;
  if (constant === null) return 'NULL';
  return node.A_Const.sval ? `'${constant.replaceAll("'", "''")}'` : constant;
}

export function expressionOf(node: Node, text: string): Expression {
  const collected: Collected = { functions: new Set(), columns: new Set() };
  const key = keyOfTree(node, collected);
  const constant = constantOf(node);
  return {
    text,
    key,
    functions: [...collected.functions],
    columns: [...collected.columns],
    ...(constant === undefined ? {} : { constant }),
  };
}
