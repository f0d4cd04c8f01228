import type {
	AddColumn,
	AlterColumnType,
	AlterTable,
	Change,
	ConstraintDefinition,
	QualifiedName,
	SetNotNull,
} from '../../changes.ts';
import { keyOf } from '../../schema/model.ts';
import type { Table } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, LockMode, Work } from '../lock-modes.ts';
import { lockModes } from '../lock-modes.ts';
import { typeChangeWork } from './type-changes.ts';
import { volatileFunctionIn } from './volatility.ts';

/**
 * The table locks that PostgreSQL takes for a change and the work it does under them.
 * Measured on servers 12 to 18 by reading `pg_locks` within the transaction, comparing
 * `relfilenode` and reading the server's debug messages.
 * @param schema the schema before the change
 * @param version the server's major version
 */
export function locksOf(change: Change, schema: Schema, version: number): readonly LockEffect[] {
	switch (change.kind) {
		case 'createTable':
			return [
				...change.columns.flatMap((column) => referencedLocks(column.constraints, schema)),
				...referencedLocks(change.constraints, schema),
				...(change.partitionOf ? [lock(schema, change.partitionOf.table, 'ACCESS EXCLUSIVE')] : []),
			];
		case 'dropTable':
			return [lock(schema, change.table, 'ACCESS EXCLUSIVE'), ...locksOfReferenced(schema.table(change.table))];
		case 'addColumn':
			return addColumnLocks(change, schema, version);
		case 'dropColumn': {
			const lost = [...(schema.table(change.table)?.constraints.values() ?? [])].filter((constraint) =>
				constraint.columns.includes(change.column),
			);
			return [
				lock(schema, change.table, 'ACCESS EXCLUSIVE'),
				...lost.flatMap(({ references }): LockEffect[] =>
					references ? [{ table: references.table, mode: 'ACCESS EXCLUSIVE', work: 'catalog only' }] : [],
				),
			];
		}
		case 'alterColumnType':
			return typeChangeLocks(change, schema);
		case 'setNotNull':
			return [lock(schema, change.table, 'ACCESS EXCLUSIVE', notNullIsProven(change, schema, version) ? 'catalog only' : 'scan')];
		case 'setGenerated':
			return [lock(schema, change.table, 'ACCESS EXCLUSIVE', change.expression ? 'rewrite' : 'catalog only')];
		case 'renameTable':
		case 'renameColumn':
		case 'renameConstraint':
		case 'setDefault':
		case 'dropDefault':
		case 'dropNotNull':
		case 'setIdentity':
			return [lock(schema, change.table, 'ACCESS EXCLUSIVE')];
		case 'truncateTable':
			return [lock(schema, change.table, 'ACCESS EXCLUSIVE')];
		case 'addConstraint':
			return constraintLocks(change.table, change.constraint, schema);
		case 'dropConstraint': {
			const { references } = schema.table(change.table)?.constraints.get(change.name) ?? {};
			const own = lock(schema, change.table, 'ACCESS EXCLUSIVE');
			return references ? [own, { table: references.table, mode: 'ACCESS EXCLUSIVE', work: 'catalog only' }] : [own];
		}
		case 'validateConstraint': {
			const { references } = schema.table(change.table)?.constraints.get(change.name) ?? {};
			const own = lock(schema, change.table, 'SHARE UPDATE EXCLUSIVE', 'scan');
			return references ? [own, { table: references.table, mode: 'ROW SHARE', work: 'catalog only' }] : [own];
		}
		case 'createIndex':
			return [lock(schema, change.table, change.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE', 'index build')];
		case 'dropIndex': {
			const owner = schema.index(change.name);
			const mode = change.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE';
			return owner ? [{ table: keyOf(owner.table), mode, work: 'catalog only' }] : [];
		}
		case 'alterTable':
			return [alterTableLock(change, schema)];
		case 'attachPartition':
			return [
				lock(schema, change.table, 'SHARE UPDATE EXCLUSIVE'),
				lock(schema, change.partition, 'ACCESS EXCLUSIVE', 'scan'),
			];
		case 'detachPartition': {
			const mode = change.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE';
			return [lock(schema, change.table, mode), lock(schema, change.partition, mode)];
		}
		case 'createObject':
			return change.table ? [lock(schema, change.table, change.objectType === 'trigger' ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE')] : [];
		case 'dropObject':
		case 'renameObject':
		case 'alterObject':
			return change.table ? [lock(schema, change.table, 'ACCESS EXCLUSIVE')] : [];
		case 'insertRows':
			return [lock(schema, change.table, 'ROW EXCLUSIVE')];
		case 'updateRows':
		case 'deleteRows':
			return [lock(schema, change.table, 'ROW EXCLUSIVE', 'row by row')];
		case 'lockTable':
			return [lock(schema, change.table, modeNamed(change.mode))];
		case 'refreshView':
			return [lock(schema, change.name, change.concurrently ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE', 'rewrite')];
		case 'maintain': {
			const rewrites = change.command === 'vacuum full' || change.command === 'cluster';
			return rewrites ? change.tables.map((table) => lock(schema, table, 'ACCESS EXCLUSIVE', 'rewrite')) : [];
		}
		case 'reindex':
			return reindexLocks(change.target === 'table' ? change.name : undefined, change, schema);
		default:
			return [];
	}
}

function tableKey(schema: Schema, name: QualifiedName): string {
	return schema.resolve('relation', name).slice('relation '.length);
}

function lock(schema: Schema, name: QualifiedName, mode: LockMode, work: Work = 'catalog only'): LockEffect {
	return { table: tableKey(schema, name), mode, work };
}

function modeNamed(mode: string): LockMode {
	return lockModes.find((known) => known === mode) ?? 'ACCESS EXCLUSIVE';
}

/** Creating a foreign key locks the referenced table against writes until the transaction ends. */
function referencedLocks(constraints: readonly ConstraintDefinition[], schema: Schema): LockEffect[] {
	return constraints.flatMap((constraint) =>
		constraint.references ? [lock(schema, constraint.references.table, 'SHARE ROW EXCLUSIVE')] : [],
	);
}

/** Dropping a table with foreign keys takes their triggers off the referenced tables. */
function locksOfReferenced(table: Table | undefined): LockEffect[] {
	return [...(table?.constraints.values() ?? [])].flatMap(({ references }): LockEffect[] =>
		references ? [{ table: references.table, mode: 'ACCESS EXCLUSIVE', work: 'catalog only' }] : [],
	);
}

/** Why adding a column rewrites the table, in words that follow "because"; undefined when it does not. */
export function rewriteReason(change: AddColumn, schema: Schema, version: number): string | undefined {
	const { column } = change;
	if (column.serial) return 'every row needs a number from the sequence';
	if (column.identity) return 'every row needs a number from the identity sequence';
	if (column.generated) return column.generated.stored ? 'the value is computed and stored for every row' : undefined;
	const domain = schema.object('type', { name: column.type.name });
	if (domain?.objectType === 'domain' && domain.constrained === true) return `the domain ${domain.name} has constraints to check`;
	if (!column.default) return undefined;
	if (version < 11) return 'PostgreSQL 10 and older store a default in every row';
	const volatile = volatileFunctionIn(column.default, schema);
	return volatile === undefined ? undefined : `${volatile}() returns another value for every row`;
}

function addColumnLocks(change: AddColumn, schema: Schema, version: number): LockEffect[] {
	const { column } = change;
	let work: Work = 'catalog only';
	if (column.constraints.some(({ type, notEnforced }) => type === 'check' && !notEnforced)) work = 'scan';
	// An inline foreign key is checked only against rows that get a value.
	if (column.default && column.constraints.some(({ type }) => type === 'foreignKey')) work = 'scan';
	if (column.notNull && !column.default && !column.serial && !column.identity && !column.generated) work = 'scan';
	if (column.constraints.some(({ type }) => type === 'unique' || type === 'primaryKey')) work = 'index build';
	if (rewriteReason(change, schema, version) !== undefined) work = 'rewrite';
	return [lock(schema, change.table, 'ACCESS EXCLUSIVE', work), ...referencedLocks(column.constraints, schema)];
}

function typeChangeLocks(change: AlterColumnType, schema: Schema): LockEffect[] {
	const table = schema.table(change.table);
	const column = table?.columns.get(change.column);
	const work = typeChangeWork(column?.type, change.type, change.using !== undefined && !isCastOfColumn(change));
	const isChecked = [...(table?.constraints.values() ?? [])].some(
		(constraint) => constraint.type === 'check' && constraint.columns.includes(change.column),
	);
	const done: Work = work === 'rewrite' || work === 'unknown' ? 'rewrite' : isChecked ? 'scan' : 'catalog only';
	return [lock(schema, change.table, 'ACCESS EXCLUSIVE', done)];
}

/** `USING column::type`, which is what the server does anyway. */
function isCastOfColumn(change: AlterColumnType): boolean {
	return change.using !== undefined && change.using.functions.length === 0 && change.using.columns.length === 1 && /^"?\w+"?\s*::/u.test(change.using.text);
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
	if (/\bor\b/iu.test(expression)) return false;
	const name = column.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
	return new RegExp(String.raw`(?:^|\band\b|\()\s*\(*\s*"?${name}"?\s+is\s+not\s+null\b`, 'iu').test(expression);
}

function constraintLocks(table: QualifiedName, constraint: ConstraintDefinition, schema: Schema): LockEffect[] {
	switch (constraint.type) {
		case 'foreignKey': {
			const work: Work = constraint.notValid || constraint.notEnforced ? 'catalog only' : 'scan';
			return [lock(schema, table, 'SHARE ROW EXCLUSIVE', work), ...referencedLocks([constraint], schema)];
		}
		case 'check':
		case 'notNull':
			return [lock(schema, table, 'ACCESS EXCLUSIVE', constraint.notValid || constraint.notEnforced ? 'catalog only' : 'scan')];
		default:
			return [lock(schema, table, 'ACCESS EXCLUSIVE', constraint.usingIndex === undefined ? 'index build' : 'catalog only')];
	}
}

function alterTableLock(change: AlterTable, schema: Schema): LockEffect {
	const { aspect } = change;
	if (aspect === 'persistence' || aspect === 'tablespace' || aspect === 'access method') {
		return lock(schema, change.table, 'ACCESS EXCLUSIVE', 'rewrite');
	}
	if (aspect.startsWith('trigger ')) return lock(schema, change.table, 'SHARE ROW EXCLUSIVE');
	const isCheap = /^(?:option|statistics|column option) /u.test(aspect) || aspect === 'cluster index';
	return lock(schema, change.table, isCheap ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE');
}

function reindexLocks(
	table: QualifiedName | undefined,
	change: { readonly name: QualifiedName; readonly concurrently: boolean },
	schema: Schema,
): LockEffect[] {
	const owner = table ? tableKey(schema, table) : schema.index(change.name)?.table;
	const key = typeof owner === 'object' ? keyOf(owner) : owner;
	if (key === undefined) return [];
	return [{ table: key, mode: change.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE', work: 'index build' }];
}
