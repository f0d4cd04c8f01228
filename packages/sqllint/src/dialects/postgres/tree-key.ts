import type { A_Expr, Node, ResTarget, TypeName } from '@pgsql/types';
import { dataTypeOf } from './data-type.ts';
import { stringsOf } from './names.ts';

/** Bookkeeping of the parser that says nothing about meaning. */
const ignoredFields = new Set([
  'location',
  'stmt_location',
  'stmt_len',
  'rexpr_list_start',
  'rexpr_list_end',
  'list_start',
  'list_end',
  'name_location',
  'funcformat',
  'typemod',
]);

/** `CURRENT_TIMESTAMP` and friends are functions in all but spelling. */
const valueFunctions: Readonly<Record<string, string>> = {
  SVFOP_CURRENT_TIMESTAMP: 'now',
  SVFOP_CURRENT_TIMESTAMP_N: 'now',
  SVFOP_CURRENT_DATE: 'current_date',
  SVFOP_CURRENT_TIME: 'current_time',
  SVFOP_CURRENT_TIME_N: 'current_time',
  SVFOP_LOCALTIME: 'localtime',
  SVFOP_LOCALTIME_N: 'localtime',
  SVFOP_LOCALTIMESTAMP: 'localtimestamp',
  SVFOP_LOCALTIMESTAMP_N: 'localtimestamp',
  SVFOP_CURRENT_ROLE: 'current_role',
  SVFOP_CURRENT_USER: 'current_user',
  SVFOP_USER: 'user',
  SVFOP_SESSION_USER: 'session_user',
  SVFOP_CURRENT_CATALOG: 'current_catalog',
  SVFOP_CURRENT_SCHEMA: 'current_schema',
};

/** What is gathered on the way. */
export interface Collected {
  readonly functions: Set<string>;
  readonly columns: Set<string>;
}

/** The server adds casts between these wherever it compares texts. */
const textTypes = new Set(['text', 'varchar', 'bpchar']);

function isStringConstant(node: Node): boolean {
  return 'A_Const' in node && node.A_Const.sval !== undefined;
}

/** `x IN (a, b)` as the server prints it: `x = ANY (ARRAY[a, b])`; `NOT IN` likewise. */
function anyOfArray(expression: A_Expr): A_Expr | undefined {
  const { kind, rexpr, name } = expression;
  if (kind !== 'AEXPR_IN' || !rexpr || !('List' in rexpr)) return undefined;
  const isNegated = stringsOf(name)[0] === '<>';
  return {
    ...expression,
    kind: isNegated ? 'AEXPR_OP_ALL' : 'AEXPR_OP_ANY',
    rexpr: { A_ArrayExpr: { elements: rexpr.List.items ?? [] } },
  };
}

/** The fields of a node; of those below the key depends on more than their content. */
interface Fields {
  readonly [field: string]: unknown;
  readonly TypeCast?: { readonly arg?: Node; readonly typeName?: TypeName };
  readonly A_Expr?: A_Expr;
  readonly ColumnRef?: { readonly fields?: Node[] };
  readonly FuncCall?: Fields;
  readonly ResTarget?: ResTarget;
  readonly SQLValueFunction?: { readonly op?: string };
  readonly TypeName?: Fields;
  readonly typeName?: Fields;
  readonly names?: Node[];
  readonly funcname?: Node[];
}

/**
 * A text that is equal for parse trees that mean the same: no locations, no `pg_catalog`,
 * no cast around a string constant, columns without their table.
 */
export function keyOfTree(tree: unknown, collected?: Collected): string {
  if (Array.isArray(tree)) return `[${tree.map((item) => keyOfTree(item, collected)).join(' ')}]`;
  if (tree === undefined) return '';
  if (typeof tree !== 'object' || tree === null) return JSON.stringify(tree);
  // The parser's trees are JSON, and its grammar fixes what stands under these names.
  const node = tree as Fields;
  const castTo = node.TypeCast && keyOfCast(node.TypeCast, collected);
  if (castTo !== undefined) return castTo;
  const inList = node.A_Expr && anyOfArray(node.A_Expr);
  if (inList) return keyOfFields({ A_Expr: inList }, collected);
  if (node.ColumnRef) {
    const name = stringsOf(node.ColumnRef.fields).at(-1) ?? '*';
    collected?.columns.add(name);
    return columnKey(name);
  }
  if (node.FuncCall) {
    const { funcname, ...rest } = node.FuncCall;
    const name = functionName(stringsOf(funcname));
    collected?.functions.add(name);
    return `call ${name}${keyOfFields(rest, collected)}`;
  }
  if (node.SQLValueFunction) {
    const name = valueFunctions[node.SQLValueFunction.op ?? ''] ?? 'unknown';
    collected?.functions.add(name);
    return `call ${name}{}`;
  }
  const target = node.ResTarget && withoutOwnName(node.ResTarget);
  if (target) return keyOfFields({ ResTarget: target }, collected);
  if (node.TypeName) return `type ${keyOfTypeName(node.TypeName, collected)}`;
  if (node.typeName) {
    const { typeName, ...rest } = node;
    return `${keyOfFields(rest, collected)}:${keyOfTypeName(typeName, collected)}`;
  }
  return keyOfFields(node, collected);
}

/** The key of what is cast, where the cast says nothing; undefined where it does. */
function keyOfCast({ arg, typeName }: NonNullable<Fields['TypeCast']>, collected: Collected | undefined): string | undefined {
  if (!arg) return undefined;
  const type = dataTypeOf(typeName).name;
  // '5 minutes' and '00:05:00' are one interval; which is written says nothing.
  if (type === 'interval' && 'A_Const' in arg) return 'interval';
  const saysNothing = 'A_ArrayExpr' in arg || textTypes.has(type) || isStringConstant(arg);
  return saysNothing ? keyOfTree(arg, collected) : undefined;
}

/** What is selected under the name that it has anyway; undefined where the name says something. */
function withoutOwnName({ name, ...rest }: ResTarget): ResTarget | undefined {
  if (name === undefined || !rest.val) return undefined;
  const own = 'ColumnRef' in rest.val ? stringsOf(rest.val.ColumnRef.fields) : 'FuncCall' in rest.val ? stringsOf(rest.val.FuncCall.funcname) : [];
  return own.at(-1) === name ? rest : undefined;
}

/** The functions that a parse tree calls. */
export function functionsIn(tree: unknown): string[] {
  const collected: Collected = { functions: new Set(), columns: new Set() };
  keyOfTree(tree, collected);
  return [...collected.functions];
}

/** How a column stands in a key; a renamed column is replaced by it. */
function columnKey(name: string): string {
  return `«${name}»`;
}

function keyOfTypeName(type: Fields, collected: Collected | undefined): string {
  const { names, ...rest } = type;
  const parts = stringsOf(names).filter((part) => !usualSchemas.has(part));
  return `${parts.join('.')}${keyOfFields(rest, collected)}`;
}

/** Schemas that everybody has on the search path; with or without them a name means the same. */
const usualSchemas = new Set(['pg_catalog', 'public']);

function functionName(parts: readonly string[]): string {
  const [first = '', ...rest] = parts;
  return usualSchemas.has(first) ? rest.join('.') : parts.join('.');
}

function keyOfFields(node: Fields, collected: Collected | undefined): string {
  let key = '{';
  for (const field in node) {
    if (field === 'schemaname' && node[field] === 'public') continue;
    if (field === 'funcname') {
      key += `funcname=${functionName(stringsOf(node.funcname))};`;
    } else if (!ignoredFields.has(field)) key += `${field}=${keyOfTree(node[field], collected)};`;
  }
  return `${key}}`;
}
