import type { AttachPartition, CreateTable, DetachPartition, DropTable } from '../../changes.ts';
import { keyOf } from '../../schema/model.ts';
import type { Table } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, LockMode, Work } from '../lock-modes.ts';
import { droppedForeignKeyLocks, referencedLocks, withTriggers } from './foreign-key-locks.ts';
import { lock, lockEach, tableKey } from './lock-effect.ts';
import { defaultPartitionOf, tablesReferencing, treesReferencing } from './relatives.ts';

export function createTableLocks(change: CreateTable, schema: Schema, version: number): LockEffect[] {
  const own = tableKey(schema, change.table);
  const { partitionOf } = change;
  const parent = partitionOf && tableKey(schema, partitionOf.table);
  return [
    ...change.columns.flatMap((column) => referencedLocks(column.constraints, schema)),
    ...referencedLocks(change.constraints, schema),
    ...change.inherits.map((table) => ({ ...lock(schema, table, 'SHARE UPDATE EXCLUSIVE'), as: 'inherited table' as const })),
    ...(parent === undefined ? [] : newPartitionLocks(parent, schema, version)),
  ].filter(({ table }) => table !== own);
}

function newPartitionLocks(parent: string, schema: Schema, version: number): LockEffect[] {
  return [
    { table: parent, mode: 'ACCESS EXCLUSIVE', work: 'catalog only', as: 'partitioned table' },
    ...defaultPartitionLocks(parent, schema),
    // Foreign keys of the partitioned table and to it hold for the new partition, too.
    ...keysOfParent(parent, schema),
    ...(version >= 15 ? lockEach(tablesReferencing(schema, parent), 'referencing table', 'SHARE ROW EXCLUSIVE') : []),
  ];
}

function keysOfParent(parent: string, schema: Schema): LockEffect[] {
  return [...(schema.tableByKey(parent)?.constraints.values() ?? [])].flatMap(({ references, enforced }): LockEffect[] =>
    references && enforced ? [{ table: references.table, mode: 'SHARE ROW EXCLUSIVE', work: 'catalog only', as: 'referenced table' }] : [],
  );
}

/** A new partition takes over a range: the rows of the default partition must not be in it. */
function defaultPartitionLocks(parent: string, schema: Schema): LockEffect[] {
  const partition = defaultPartitionOf(schema, parent);
  const work = mayProveBound(partition, schema.tableByKey(parent)) ? 'catalog only' : 'scan';
  return partition ? lockEach([partition], 'default partition', 'ACCESS EXCLUSIVE', work) : [];
}

/**
 * Whether a validated `CHECK` of a partition may say what its bound says, so that no row has to be
 * read: it is about a column of the partition key, and leaves out `NULL`.
 */
export function mayProveBound(partition: Table | undefined, parent: Table | undefined): boolean {
  const key = new Set(parent?.partitionByText?.toLowerCase().match(/[\w$]+/gu));
  return [...(partition?.constraints.values() ?? [])].some(
    ({ type, validated, enforced, columns, expression }) =>
      type === 'check' &&
      validated &&
      enforced &&
      columns.some((column) => key.has(column) && (partition?.columns.get(column)?.notNull === true || /is\s+not\s+null/iu.test(expression?.text ?? ''))),
  );
}

/** The parent and its default partition, whose bound depends on the other partitions. */
function partitionedLocks(parent: string, schema: Schema, mode: LockMode): LockEffect[] {
  const partition = defaultPartitionOf(schema, parent);
  return [
    { table: parent, mode, work: 'catalog only', as: 'partitioned table' },
    ...(partition ? lockEach([partition], 'default partition', mode) : []),
  ];
}

export function attachPartitionLocks(change: AttachPartition, schema: Schema, version: number): LockEffect[] {
  const [parent, partition] = [schema.table(change.table), schema.table(change.partition)];
  const keysIn = (table: Table | undefined): string[] =>
    [...(table?.indexes.values() ?? [])].map((index) => index.keys.map((key) => key.column ?? key.expression?.key).join());
  const has = new Set(keysIn(partition));
  const buildsIndexes = keysIn(parent).some((keys) => !has.has(keys));
  const work: Work = buildsIndexes ? 'index build' : mayProveBound(partition, parent) ? 'catalog only' : 'scan';
  const key = tableKey(schema, change.table);
  return [
    lock(schema, change.table, 'SHARE UPDATE EXCLUSIVE'),
    lock(schema, change.partition, 'ACCESS EXCLUSIVE', work),
    ...defaultPartitionLocks(key, schema),
    ...keysOfParent(key, schema),
    // A foreign key of its own is merged with that of the parent.
    ...droppedForeignKeyLocks(partition, schema, version),
    ...(version >= 15 ? lockEach(tablesReferencing(schema, key), 'referencing table', 'SHARE ROW EXCLUSIVE') : []),
  ];
}

/** Up to PostgreSQL 13 a partition without indexes could still be written to. CONCURRENTLY locks it for a moment in the end. */
export function detachPartitionLocks(change: DetachPartition, schema: Schema, version: number): LockEffect[] {
  const key = tableKey(schema, change.table);
  if (change.concurrently) {
    return [lock(schema, change.table, 'SHARE UPDATE EXCLUSIVE'), lock(schema, change.partition, 'ACCESS EXCLUSIVE')];
  }
  const [, ...others] = partitionedLocks(key, schema, 'ACCESS EXCLUSIVE');
  const isWritable = version < 14 && !hasIndexes(schema.tableByKey(key));
  return [
    lock(schema, change.table, 'ACCESS EXCLUSIVE'),
    lock(schema, change.partition, isWritable ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE'),
    ...others,
    // It gets foreign keys of its own, and no row may point to what goes.
    ...keysOfParent(key, schema),
    ...lockEach(tablesReferencing(schema, key), 'referencing table', 'ACCESS EXCLUSIVE', 'scan'),
  ];
}

function hasIndexes(table: Table | undefined): boolean {
  if (table?.partial !== false || table.indexes.size > 0) return true;
  return [...table.constraints.values()].some(({ type }) => type === 'primaryKey' || type === 'unique');
}

/** What dropping a partition locks besides it; a foreign key to its parent goes as a whole. */
export function droppedPartitionLocks(change: DropTable, schema: Schema, version: number): LockEffect[] {
  const table = schema.table(change.table);
  if (!table?.partitionOf) return [];
  const parent = table.partitionOf.table;
  const referencing = change.cascade ? treesReferencing(schema, parent) : [];
  return [
    ...partitionedLocks(parent, schema, 'ACCESS EXCLUSIVE'),
    ...lockEach(referencing, 'referencing table', 'ACCESS EXCLUSIVE'),
    ...(referencing.length > 0 ? withTriggers(parent, schema, version) : []),
  ].filter((effect) => effect.table !== keyOf(table));
}
