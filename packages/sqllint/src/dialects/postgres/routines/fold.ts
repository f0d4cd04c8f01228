import type { FuncCall, Node } from '@pgsql/types';
import type { ConstantValue } from '../../../changes.ts';
import { stringsOf } from '../names.ts';

/** What the variables in sight are known to hold; `$1` is the first argument. */
export type Constants = ReadonlyMap<string, ConstantValue>;

/**
 * Computes an expression from constants, as the server would. Undefined where it reads what is not
 * known, or calls what is not listed here.
 */
export function fold(node: Node | undefined, constants: Constants): ConstantValue {
  if (!node) return undefined;
  if ('A_Const' in node) return literal(node.A_Const);
  if ('ParamRef' in node) return constants.get(`$${String(node.ParamRef.number ?? 0)}`);
  if ('ColumnRef' in node) {
    const [name = '', ...rest] = stringsOf(node.ColumnRef.fields);
    return rest.length === 0 ? constants.get(name) : undefined;
  }
  if ('TypeCast' in node) return foldCast(fold(node.TypeCast.arg, constants), stringsOf(node.TypeCast.typeName?.names).at(-1) ?? '');
  if ('A_ArrayExpr' in node) return (node.A_ArrayExpr.elements ?? []).map((element) => fold(element, constants));
  if ('SQLValueFunction' in node) return node.SQLValueFunction.op === 'SVFOP_CURRENT_USER' ? 'current_user' : undefined;
  if ('CoalesceExpr' in node) return firstValue(node.CoalesceExpr.args ?? [], constants);
  if ('A_Expr' in node) {
    const { name, lexpr, rexpr } = node.A_Expr;
    return lexpr && foldOperator(stringsOf(name).at(-1) ?? '', fold(lexpr, constants), fold(rexpr, constants));
  }
  return 'FuncCall' in node ? foldCall(node.FuncCall, constants) : undefined;
}

function literal({ isnull, ival, fval, boolval, sval }: Extract<Node, { A_Const: unknown }>['A_Const']): ConstantValue {
  if (isnull) return null;
  if (sval) return sval.sval ?? '';
  if (ival) return String(ival.ival ?? 0);
  if (fval) return fval.fval;
  return boolval ? String(boolval.boolval ?? false) : undefined;
}

/** Types whose values are their text; of others the server may change the spelling. */
const plainTypes = new Set(['text', 'varchar', 'name', 'bpchar', 'int2', 'int4', 'int8', 'bool', 'regclass', 'regtype', 'regproc', 'oid']);

function foldCast(value: ConstantValue, type: string): ConstantValue {
  return plainTypes.has(type) ? value : undefined;
}

function firstValue(nodes: readonly Node[], constants: Constants): ConstantValue {
  for (const node of nodes) {
    const value = fold(node, constants);
    if (value !== null) return value;
  }
  return null;
}

const integer = /^-?\d{1,15}$/u;

function foldOperator(operator: string, left: ConstantValue, right: ConstantValue): ConstantValue {
  if (typeof left !== 'string' || typeof right !== 'string') {
    return left === undefined || right === undefined || typeof left === 'object' && left !== null ? undefined : null;
  }
  if (operator === '||') return left + right;
  if (!integer.test(left) || !integer.test(right)) return undefined;
  if (operator === '+') return String(Number(left) + Number(right));
  if (operator === '-') return String(Number(left) - Number(right));
  return operator === '*' ? String(Number(left) * Number(right)) : undefined;
}

/** Functions of texts that are no arrays and not NULL. */
const ofTexts: Readonly<Record<string, (...args: string[]) => ConstantValue>> = {
  lower: (text = '') => text.toLowerCase(),
  upper: (text = '') => text.toUpperCase(),
  btrim: (text = '', ...more) => (more.length === 0 ? text.replace(/^ +| +$/gu, '') : undefined),
  replace: (text = '', from = '', to = '') => (from === '' ? text : text.replaceAll(from, to)),
  quote_ident: (text = '') => quoteIdentifier(text),
  quote_literal: (text = '') => quoteLiteral(text),
  string_to_array: (text = '', separator = '') => (separator === '' ? undefined : text.split(separator)),
};

function foldCall(call: FuncCall, constants: Constants): ConstantValue {
  const names = stringsOf(call.funcname);
  const name = names.at(-1) ?? '';
  if (names.length > 1 && names[0] !== 'pg_catalog') return undefined;
  // Any name will do for the database that the script runs in.
  if (name === 'current_database') return 'current_database';
  const args = (call.args ?? []).map((arg) => fold(arg, constants));
  if (args.includes(undefined)) return undefined;
  const [first, second, ...rest] = args;
  if (name === 'format') return typeof first === 'string' ? format(first, args.slice(1)) : undefined;
  if (name === 'concat') return join(args, '');
  if (name === 'concat_ws') return typeof first === 'string' ? join(args.slice(1), first) : undefined;
  if (Array.isArray(first)) {
    // `Array.isArray` does not narrow a readonly array.
    const items = first as readonly ConstantValue[];
    if (name === 'array_to_string' && rest.length === 0 && typeof second === 'string') return join(items, second);
    return name === 'cardinality' || (name === 'array_length' && second === '1') ? String(items.length) : undefined;
  }
  const texts = args.filter((arg) => typeof arg === 'string');
  const run = Object.hasOwn(ofTexts, name) ? ofTexts[name] : undefined;
  if (!run) return undefined;
  if (args.includes(null)) return null;
  return texts.length === args.length ? run(...texts) : undefined;
}

function join(values: readonly ConstantValue[], separator: string): string | undefined {
  const texts = values.filter((value) => value !== null);
  return texts.every((text) => typeof text === 'string') ? texts.join(separator) : undefined;
}

/** `format()` with `%s`, `%I`, `%L`, `%%` and positions; undefined for widths. */
export function format(template: string, values: readonly ConstantValue[]): string | undefined {
  let next = 0;
  const notKnown: string[] = [];
  const text = template.replace(/%(?:(\d+)\$)?(.)/gsu, (_, position: string | undefined, type: string) => {
    if (type === '%') return '%';
    const at = position === undefined ? next : Number(position) - 1;
    next = at + 1;
    const value = values[at];
    if (value === null && type !== 'I') return type === 'L' ? 'NULL' : '';
    if (typeof value === 'string' && type === 's') return value;
    if (typeof value === 'string' && type === 'I') return quoteIdentifier(value);
    if (typeof value === 'string' && type === 'L') return quoteLiteral(value);
    notKnown.push(type);
    return '';
  });
  return notKnown.length === 0 ? text : undefined;
}

/** In quotes unless it is plainly lower case; a key word in needless quotes means the same. */
function quoteIdentifier(name: string): string {
  return /^[a-z_]\w*$/u.test(name) && name === name.toLowerCase() && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

const reserved = new Set(['user', 'order', 'group', 'table', 'column', 'check', 'default', 'desc', 'end', 'from', 'limit', 'offset', 'primary', 'references', 'select', 'to', 'union', 'unique', 'using', 'when', 'where', 'window', 'with', 'all', 'and', 'any', 'array', 'as', 'case', 'cast', 'constraint', 'create', 'do', 'else', 'false', 'for', 'foreign', 'grant', 'having', 'in', 'into', 'not', 'null', 'on', 'only', 'or', 'then', 'true']);

function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
