import type { DeleteRows, InsertRows, LockTable, TruncateTable, UpdateRows } from '../../changes.ts';
import { keyOf } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, LockMode } from '../lock-modes.ts';
import { lockModes } from '../lock-modes.ts';
import { lock, lockEach, tableKey } from './lock-effect.ts';
import { tablesOfView } from './object-locks.ts';
import { descendantsOf, partitionsOf, tablesReferencing } from './relatives.ts';

/** Each new value of a foreign key is looked up, and its row kept from being deleted. */
export function insertLocks(change: InsertRows, schema: Schema): LockEffect[] {
  const columns = change.columns.length === 0 ? undefined : change.columns;
  return [lock(schema, change.table, 'ROW EXCLUSIVE'), ...lookedUp(change, columns, schema)];
}

export function updateLocks(change: UpdateRows, schema: Schema): LockEffect[] {
  return [lock(schema, change.table, 'ROW EXCLUSIVE', 'row by row'), ...lookedUp(change, change.columns, schema)];
}

function lookedUp({ table }: InsertRows | UpdateRows, columns: readonly string[] | undefined, schema: Schema): LockEffect[] {
  return [...(schema.table(table)?.constraints.values() ?? [])].flatMap((constraint): LockEffect[] => {
    const { references, enforced } = constraint;
    const isWritten = columns === undefined || constraint.columns.some((column) => columns.includes(column));
    if (!references || !enforced || !isWritten) return [];
    return [{ table: references.table, mode: 'ROW SHARE', work: 'row by row', as: 'referenced table' }];
  });
}

/** Rows that point to a deleted one are looked for, and changed where the foreign key says so. */
export function deleteLocks(change: DeleteRows, schema: Schema): LockEffect[] {
  const key = tableKey(schema, change.table);
  const pointing = tablesReferencing(schema, key).flatMap((table) =>
    [...table.constraints.values()].flatMap(({ references, enforced }): LockEffect[] => {
      if (references?.table !== key || !enforced) return [];
      const [, , onDelete = 'a'] = references.actions.split(' ');
      const mode = onDelete === 'a' || onDelete === 'r' ? 'ROW SHARE' : 'ROW EXCLUSIVE';
      return lockEach([table, ...partitionsOf(schema, keyOf(table))], 'referencing table', mode, 'row by row');
    }),
  );
  return [lock(schema, change.table, 'ROW EXCLUSIVE', 'row by row'), ...pointing];
}

/** Emptying a table takes no time by the row: the server gives it a new file. */
export function truncateLocks(change: TruncateTable, schema: Schema): LockEffect[] {
  const descendants = change.cascade ? descendantsOf(schema, tableKey(schema, change.table)) : [];
  return [
    lock(schema, change.table, 'ACCESS EXCLUSIVE'),
    ...descendants.map((table): LockEffect => ({ table, mode: 'ACCESS EXCLUSIVE', work: 'catalog only', as: 'referencing table' })),
  ];
}

export function lockTableLocks(change: LockTable, schema: Schema): LockEffect[] {
  const mode = modeNamed(change.mode);
  return [lock(schema, change.table, mode), ...tablesOfView(change.table, schema, mode)];
}

function modeNamed(mode: string): LockMode {
  return lockModes.find((known) => known === mode) ?? 'ACCESS EXCLUSIVE';
}
