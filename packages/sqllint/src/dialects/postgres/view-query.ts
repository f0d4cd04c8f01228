import type { Node, ResTarget } from '@pgsql/types';
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
