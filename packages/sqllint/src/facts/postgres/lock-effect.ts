import type { QualifiedName } from '../../changes.ts';
import { keyOf } from '../../schema/model.ts';
import type { Table } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockedAs, LockEffect, LockMode, Work } from '../lock-modes.ts';

/** The key of the table that a name means at this point of the history. */
export function tableKey(schema: Schema, name: QualifiedName): string {
  return schema.resolve('relation', name).slice('relation '.length);
}

export function lock(schema: Schema, name: QualifiedName, mode: LockMode, work: Work = 'catalog only'): LockEffect {
  return { table: tableKey(schema, name), mode, work };
}

/** The same lock on each of several tables. */
export function lockEach(tables: readonly Table[], as: LockedAs, mode: LockMode, work: Work = 'catalog only'): LockEffect[] {
  return tables.map((table) => ({ table: keyOf(table), mode, work, as }));
}
