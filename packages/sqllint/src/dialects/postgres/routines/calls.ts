import { parseSync } from 'libpg-query';
import type { FuncCall, Node, SelectStmt } from '@pgsql/types';
import type { CallFunctions, RoutineCall } from '../../../changes.ts';
import { nameOfList } from '../names.ts';
import { fold } from './fold.ts';
import type { Constants } from './fold.ts';

/** The calls of a `SELECT` that does nothing but call functions, each once; undefined for every other one. */
export function callsOfSelect(select: SelectStmt, constants: Constants = new Map()): readonly RoutineCall[] | undefined {
  if (select.whereClause || select.groupClause || select.havingClause || select.withClause || select.op !== 'SETOP_NONE') return undefined;
  const from = (select.fromClause ?? []).map(calledInFrom);
  if (from.includes(undefined)) return undefined;
  const calls = [...(select.targetList ?? []).map(calledInTarget), ...from];
  return calls.flatMap((call) => (call ? [callOf(call, constants)] : []));
}

export function callOf(call: FuncCall, constants: Constants = new Map()): RoutineCall {
  return {
    name: nameOfList(call.funcname),
    arguments: (call.args ?? []).map((arg) => {
      const named = 'NamedArgExpr' in arg ? arg.NamedArgExpr : undefined;
      const value = fold(named ? named.arg : arg, constants);
      return named?.name === undefined ? { value } : { name: named.name, value };
    }),
  };
}

/** The same statement's calls, with what the variables around it hold. */
export function withConstants(change: CallFunctions, sql: string, constants: Constants): CallFunctions {
  if (!change.calls || constants.size === 0) return change;
  const node = parseSync(sql).stmts?.[0]?.stmt;
  const calls = node && 'SelectStmt' in node ? callsOfSelect(node.SelectStmt, constants) : undefined;
  return calls ? { ...change, calls } : change;
}

function calledInTarget(node: Node): FuncCall | undefined {
  const value = 'ResTarget' in node ? node.ResTarget.val : undefined;
  return value && 'FuncCall' in value ? value.FuncCall : undefined;
}

/** `FROM f('a')`. */
function calledInFrom(node: Node): FuncCall | undefined {
  const [list, ...others] = 'RangeFunction' in node ? (node.RangeFunction.functions ?? []) : [];
  const [item] = list && 'List' in list ? (list.List.items ?? []) : [];
  return others.length === 0 && item && 'FuncCall' in item ? item.FuncCall : undefined;
}
