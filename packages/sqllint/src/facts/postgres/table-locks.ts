import type { AlterTable, DropTable, RenameTable } from '../../changes.ts';
import { dependantsOfTable } from '../../schema/dependants.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect } from '../lock-modes.ts';
import { alterConstraintLocks } from './constraint-locks.ts';
import { viewsAmong } from './dependent-locks.ts';
import { droppedForeignKeyLocks } from './foreign-key-locks.ts';
import { ownerOfIndex } from './index-locks.ts';
import { lock, lockEach, tableKey } from './lock-effect.ts';
import { droppedPartitionLocks } from './partition-locks.ts';
import { childrenOf, treesReferencing } from './relatives.ts';

export function dropTableLocks(change: DropTable, schema: Schema, version: number): LockEffect[] {
  const own = lock(schema, change.table, 'ACCESS EXCLUSIVE');
  const table = schema.table(change.table);
  const gone = [own.table, ...childrenOf(schema, own.table).map(({ schema: inSchema, name }) => `${inSchema}.${name}`)];
  const cascade = change.cascade
    ? gone.flatMap((key) => {
        const dropped = schema.tableByKey(key);
        const views = dropped ? viewsAmong(dependantsOfTable(schema, dropped)) : [];
        return [...lockEach(treesReferencing(schema, key), 'referencing table', 'ACCESS EXCLUSIVE'), ...views];
      })
    : [];
  return [own, ...droppedForeignKeyLocks(table, schema, version), ...cascade, ...droppedPartitionLocks(change, schema, version)];
}

/** `ALTER TABLE` renames an index as well, with a stronger lock than `ALTER INDEX`. */
export function renameTableLocks(change: RenameTable, schema: Schema): LockEffect[] {
  const owner = ownerOfIndex(schema, change.table);
  if (owner === undefined) return [lock(schema, change.table, 'ACCESS EXCLUSIVE')];
  return [{ table: owner, index: tableKey(schema, change.table), mode: 'ACCESS EXCLUSIVE', work: 'catalog only' }];
}

/** What a table has unless somebody said otherwise. */
const usualPlace: Readonly<Record<string, string>> = { tablespace: 'pg_default', 'access method': 'heap' };

export function alterTableLocks(change: AlterTable, schema: Schema, version: number): LockEffect[] {
  const { aspect } = change;
  if (aspect === 'persistence' || aspect === 'tablespace' || aspect === 'access method') {
    const table = schema.table(change.table);
    const isSame = table?.partial === false && (table.aspects.get(aspect) ?? usualPlace[aspect]) === (change.value ?? usualPlace[aspect]);
    return [lock(schema, change.table, 'ACCESS EXCLUSIVE', isSame ? 'catalog only' : 'rewrite')];
  }
  if (aspect.startsWith('trigger ')) return [lock(schema, change.table, 'SHARE ROW EXCLUSIVE')];
  if (aspect.startsWith('constraint ')) return alterConstraintLocks(change, schema, version);
  const own = lock(schema, change.table, isCheap(aspect) ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE');
  if (aspect !== 'inheritance' || change.value === undefined || !change.parent) return [own];
  return [own, { ...lock(schema, change.parent, 'SHARE UPDATE EXCLUSIVE'), as: 'inherited table' }];
}

function isCheap(aspect: string): boolean {
  // `reloptions.c` gives each storage option its lock; of those of tables only this one stops reads.
  if (aspect === 'option user_catalog_table') return false;
  if (aspect.startsWith('column option ')) return !aspect.endsWith('.foreign');
  return /^(?:option|statistics) /u.test(aspect) || aspect === 'cluster index';
}
