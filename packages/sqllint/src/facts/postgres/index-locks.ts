import type { AlterIndex, AttachIndex, CreateIndex, DropIndex, QualifiedName, Reindex, RenameIndex } from '../../changes.ts';
import { keyOf } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, LockMode, Work } from '../lock-modes.ts';
import { lock, tableKey } from './lock-effect.ts';

/** The key of the table, or of the materialized view, that an index is on; undefined when the history does not tell. */
export function ownerOfIndex(schema: Schema, name: QualifiedName): string | undefined {
  const found = schema.index(name);
  if (found) return keyOf(found.table);
  for (const object of schema.objects()) if (object.indexes?.has(name.name) === true) return keyOf(object);
  return undefined;
}

/** A lock on the index alone. */
function indexLock(schema: Schema, name: QualifiedName, mode: LockMode, work: Work = 'catalog only'): LockEffect[] {
  const table = ownerOfIndex(schema, name);
  return table === undefined ? [] : [{ table, index: tableKey(schema, name), mode, work }];
}

export function createIndexLocks(change: CreateIndex, schema: Schema): LockEffect[] {
  const mode = change.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE';
  const isThere = change.ifNotExists && change.name !== undefined && schema.index({ ...change.table, name: change.name }) !== undefined;
  const isEmpty = change.only && schema.table(change.table)?.partitionBy !== undefined;
  return [lock(schema, change.table, mode, isThere || isEmpty ? 'catalog only' : 'index build')];
}

export function dropIndexLocks(change: DropIndex, schema: Schema): LockEffect[] {
  const table = ownerOfIndex(schema, change.name);
  const mode = change.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE';
  return table === undefined ? [] : [{ table, mode, work: 'catalog only' }];
}

/**
 * The table can be read by the mode of its lock. But planning a query locks every index of its
 * tables, and those that are built are locked against that.
 */
export function reindexLocks(change: Reindex, schema: Schema): LockEffect[] {
  if (change.target !== 'table' && change.target !== 'index') return [];
  const table = change.target === 'table' ? tableKey(schema, change.name) : ownerOfIndex(schema, change.name);
  if (table === undefined) return [];
  if (change.concurrently) return [{ table, mode: 'SHARE UPDATE EXCLUSIVE', work: 'index build' }];
  const indexes = change.target === 'index' ? [tableKey(schema, change.name)] : indexesOf(table, schema);
  return [
    { table, mode: 'SHARE', work: 'index build' },
    ...indexes.map((index): LockEffect => ({ table, index, mode: 'ACCESS EXCLUSIVE', work: 'index build' })),
  ];
}

function indexesOf(key: string, schema: Schema): string[] {
  const relation = schema.get(`relation ${key}`);
  if (!relation || relation.kind === 'index') return [];
  return [...(relation.indexes?.keys() ?? [])].map((name) => `${relation.schema}.${name}`);
}

export function renameIndexLocks(change: RenameIndex, schema: Schema): LockEffect[] {
  return indexLock(schema, change.name, 'SHARE UPDATE EXCLUSIVE');
}

export function alterIndexLocks(change: AlterIndex, schema: Schema): LockEffect[] {
  switch (change.aspect) {
    case 'options':
    case 'statistics':
      return indexLock(schema, change.name, 'SHARE UPDATE EXCLUSIVE');
    case 'extension':
      return indexLock(schema, change.name, 'ACCESS EXCLUSIVE');
    case 'tablespace':
      return indexLock(schema, change.name, 'ACCESS EXCLUSIVE', change.value === 'pg_default' ? 'catalog only' : 'index build');
  }
}

export function attachIndexLocks(change: AttachIndex, schema: Schema): LockEffect[] {
  return [
    ...indexLock(schema, change.name, 'SHARE UPDATE EXCLUSIVE'),
    ...indexLock(schema, change.partitionIndex, 'ACCESS EXCLUSIVE'),
  ];
}
