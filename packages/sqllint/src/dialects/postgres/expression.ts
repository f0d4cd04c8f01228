import type { A_Expr, Node, TypeName } from '@pgsql/types';
import type { Expression } from '../../changes.ts';
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

interface Collected {
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

/**
 * A text that is equal for parse trees that mean the same: no locations, no `pg_catalog`,
 * no cast around a string constant, columns without their table.
 */
export function keyOfTree(tree: unknown, collected?: Collected): string {
	if (Array.isArray(tree)) return `[${tree.map((item) => keyOfTree(item, collected)).join(' ')}]`;
	if (typeof tree !== 'object' || tree === null) return JSON.stringify(tree) ?? '';
	// The tree is plain JSON, and every key is looked at only by name.
	const node = tree as Record<string, unknown>;
	if ('TypeCast' in node) {
		const cast = node['TypeCast'] as { arg?: Node; typeName?: TypeName };
		const type = dataTypeOf(cast.typeName).name;
		// '5 minutes' and '00:05:00' are one interval; which is written says nothing.
		if (type === 'interval' && cast.arg && 'A_Const' in cast.arg) return 'interval';
		if (cast.arg && ('A_ArrayExpr' in cast.arg || textTypes.has(type) || isStringConstant(cast.arg))) {
			return keyOfTree(cast.arg, collected);
		}
	}
	if ('A_Expr' in node) {
		const inList = anyOfArray(node['A_Expr'] as A_Expr);
		if (inList) return keyOfFields({ A_Expr: inList }, collected);
	}
	if ('ColumnRef' in node) {
		const fields = (node['ColumnRef'] as { fields?: Node[] }).fields;
		const name = stringsOf(fields).at(-1) ?? '*';
		collected?.columns.add(name);
		return columnKey(name);
	}
	if ('FuncCall' in node) {
		const call = node['FuncCall'] as Record<string, unknown> & { funcname?: Node[] };
		const { funcname, ...rest } = call;
		const name = functionName(stringsOf(funcname));
		collected?.functions.add(name);
		return `call ${name}${keyOfFields(rest, collected)}`;
	}
	if ('SQLValueFunction' in node) {
		const name = valueFunctions[(node['SQLValueFunction'] as { op?: string }).op ?? ''] ?? 'unknown';
		collected?.functions.add(name);
		return `call ${name}{}`;
	}
	if ('TypeName' in node) return `type ${keyOfTypeNames(node['TypeName'] as Record<string, unknown>, collected)}`;
	if ('typeName' in node && typeof node['typeName'] === 'object') {
		const { typeName, ...rest } = node;
		return `${keyOfFields(rest, collected)}:${keyOfTypeNames(typeName as Record<string, unknown>, collected)}`;
	}
	return keyOfFields(node, collected);
}

/** The functions that a parse tree calls. */
export function functionsIn(tree: unknown): string[] {
	const collected: Collected = { functions: new Set(), columns: new Set() };
	keyOfTree(tree, collected);
	return [...collected.functions];
}

/** How a column stands in a key; a renamed column is replaced by it. */
export function columnKey(name: string): string {
	return `«${name}»`;
}

function keyOfTypeNames(type: Record<string, unknown>, collected: Collected | undefined): string {
	const { names, ...rest } = type;
	const parts = stringsOf(Array.isArray(names) ? (names as Node[]) : []).filter((part) => !usualSchemas.has(part));
	return `${parts.join('.')}${keyOfFields(rest, collected)}`;
}

/** Schemas that everybody has on the search path; with or without them a name means the same. */
const usualSchemas = new Set(['pg_catalog', 'public']);

function functionName(parts: readonly string[]): string {
	const [first = '', ...rest] = parts;
	return usualSchemas.has(first) ? rest.join('.') : parts.join('.');
}

function keyOfFields(node: Record<string, unknown>, collected: Collected | undefined): string {
	let key = '{';
	for (const field in node) {
		if (field === 'schemaname' && node[field] === 'public') continue;
		if (field === 'funcname') {
			key += `funcname=${functionName(stringsOf(node[field] as Node[]))};`;
		} else if (!ignoredFields.has(field)) key += `${field}=${keyOfTree(node[field], collected)};`;
	}
	return `${key}}`;
}

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
