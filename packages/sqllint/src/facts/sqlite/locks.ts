import type { Change, QualifiedName } from '../../changes.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, Work } from '../lock-modes.ts';

/**
 * SQLite locks the whole database file: one transaction writes, all others that want to write wait
 * for it, and those that read see what was there before it (in WAL mode; in the other modes they
 * wait while it commits). The effect is noted for the table that the change is about. What a change
 * does under the lock follows sqlite.org/lang_altertable.html and lang_createindex.html: a column is
 * added and things are renamed in the schema alone, a dropped column is cut out of every row.
 *
 * @param schema the schema before the change
 */
export function locksOf(change: Change, schema: Schema): readonly LockEffect[] {
  const lock = (name: QualifiedName, work: Work): LockEffect[] => [
    { table: schema.resolve('relation', name).slice('relation '.length), mode: 'RESERVED', work },
  ];
  switch (change.kind) {
    case 'addColumn':
      // A check or a `NOT NULL` of a new column is verified for the rows that are there.
      return lock(change.table, change.column.generated || change.column.constraints.some(({ type }) => type === 'check') ? 'scan' : 'catalog only');
    case 'dropColumn':
    case 'rebuildTable':
      return lock(change.table, 'rewrite');
    case 'dropTable':
    case 'renameTable':
    case 'renameColumn':
      return lock(change.table, 'catalog only');
    case 'createIndex':
      return lock(change.table, 'index build');
    case 'dropIndex': {
      const owner = schema.index(change.name);
      return owner ? lock(owner.table, 'catalog only') : [];
    }
    case 'createObject':
    case 'dropObject':
      return change.table ? lock(change.table, 'catalog only') : [];
    case 'updateRows':
    case 'deleteRows':
      return lock(change.table, 'row by row');
    default:
      return [];
  }
}
