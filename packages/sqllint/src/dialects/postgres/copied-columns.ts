import type { Node, SelectStmt } from '@pgsql/types';
import type { CopiedColumns } from '../../changes.ts';
import { nameOfRelation, stringsOf } from './names.ts';

/** What makes a query more than a copy of rows. */
const computing = [
  'distinctClause',
  'groupClause',
  'havingClause',
  'windowClause',
  'valuesLists',
  'limitCount',
  'limitOffset',
  'withClause',
  'larg',
] as const satisfies readonly (keyof SelectStmt)[];

/**
 * The columns that `SELECT a, b AS c FROM t [WHERE …]` copies; undefined for a query that joins or computes.
 *
 * @param targets the columns that the values go to, where the statement lists them
 */
export function copiedColumns(query: SelectStmt, targets: readonly string[]): CopiedColumns | undefined {
  const [source, ...others] = query.fromClause ?? [];
  if (!source || !('RangeVar' in source) || others.length > 0 || computing.some((part) => query[part] !== undefined)) return undefined;
  const outputs = (query.targetList ?? []).map(outputOf);
  const copy = { from: nameOfRelation(source.RangeVar), hasWhere: query.whereClause !== undefined };
  if (outputs.length === 1 && outputs[0]?.from === '*') return targets.length === 0 ? { ...copy, columns: [] } : undefined;
  if (targets.length > 0 && targets.length !== outputs.length) return undefined;
  const columns: { from: string; to: string }[] = [];
  for (const [index, output] of outputs.entries()) {
    if (!output || output.from === '*') return undefined;
    columns.push({ from: output.from, to: targets[index] ?? output.to });
  }
  return columns.length === 0 ? undefined : { ...copy, columns };
}

/** A plain column of a select list, or `*`. */
function outputOf(node: Node): { readonly from: string; readonly to: string } | undefined {
  const target = 'ResTarget' in node ? node.ResTarget : {};
  if (!target.val || !('ColumnRef' in target.val)) return undefined;
  const last = target.val.ColumnRef.fields?.at(-1);
  if (last && 'A_Star' in last) return { from: '*', to: '*' };
  const from = stringsOf(target.val.ColumnRef.fields).at(-1) ?? '';
  return from === '' ? undefined : { from, to: target.name ?? from };
}
