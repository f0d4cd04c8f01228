import type { Change, QualifiedName } from '../../changes.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, LockMode, Work } from '../lock-modes.ts';
import { operationsOf } from './operation-of.ts';
import { slower, wayOf } from './operations.ts';
import type { Way } from './operations.ts';
import type { Family } from './versions.ts';

/**
 * What other sessions notice of a change, in the words that PostgreSQL has for lock modes. Every
 * change of a table takes its metadata lock exclusively for a moment, which reads and writes wait
 * for (`ACCESS EXCLUSIVE`, catalog only); what runs with `LOCK=SHARED` lets nobody write
 * meanwhile (`SHARE`).
 * @param schema the schema before the change
 */
export function locksOf(change: Change, schema: Schema, family: Family): readonly LockEffect[] {
  const lock = (name: QualifiedName, mode: LockMode, work: Work = 'catalog only'): LockEffect[] => [
    { table: schema.resolve('relation', name).slice('relation '.length), mode, work },
  ];
  switch (change.kind) {
    case 'insertRows':
      return lock(change.table, 'ROW EXCLUSIVE');
    case 'updateRows':
    case 'deleteRows':
      return lock(change.table, 'ROW EXCLUSIVE', 'row by row');
    case 'dropTable':
    case 'truncateTable':
    case 'lockTable':
      return lock(change.table, 'ACCESS EXCLUSIVE');
    case 'createObject':
    case 'dropObject':
      return change.table ? lock(change.table, 'ACCESS EXCLUSIVE') : [];
    case 'maintain':
      return change.command === 'optimize' ? change.tables.flatMap((table) => lock(table, 'ACCESS EXCLUSIVE')) : [];
    default: {
      const table = tableOf(change);
      const way = bestWay(change, schema, family);
      if (!table || !way) return [];
      const isShared = way.lock === 'SHARED';
      return lock(table, isShared ? 'SHARE' : 'ACCESS EXCLUSIVE', isShared ? (way.rebuilds ? 'rewrite' : 'index build') : 'catalog only');
    }
  }
}

/** The best way for all that a change amounts to; undefined where the history does not tell. */
function bestWay(change: Change, schema: Schema, family: Family, others?: readonly Change[]): Way | undefined {
  const ways = operationsOf(change, schema, others).flatMap((operation) => wayOf(operation, family) ?? []);
  const [first, ...rest] = ways;
  return first && rest.reduce(slower, first);
}

function tableOf(change: Change): QualifiedName | undefined {
  return 'table' in change ? change.table : undefined;
}
