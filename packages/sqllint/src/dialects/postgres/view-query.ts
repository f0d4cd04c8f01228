import type { Node, ResTarget, SelectStmt } from '@pgsql/types';
import type { CreateObject } from '../../changes.ts';
import { stringsOf } from './names.ts';

/**
 * The query of `CREATE VIEW v (a, b) AS SELECT …` with the names of its columns in the select list, where
 * the server puts them too. They stay apart where a `*` hides which column each of them names.
 */
export function withNames(query: Node | undefined, aliases: readonly Node[] | undefined): { readonly query: Node | undefined; readonly aliases?: readonly Node[] } {
  if (!aliases || aliases.length === 0) return { query };
  const named = query && namedIn(query, stringsOf([...aliases]));
  return named ? { query: named } : { query, aliases };
}

/** Names the columns of the first `SELECT` of a union, which are those of the whole. */
function namedIn(query: Node, names: readonly string[]): Node | undefined {
  if (!('SelectStmt' in query)) return undefined;
  const { larg, targetList = [] } = query.SelectStmt;
  if (larg) {
    const inner = namedIn({ SelectStmt: larg }, names);
    return inner && 'SelectStmt' in inner ? { SelectStmt: { ...query.SelectStmt, larg: inner.SelectStmt } } : undefined;
  }
  const targets = targetList.map((target, index) => ('ResTarget' in target && !isStar(target.ResTarget) ? nameTarget(target.ResTarget, names[index]) : undefined));
  const known = targets.filter((target) => target !== undefined);
  return known.length === targets.length ? { SelectStmt: { ...query.SelectStmt, targetList: known } } : undefined;
}

function nameTarget(target: ResTarget, name: string | undefined): Node {
  return { ResTarget: name === undefined ? target : { ...target, name } };
}

function isStar({ val }: ResTarget): boolean {
  return val !== undefined && 'ColumnRef' in val && (val.ColumnRef.fields ?? []).some((field) => 'A_Star' in field);
}

/**
 * The names of a view's columns.
 *
 * @param aliases the names in `CREATE VIEW v (a, b)`, which go before those of the query
 * @returns nothing where a `*` says what the columns are
 */
export function columnNamesOf(query: Node | undefined, aliases: readonly string[]): Pick<CreateObject, 'columnNames'> {
  const targets = query && 'SelectStmt' in query ? firstSelect(query.SelectStmt).targetList : undefined;
  if (!targets || targets.some((target) => 'ResTarget' in target && isStar(target.ResTarget))) return {};
  return { columnNames: targets.map((target, index) => aliases[index] ?? nameOfTarget(target)) };
}

/** The `SELECT` of a union that names the columns of the whole. */
function firstSelect(select: SelectStmt): SelectStmt {
  return select.larg ? firstSelect(select.larg) : select;
}

/** `FigureColname` of the server for what people leave without a name, mostly; undefined for the rest. */
function nameOfTarget(target: Node): string | undefined {
  if (!('ResTarget' in target)) return undefined;
  return target.ResTarget.name ?? nameOfValue(target.ResTarget.val);
}

function nameOfValue(value: Node | undefined): string | undefined {
  if (!value) return undefined;
  if ('ColumnRef' in value) return stringsOf(value.ColumnRef.fields).at(-1);
  if ('FuncCall' in value) return stringsOf(value.FuncCall.funcname).at(-1);
  if ('CoalesceExpr' in value) return 'coalesce';
  if ('TypeCast' in value && value.TypeCast.arg && ('ColumnRef' in value.TypeCast.arg || 'FuncCall' in value.TypeCast.arg)) return nameOfValue(value.TypeCast.arg);
  return undefined;
}
