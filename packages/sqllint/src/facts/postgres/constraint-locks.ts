import type { ConstraintDefinition, DropConstraint, QualifiedName, SetNotNull, ValidateConstraint } from '../../changes.ts';
import type { Table } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, Work } from '../lock-modes.ts';
import { lock, lockEach, tableKey } from './lock-effect.ts';
import { tablesReferencing } from './relatives.ts';

export function addConstraintLocks(
	table: QualifiedName,
	constraint: ConstraintDefinition,
	schema: Schema,
): LockEffect[] {
	const isUnchecked = constraint.notValid || constraint.notEnforced;
	switch (constraint.type) {
		case 'foreignKey': {
			const work: Work = isUnchecked ? 'catalog only' : 'scan';
			return [lock(schema, table, 'SHARE ROW EXCLUSIVE', work), ...referencedLocks([constraint], schema, work)];
		}
		case 'check':
		case 'notNull':
			return [lock(schema, table, 'ACCESS EXCLUSIVE', isUnchecked ? 'catalog only' : 'scan')];
		default:
			return [lock(schema, table, 'ACCESS EXCLUSIVE', keyWork(table, constraint, schema))];
	}
}

function keyWork(name: QualifiedName, constraint: ConstraintDefinition, schema: Schema): Work {
	if (constraint.usingIndex === undefined) return 'index build';
	if (constraint.type !== 'primaryKey') return 'catalog only';
	// A primary key makes its columns NOT NULL, which has to be checked where it is not so yet.
	const table = schema.table(name);
	const keys = table?.indexes.get(constraint.usingIndex)?.keys ?? [];
	const isNullable = keys.some((key) => key.column !== undefined && table?.columns.get(key.column)?.notNull === false);
	return isNullable ? 'scan' : 'catalog only';
}

/**
 * Creating a foreign key locks the referenced table against writes until the transaction ends.
 * @param work what happens meanwhile: checking existing rows reads both tables
 */
export function referencedLocks(
	constraints: readonly ConstraintDefinition[],
	schema: Schema,
	work: Work = 'catalog only',
): LockEffect[] {
	return constraints.flatMap((constraint) =>
		constraint.references ? [lock(schema, constraint.references.table, 'SHARE ROW EXCLUSIVE', work)] : [],
	);
}

/** Dropping a foreign key takes its triggers off the referenced table. */
export function droppedForeignKeyLocks(table: Table | undefined, column?: string): LockEffect[] {
	return [...(table?.constraints.values() ?? [])].flatMap(({ references, columns }): LockEffect[] =>
		references && (column === undefined || columns.includes(column))
			? [{ table: references.table, mode: 'ACCESS EXCLUSIVE', work: 'catalog only' }]
			: [],
	);
}

export function dropConstraintLocks(change: DropConstraint, schema: Schema): LockEffect[] {
	const constraint = schema.table(change.table)?.constraints.get(change.name);
	const locks = [lock(schema, change.table, 'ACCESS EXCLUSIVE')];
	if (constraint?.references) {
		locks.push({ table: constraint.references.table, mode: 'ACCESS EXCLUSIVE', work: 'catalog only' });
	}
	const isKey = constraint?.type === 'primaryKey' || constraint?.type === 'unique';
	if (change.cascade && isKey) {
		const referencing = tablesReferencing(schema, tableKey(schema, change.table), constraint.columns);
		locks.push(...lockEach(referencing, 'ACCESS EXCLUSIVE'));
	}
	return locks;
}

export function validateConstraintLocks(change: ValidateConstraint, schema: Schema): LockEffect[] {
	const { references } = schema.table(change.table)?.constraints.get(change.name) ?? {};
	const own = lock(schema, change.table, 'SHARE UPDATE EXCLUSIVE', 'scan');
	return references ? [own, { table: references.table, mode: 'ROW SHARE', work: 'scan' }] : [own];
}

/**
 * Whether the server can skip the scan of `SET NOT NULL`: the column is already so, or (from
 * PostgreSQL 12) a validated `CHECK` has `column IS NOT NULL` as one of its conjuncts.
 */
export function notNullIsProven(change: SetNotNull, schema: Schema, version: number): boolean {
	const table = schema.table(change.table);
	if (table?.columns.get(change.column)?.notNull === true) return true;
	if (version < 12) return false;
	return [...(table?.constraints.values() ?? [])].some(
		(constraint) =>
			constraint.type === 'check' &&
			constraint.validated &&
			constraint.enforced &&
			impliesNotNull(constraint.expression?.text ?? '', change.column),
	);
}

/** `c IS NOT NULL`, alone or joined to others by `AND` at the top level. */
function impliesNotNull(expression: string, column: string): boolean {
	const name = column.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
	const isNotNull = new RegExp(String.raw`^"?${name}"?\s+is\s+not\s+null$`, 'iu');
	return conjunctsOf(expression).some((part) => isNotNull.test(part));
}

/** The conditions that all have to hold, without the parentheses around them. */
function conjunctsOf(expression: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let from = 0;
	for (const { 0: token, index } of expression.matchAll(/'[^']*'|"[^"]*"|[()]|\band\b/giu)) {
		if (token === '(') depth++;
		else if (token === ')') depth--;
		else if (depth === 0 && /^and$/iu.test(token)) {
			parts.push(expression.slice(from, index));
			from = index + token.length;
		}
	}
	parts.push(expression.slice(from));
	if (parts.length > 1) return parts.flatMap(conjunctsOf);
	const whole = expression.trim();
	return whole.startsWith('(') && whole.endsWith(')') ? conjunctsOf(whole.slice(1, -1)) : [whole];
}
