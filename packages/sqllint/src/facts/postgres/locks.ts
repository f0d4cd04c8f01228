import type { AlterTable, AttachPartition, Change, ChangeKind, CreateTable, ObjectType, QualifiedName, TruncateTable } from '../../changes.ts';
import { displayName, keyOf } from '../../schema/model.ts';
import type { Table } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, LockMode } from '../lock-modes.ts';
import { lockModes } from '../lock-modes.ts';
import { addColumnLocks, dropColumnLocks, setGeneratedLocks, typeChangeLocks } from './column-locks.ts';
import {
	addConstraintLocks,
	dropConstraintLocks,
	droppedForeignKeyLocks,
	notNullIsProven,
	referencedLocks,
	validateConstraintLocks,
} from './constraint-locks.ts';
import { lock, lockEach, tableKey } from './lock-effect.ts';
import { childrenOf, defaultPartitionOf, descendantsOf, tablesReferencing, tablesUsingType } from './relatives.ts';

/**
 * The locks that PostgreSQL takes on tables and views for a change, and the work it does under
 * them. Measured on servers 12 to 18 by reading `pg_locks` within the transaction, comparing
 * `relfilenode` and counting scans; `test/postgres` asks a server again on every run. Left out are
 * locks that only other DDL waits for, where they come without work (`COMMENT`, `ANALYZE`).
 * @param schema the schema before the change
 * @param version the server's major version
 */
export function locksOf(change: Change, schema: Schema, version: number): readonly LockEffect[] {
	const locks = ownLocks(change, schema, version);
	return schema.usesInheritance && reachesChildren(change) ? withChildren(locks, schema) : locks;
}

