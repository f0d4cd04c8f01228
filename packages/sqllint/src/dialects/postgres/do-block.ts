import type { Change, Range } from '../../changes.ts';
import type { StatementSource } from './source.ts';

/** A piece of static SQL in a `DO` block, and whether it runs only under a condition. */
export interface EmbeddedSql extends Range {
	readonly sql: string;
	readonly conditional: boolean;
}

/** What can be known of a `DO` block without running it. */
export interface DoBlock {
	readonly statements: readonly EmbeddedSql[];
	/** The expressions of `EXECUTE`s whose text is put together at run time. */
	readonly dynamic: readonly string[];
}

/** Where the parser's tree keeps statements that need not run. */
const conditionalFields = new Set(['then_body', 'else_body', 'elsif_list', 'case_when_list', 'else_stmts', 'stmts']);
const loops = new Set([
	'PLpgSQL_stmt_loop',
	'PLpgSQL_stmt_while',
	'PLpgSQL_stmt_fori',
	'PLpgSQL_stmt_fors',
	'PLpgSQL_stmt_forc',
	'PLpgSQL_stmt_foreach_a',
	'PLpgSQL_stmt_dynfors',
]);

/**
 * Reads the tree that `parsePlPgSQLSync` returns for a `DO` statement.
 * A block with an exception handler makes everything in it conditional: the handler undoes it.
 */
export function readDoBlock(tree: unknown, source: StatementSource): DoBlock {
	const statements: EmbeddedSql[] = [];
	const dynamic: string[] = [];
	let searchFrom = source.start;

	const locate = (query: string): Range => {
		const found = source.text.indexOf(query, searchFrom);
		if (found < 0 || found >= source.end) return source.range;
		searchFrom = found + query.length;
		return { start: found, end: searchFrom };
	};
	const add = (sql: string, place: string, conditional: boolean): void => {
		statements.push({ sql, conditional, ...locate(place) });
	};

	const visit = (value: unknown, conditional: boolean): void => {
		if (Array.isArray(value)) {
			for (const item of value) visit(item, conditional);
			return;
		}
		if (typeof value !== 'object' || value === null) return;
		for (const [field, inner] of Object.entries(value)) {
			if (field === 'PLpgSQL_stmt_execsql') {
				const query = queryOf(inner, 'sqlstmt');
				if (query !== undefined) add(query, query, conditional);
			} else if (field === 'PLpgSQL_stmt_perform') {
				const query = queryOf(inner, 'expr');
				if (query !== undefined) add(query, query.replace(/^SELECT /u, ''), conditional);
			} else if (field === 'PLpgSQL_stmt_dynexecute') {
				const query = queryOf(inner, 'query') ?? '';
				const constant = stringConstant(query);
				if (constant === undefined) dynamic.push(query);
				else add(constant, query, conditional);
			} else if (field === 'PLpgSQL_stmt_dynfors' || field === 'PLpgSQL_stmt_open') {
				visit(inner, true);
			} else {
				const guarded =
					conditional || conditionalFields.has(field) || loops.has(field) || (isBlock(field) && hasHandler(inner));
				visit(inner, guarded);
			}
		}
	};
	visit(tree, false);
	return { statements, dynamic };
}

function isBlock(field: string): boolean {
	return field === 'PLpgSQL_stmt_block';
}

function hasHandler(block: unknown): boolean {
	return typeof block === 'object' && block !== null && 'exceptions' in block;
}

function queryOf(statement: unknown, field: string): string | undefined {
	// The tree is JSON of a shape that the parser fixes: { [field]: { PLpgSQL_expr: { query } } }.
	const expression = (statement as Record<string, { PLpgSQL_expr?: { query?: string } } | undefined>)[field];
	return expression?.PLpgSQL_expr?.query;
}

/** The text of a plain string literal, or undefined for any other expression. */
function stringConstant(expression: string): string | undefined {
	const literal = /^\s*'((?:[^']|'')*)'\s*$/u.exec(expression);
	if (literal) return (literal[1] ?? '').replaceAll("''", "'");
	return /^\s*\$(\w*)\$([\s\S]*)\$\1\$\s*$/u.exec(expression)?.[2];
}

/** The same change, marked as one that need not happen. */
export function asConditional(change: Change, conditional: boolean): Change {
	return conditional ? { ...change, conditional: true } : change;
}
