import type { A_Expr, Node } from '@pgsql/types';
import type { Condition } from '../../../changes.ts';
import { stringsOf } from '../names.ts';
import { catalogTest, relationNamed } from './catalog-test.ts';
import { fold } from './fold.ts';
import type { Constants } from './fold.ts';

/** What is known of variables that hold no constant: a truth value, or a count of catalog rows. */
export interface Findings {
  readonly constants: Constants;
  readonly truths: ReadonlyMap<string, Condition>;
  /** Variables that hold how many rows of the catalog there are; the condition is that there are any. */
  readonly counts: ReadonlyMap<string, Condition>;
}

export const unknown: Condition = { kind: 'unknown' };
const always: Condition = { kind: 'all', of: [] };
const never: Condition = { kind: 'any', of: [] };

/** The opposite, without double negation. */
export function not(condition: Condition): Condition {
  if (condition === always) return never;
  if (condition === never) return always;
  if (condition.kind === 'unknown') return condition;
  return condition.kind === 'not' ? condition.of : { kind: 'not', of: condition };
}

export function isNever(condition: Condition): boolean {
  return condition.kind === 'any' && condition.of.length === 0;
}

export function isAlways(condition: Condition): boolean {
  return condition.kind === 'all' && condition.of.length === 0;
}

/** Reads the condition of an `IF`. */
export function conditionOf(node: Node | undefined, findings: Findings): Condition {
  if (!node) return unknown;
  if ('BoolExpr' in node) {
    const parts = (node.BoolExpr.args ?? []).map((arg) => conditionOf(arg, findings));
    if (node.BoolExpr.boolop === 'NOT_EXPR') return not(parts[0] ?? unknown);
    return node.BoolExpr.boolop === 'AND_EXPR' ? all(parts) : any(parts);
  }
  if ('SubLink' in node) return node.SubLink.subLinkType === 'EXISTS_SUBLINK' ? rowsOf(node.SubLink.subselect, findings) : unknown;
  if ('A_Expr' in node) return comparison(node.A_Expr, findings);
  if ('NullTest' in node) {
    const { arg, nulltesttype } = node.NullTest;
    const isThere = presence(arg, findings);
    return nulltesttype === 'IS_NULL' ? not(isThere) : isThere;
  }
  const truth = 'ColumnRef' in node ? findings.truths.get(stringsOf(node.ColumnRef.fields).join('.')) : undefined;
  return truth ?? truthOf(fold(node, findings.constants));
}

/** Whether a query of the catalog finds anything. */
export function rowsOf(query: Node | undefined, { constants }: Findings): Condition {
  const test = query && 'SelectStmt' in query ? catalogTest(query.SelectStmt, constants) : undefined;
  return test ? { kind: 'exists', test } : unknown;
}

function all(parts: readonly Condition[]): Condition {
  if (parts.some(isNever)) return never;
  const open = parts.filter((part) => !isAlways(part));
  return open.length === 1 ? (open[0] ?? always) : open.length === 0 ? always : { kind: 'all', of: open };
}

function any(parts: readonly Condition[]): Condition {
  if (parts.some(isAlways)) return always;
  const open = parts.filter((part) => !isNever(part));
  return open.length === 1 ? (open[0] ?? never) : open.length === 0 ? never : { kind: 'any', of: open };
}

function truthOf(value: ReturnType<typeof fold>): Condition {
  if (value === 'true' || value === 't') return always;
  return value === 'false' || value === 'f' || value === null ? never : unknown;
}

/** `to_regclass('a') IS NOT NULL`, or a constant that is or is not NULL. */
function presence(arg: Node | undefined, { constants }: Findings): Condition {
  if (arg && 'FuncCall' in arg && stringsOf(arg.FuncCall.funcname).at(-1) === 'to_regclass') {
    const name = fold(arg.FuncCall.args?.[0], constants);
    return typeof name === 'string' ? { kind: 'exists', test: { object: 'relation', ...relationNamed(name) } } : unknown;
  }
  const value = fold(arg, constants);
  if (value === undefined) return unknown;
  return value === null ? never : always;
}

function comparison({ kind, name, lexpr, rexpr }: A_Expr, findings: Findings): Condition {
  if (kind !== 'AEXPR_OP') return unknown;
  const operator = stringsOf(name).at(-1) ?? '';
  const [left, right] = [fold(lexpr, findings.constants), fold(rexpr, findings.constants)];
  if (typeof left === 'string' && typeof right === 'string') {
    if (operator === '=') return left === right ? always : never;
    return operator === '<>' || operator === '!=' ? (left === right ? never : always) : unknown;
  }
  const rows = countedRows(lexpr, findings);
  if (!rows || typeof right !== 'string') return unknown;
  if (['> 0', '>= 1', '<> 0', '!= 0', '= 1'].includes(`${operator} ${right}`)) return rows;
  return ['= 0', '< 1', '<= 0'].includes(`${operator} ${right}`) ? not(rows) : unknown;
}

/** What a variable or a subquery counts. */
function countedRows(node: Node | undefined, findings: Findings): Condition | undefined {
  if (!node) return undefined;
  if ('ColumnRef' in node) return findings.counts.get(stringsOf(node.ColumnRef.fields).join('.'));
  if (!('SubLink' in node) || node.SubLink.subLinkType !== 'EXPR_SUBLINK') return undefined;
  return countsRows(node.SubLink.subselect) ? rowsOf(node.SubLink.subselect, findings) : undefined;
}

/** Whether a query's only column is `count(*)`. */
export function countsRows(query: Node | undefined): boolean {
  const columns = query && 'SelectStmt' in query ? (query.SelectStmt.targetList ?? []) : [];
  const [column] = columns;
  const value = columns.length === 1 && column && 'ResTarget' in column ? column.ResTarget.val : undefined;
  return value !== undefined && 'FuncCall' in value && stringsOf(value.FuncCall.funcname).at(-1) === 'count';
}