function ownLocks(change: Change, schema: Schema, version: number): readonly LockEffect[] {
	switch (change.kind) {
		case 'createTable':
			return createTableLocks(change, schema);
		case 'dropTable': {
			const key = tableKey(schema, change.table);
			const table = schema.table(change.table);
			return [
				lock(schema, change.table, 'ACCESS EXCLUSIVE'),
				...droppedForeignKeyLocks(table),
				...(change.cascade ? lockEach(tablesReferencing(schema, key), 'ACCESS EXCLUSIVE') : []),
				...(table?.partitionOf ? partitionedLocks(table.partitionOf.table, schema, 'ACCESS EXCLUSIVE') : []),
			];
		}
		case 'addColumn':
			return addColumnLocks(change, schema, version);
		case 'dropColumn':
			return dropColumnLocks(change, schema);
		case 'alterColumnType':
			return typeChangeLocks(change, schema);
		case 'setNotNull':
			return [lock(schema, change.table, 'ACCESS EXCLUSIVE', notNullIsProven(change, schema, version) ? 'catalog only' : 'scan')];
		case 'setGenerated':
			return setGeneratedLocks(change, schema);
		case 'renameTable':
		case 'renameConstraint':
		case 'setDefault':
		case 'dropDefault':
		case 'dropNotNull':
		case 'setIdentity':
			return [lock(schema, change.table, 'ACCESS EXCLUSIVE')];
		case 'renameColumn':
			return change.of === 'type' ? [] : [lock(schema, change.table, 'ACCESS EXCLUSIVE')];
		case 'truncateTable':
			return truncateLocks(change, schema);
		case 'addConstraint':
			return addConstraintLocks(change.table, change.constraint, schema);
		case 'dropConstraint':
			return dropConstraintLocks(change, schema);
		case 'validateConstraint':
			return validateConstraintLocks(change, schema);
		case 'createIndex': {
			const mode = change.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE';
			const isEmpty = change.only && schema.table(change.table)?.partitionBy !== undefined;
			return [lock(schema, change.table, mode, isEmpty ? 'catalog only' : 'index build')];
		}
		case 'dropIndex': {
			const owner = schema.index(change.name);
			const mode = change.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE';
			return owner ? [{ table: keyOf(owner.table), mode, work: 'catalog only' }] : [];
		}
		case 'alterTable':
			return [alterTableLock(change, schema)];
		case 'attachPartition':
			return attachPartitionLocks(change, schema);
		case 'detachPartition': {
			const mode = change.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE';
			return [...partitionedLocks(tableKey(schema, change.table), schema, mode), lock(schema, change.partition, mode)];
		}
		case 'createObject':
			if (change.table) {
				return [lock(schema, change.table, change.objectType === 'trigger' ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE')];
			}
			return change.orReplace && schema.object('relation', change.name) ? viewLocks(change, schema) : [];
		case 'dropObject':
			if (change.table) return [lock(schema, change.table, 'ACCESS EXCLUSIVE')];
			// The columns of the type go with it.
			if (change.cascade && typesOfColumns.has(change.objectType)) {
				return lockEach(tablesUsingType(schema, displayName(change.name)), 'ACCESS EXCLUSIVE');
			}
			return viewLocks(change, schema);
		case 'renameObject':
			return change.table ? [lock(schema, change.table, 'ACCESS EXCLUSIVE')] : viewLocks(change, schema);
		case 'alterObject':
			if (change.table) return [lock(schema, change.table, 'ACCESS EXCLUSIVE')];
			if (change.objectType === 'domain' && checksDomain(change)) {
				return lockEach(tablesUsingType(schema, displayName(change.name)), 'SHARE', 'scan');
			}
			return viewLocks(change, schema);
		case 'moveToSchema':
			return change.objectType === 'table' ? [lock(schema, change.name, 'ACCESS EXCLUSIVE')] : viewLocks(change, schema);
		case 'insertRows':
			return [lock(schema, change.table, 'ROW EXCLUSIVE')];
		case 'updateRows':
		case 'deleteRows':
			return [lock(schema, change.table, 'ROW EXCLUSIVE', 'row by row')];
		case 'lockTable':
			return [lock(schema, change.table, modeNamed(change.mode))];
		case 'refreshView':
			// CONCURRENTLY compares with the rows that are there; otherwise they are all written anew.
			return change.concurrently
				? [lock(schema, change.name, 'EXCLUSIVE', 'scan')]
				: [lock(schema, change.name, 'ACCESS EXCLUSIVE', 'rewrite')];
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

const ofChildrenToo = new Set<ChangeKind>([
	'dropTable',
	'addColumn',
	'dropColumn',
	'renameColumn',
	'alterColumnType',
	'setDefault',
	'dropDefault',
	'setNotNull',
	'dropNotNull',
	'setIdentity',
	'setGenerated',
	'addConstraint',
	'dropConstraint',
	'renameConstraint',
	'validateConstraint',
	'createIndex',
	'dropIndex',
	'truncateTable',
	'lockTable',
]);

/** Whether the server does to the partitions of a table what it does to the table. */
function reachesChildren(change: Change): boolean {
	if (change.kind === 'createIndex') return !change.only;
	if (change.kind === 'createObject' || change.kind === 'dropObject') return change.objectType === 'trigger';
	if (change.kind === 'alterTable') return /^(?:statistics|storage|compression|trigger) /u.test(change.aspect);
	return ofChildrenToo.has(change.kind);
}

/** A partitioned table has no rows: what takes time happens in its partitions. */
function withChildren(locks: readonly LockEffect[], schema: Schema): LockEffect[] {
	return locks.flatMap((effect): LockEffect[] => {
		const children = lockEach(childrenOf(schema, effect.table), effect.mode, effect.work).map((child) => withoutRows(child, schema));
		return [withoutRows(effect, schema), ...children];
	});
}

function withoutRows(effect: LockEffect, schema: Schema): LockEffect {
	const isPartitioned = schema.tableByKey(effect.table)?.partitionBy !== undefined;
	return isPartitioned ? { ...effect, work: 'catalog only' } : effect;
}

function createTableLocks(change: CreateTable, schema: Schema): LockEffect[] {
	const { partitionOf } = change;
	return [
		...change.columns.flatMap((column) => referencedLocks(column.constraints, schema)),
		...referencedLocks(change.constraints, schema),
		...change.inherits.map((parent) => lock(schema, parent, 'SHARE UPDATE EXCLUSIVE')),
		...(partitionOf ? [lock(schema, partitionOf.table, 'ACCESS EXCLUSIVE'), ...defaultPartitionLocks(tableKey(schema, partitionOf.table), schema)] : []),
	];
}

/** A new partition takes over a range: the rows of the default partition must not be in it. */
function defaultPartitionLocks(parent: string, schema: Schema): LockEffect[] {
	const partition = defaultPartitionOf(schema, parent);
	return partition ? lockEach([partition], 'ACCESS EXCLUSIVE', 'scan') : [];
}

/** The parent and its default partition, whose bound depends on the other partitions. */
function partitionedLocks(parent: string, schema: Schema, mode: LockMode): LockEffect[] {
	const partition = defaultPartitionOf(schema, parent);
	return [{ table: parent, mode, work: 'catalog only' }, ...(partition ? lockEach([partition], mode) : [])];
}

function attachPartitionLocks(change: AttachPartition, schema: Schema): LockEffect[] {
	const [parent, partition] = [schema.table(change.table), schema.table(change.partition)];
	const keysOf = (table: Table | undefined): string[] =>
		[...(table?.indexes.values() ?? [])].map((index) => index.keys.map((key) => key.column ?? key.expression?.key).join());
	const has = new Set(keysOf(partition));
	const buildsIndexes = keysOf(parent).some((keys) => !has.has(keys));
	return [
		lock(schema, change.table, 'SHARE UPDATE EXCLUSIVE'),
		lock(schema, change.partition, 'ACCESS EXCLUSIVE', buildsIndexes ? 'index build' : 'scan'),
		...defaultPartitionLocks(tableKey(schema, change.table), schema),
	];
}

/** Emptying a table takes no time by the row: the server gives it a new file. */
function truncateLocks(change: TruncateTable, schema: Schema): LockEffect[] {
	const descendants = change.cascade ? descendantsOf(schema, tableKey(schema, change.table)) : [];
	return [
		lock(schema, change.table, 'ACCESS EXCLUSIVE'),
		...descendants.map((table): LockEffect => ({ table, mode: 'ACCESS EXCLUSIVE', work: 'catalog only' })),
	];
}

const typesOfColumns = new Set<ObjectType>(['type', 'enum', 'domain']);

/** Queries that use a view wait while it is replaced, renamed or dropped. */
function viewLocks(change: { readonly objectType: ObjectType | 'table' | 'index'; readonly name: QualifiedName }, schema: Schema): LockEffect[] {
	const isView = change.objectType === 'view' || change.objectType === 'materialized view';
	const isNew = schema.object('relation', change.name)?.createdIn === schema.migration;
	return isView && !isNew ? [lock(schema, change.name, 'ACCESS EXCLUSIVE')] : [];
}

/** Whether `ALTER DOMAIN` looks at the rows of every table that uses the domain. */
function checksDomain({ aspect, value, notValid }: { readonly aspect: string; readonly value: string; readonly notValid?: boolean }): boolean {
	if (aspect === 'not null') return value !== '';
	if (aspect.startsWith('validated ')) return true;
	return aspect.startsWith('constraint') && notValid === false;
}

function modeNamed(mode: string): LockMode {
	return lockModes.find((known) => known === mode) ?? 'ACCESS EXCLUSIVE';
}

/** What a table has unless somebody said otherwise. */
const usualPlace: Readonly<Record<string, string>> = { tablespace: 'pg_default', 'access method': 'heap' };

function alterTableLock(change: AlterTable, schema: Schema): LockEffect {
	const { aspect } = change;
	if (aspect === 'persistence' || aspect === 'tablespace' || aspect === 'access method') {
		const table = schema.table(change.table);
		const isSame = table?.partial === false && (table.aspects.get(aspect) ?? usualPlace[aspect]) === change.value;
		return lock(schema, change.table, 'ACCESS EXCLUSIVE', isSame ? 'catalog only' : 'rewrite');
	}
	if (aspect.startsWith('trigger ')) return lock(schema, change.table, 'SHARE ROW EXCLUSIVE');
	// `reloptions.c` gives each storage option its lock; of those of tables only this one stops reads.
	if (aspect === 'option user_catalog_table') return lock(schema, change.table, 'ACCESS EXCLUSIVE');
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
