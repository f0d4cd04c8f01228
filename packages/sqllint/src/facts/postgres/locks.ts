import type { Change, ChangeKind } from '../../changes.ts';
import { keyOf } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect } from '../lock-modes.ts';
import { addColumnLocks, dropColumnLocks, setGeneratedLocks, typeChangeLocks } from './column-locks.ts';
import { addConstraintLocks, dropConstraintLocks, notNullIsProven, validateConstraintLocks } from './constraint-locks.ts';
import { alterIndexLocks, attachIndexLocks, createIndexLocks, dropIndexLocks, reindexLocks, renameIndexLocks } from './index-locks.ts';
import { lock, lockEach } from './lock-effect.ts';
import { alterObjectLocks, createObjectLocks, dropObjectLocks, moveToSchemaLocks, renameObjectLocks } from './object-locks.ts';
import { attachPartitionLocks, createTableLocks, detachPartitionLocks } from './partition-locks.ts';
import { childrenOf, partitionsOf } from './relatives.ts';
import { deleteLocks, insertLocks, lockTableLocks, truncateLocks, updateLocks } from './row-locks.ts';
import { alterTableLocks, dropTableLocks, renameTableLocks } from './table-locks.ts';

/**
 * The locks that PostgreSQL takes on tables, views and sequences for a change, and the work it does
 * under them. Measured on servers 12 to 18 by reading `pg_locks` within the transaction, comparing
 * `relfilenode` and counting scans; `test/postgres` asks the servers again. Left out are
 * `ACCESS SHARE`, which every query takes, and the lock of an index where that of its table is as
 * strong. What cannot be known is told by `unknownLocks`.
 * @param schema the schema before the change
 * @param version the server's major version
 */
export function locksOf(change: Change, schema: Schema, version: number): readonly LockEffect[] {
  const locks = ownLocks(change, schema, version);
  const reached = schema.usesInheritance ? childrenReached(change, version) : undefined;
  const all = reached ? withChildren(locks, schema, reached, change) : locks;
  return all.map((effect) => withoutRows(effect, schema));
}

function ownLocks(change: Change, schema: Schema, version: number): readonly LockEffect[] {
  switch (change.kind) {
    case 'createTable':
      return createTableLocks(change, schema, version);
    case 'dropTable':
      return dropTableLocks(change, schema, version);
    case 'addColumn':
      return addColumnLocks(change, schema, version);
    case 'dropColumn':
      return dropColumnLocks(change, schema, version);
    case 'alterColumnType':
      return typeChangeLocks(change, schema, version);
    case 'setNotNull':
      return [lock(schema, change.table, 'ACCESS EXCLUSIVE', notNullIsProven(change, schema, version) ? 'catalog only' : 'scan')];
    case 'setGenerated':
      return setGeneratedLocks(change, schema);
    case 'renameTable':
      return renameTableLocks(change, schema);
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
      return addConstraintLocks(change, schema, version);
    case 'dropConstraint':
      return dropConstraintLocks(change, schema, version);
    case 'validateConstraint':
      return validateConstraintLocks(change, schema);
    case 'createIndex':
      return createIndexLocks(change, schema);
    case 'dropIndex':
      return dropIndexLocks(change, schema);
    case 'renameIndex':
      return renameIndexLocks(change, schema);
    case 'alterIndex':
      return alterIndexLocks(change, schema);
    case 'attachIndex':
      return attachIndexLocks(change, schema);
    case 'reindex':
      return reindexLocks(change, schema);
    case 'alterTable':
      return alterTableLocks(change, schema, version);
    case 'attachPartition':
      return attachPartitionLocks(change, schema, version);
    case 'detachPartition':
      return detachPartitionLocks(change, schema, version);
    case 'createObject':
      return createObjectLocks(change, schema);
    case 'dropObject':
      return dropObjectLocks(change, schema);
    case 'renameObject':
      return renameObjectLocks(change, schema, version);
    case 'alterObject':
      return alterObjectLocks(change, schema);
    case 'moveToSchema':
      return moveToSchemaLocks(change, schema);
    case 'insertRows':
      return insertLocks(change, schema);
    case 'updateRows':
      return updateLocks(change, schema);
    case 'deleteRows':
      return deleteLocks(change, schema);
    case 'lockTable':
      return lockTableLocks(change, schema);
    case 'refreshView':
      // CONCURRENTLY compares with the rows that are there; otherwise they are all written anew.
      return change.concurrently
        ? [lock(schema, change.name, 'EXCLUSIVE', 'scan')]
        : [lock(schema, change.name, 'ACCESS EXCLUSIVE', change.withoutData ? 'catalog only' : 'rewrite')];
    case 'maintain': {
      const rewrites = change.command === 'vacuum full' || change.command === 'cluster';
      return change.tables.map((table) =>
        rewrites ? lock(schema, table, 'ACCESS EXCLUSIVE', 'rewrite') : lock(schema, table, 'SHARE UPDATE EXCLUSIVE'),
      );
    }
    case 'setComment':
      return change.relation ? commentLocks(change.relation, schema) : [];
    case 'noEffect':
      return (change.tables ?? []).map((table) =>
        change.command === 'SELECT' ? lock(schema, table, 'ROW SHARE', 'row by row') : lock(schema, table, 'SHARE UPDATE EXCLUSIVE'),
      );
    case 'addEnumValue':
    case 'renameEnumValue':
    case 'changePrivileges':
    case 'setParameter':
    case 'controlTransaction':
    case 'raiseError':
      return [];
    // What `DROP OWNED`, calls and dynamic SQL lock is not known: `unknownLocks` says so. Other changes only other databases have.
    default:
      return [];
  }
}

function commentLocks(relation: Parameters<typeof lock>[1], schema: Schema): LockEffect[] {
  const index = schema.index(relation);
  if (!index) return [lock(schema, relation, 'SHARE UPDATE EXCLUSIVE')];
  return [{ table: keyOf(index.table), index: `${index.table.schema}.${index.index.name}`, mode: 'SHARE UPDATE EXCLUSIVE', work: 'catalog only' }];
}

type Reached = 'partitions' | 'children';

const ofChildrenToo = new Set<ChangeKind>([
  'dropTable',
  'addColumn',
  'renameColumn',
  'alterColumnType',
  'setDefault',
  'dropDefault',
  'setNotNull',
  'dropNotNull',
  'setIdentity',
  'setGenerated',
  'dropConstraint',
  'renameConstraint',
  'validateConstraint',
  'truncateTable',
  'lockTable',
  'updateRows',
  'deleteRows',
]);

/** Whether the server does to the partitions of a table, or to inheriting tables too, what it does to the table. */
function childrenReached(change: Change, version: number): Reached | undefined {
  // Inheriting tables have to learn that the column is theirs alone.
  if (change.kind === 'dropColumn') return 'children';
  if ('only' in change && change.only) return undefined;
  switch (change.kind) {
    case 'createIndex':
    case 'dropIndex':
      return 'partitions';
    case 'addConstraint': {
      const { type, noInherit } = change.constraint;
      if (type === 'foreignKey') return 'partitions';
      if (type !== 'check' && type !== 'notNull') return undefined;
      return noInherit === true && version < 18 ? undefined : 'children';
    }
    case 'createObject':
    case 'dropObject':
      return change.objectType === 'trigger' ? 'partitions' : undefined;
    case 'alterTable':
      if (change.aspect.startsWith('trigger ')) return 'partitions';
      return /^(?:statistics|storage|compression) /u.test(change.aspect) ? 'children' : undefined;
    case 'maintain':
      if (change.command !== 'analyze') return undefined;
      return version >= 18 ? 'children' : 'partitions';
    default:
      return ofChildrenToo.has(change.kind) ? 'children' : undefined;
  }
}

/** What the statement does to the tables that it names happens to their children as well. */
function withChildren(locks: readonly LockEffect[], schema: Schema, reached: Reached, change: Change): LockEffect[] {
  // `NO INHERIT` holds for the rows of the table itself.
  const isLocal = change.kind === 'addConstraint' && change.constraint.noInherit === true;
  return locks.flatMap((effect): LockEffect[] => {
    if (effect.as !== undefined || effect.index !== undefined) return [effect];
    const partitions = partitionsOf(schema, effect.table);
    const others = reached === 'partitions' ? [] : childrenOf(schema, effect.table).filter((child) => !partitions.includes(child));
    return [
      effect,
      ...lockEach(partitions, 'partition', effect.mode, effect.work),
      ...lockEach(others, 'inheriting table', effect.mode, isLocal ? 'catalog only' : effect.work),
    ];
  });
}

/** A partitioned table has no rows, and those of a foreign table are elsewhere: nothing takes time there. */
function withoutRows(effect: LockEffect, schema: Schema): LockEffect {
  const relation = schema.get(`relation ${effect.table}`);
  const isEmpty = relation?.kind === 'table' ? relation.partitionBy !== undefined : relation?.kind === 'object' && relation.objectType === 'foreign table';
  return isEmpty ? { ...effect, work: 'catalog only' } : effect;
}
