import type { AlterObject, CreateObject, DropObject, MoveToSchema, ObjectType, QualifiedName, RenameObject } from '../../changes.ts';
import { columnsFedBy, dependantsOfFunction, dependantsOfView } from '../../schema/dependants.ts';
import { displayName, keyOf } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, LockMode } from '../lock-modes.ts';
import { tablesAmong, viewsAmong } from './dependent-locks.ts';
import { lock, lockEach, tableKey } from './lock-effect.ts';
import { partitionsOf, tablesUsingType } from './relatives.ts';

/** Objects that queries name like a table, so that they have locks like tables. */
const relations = new Set<ObjectType | 'table' | 'index'>(['view', 'materialized view', 'sequence', 'foreign table']);
const typesOfColumns = new Set<ObjectType>(['type', 'enum', 'domain']);

export function createObjectLocks(change: CreateObject, schema: Schema): LockEffect[] {
  if (change.table) return [lock(schema, change.table, change.objectType === 'trigger' ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE')];
  if (change.about) return change.about.map((table) => lock(schema, table, 'SHARE UPDATE EXCLUSIVE'));
  return change.orReplace && schema.object('relation', change.name) ? relationLock(change, schema) : [];
}

export function dropObjectLocks(change: DropObject, schema: Schema): LockEffect[] {
  if (change.table) return isAbsentPart(change, change.table, schema) ? [] : [lock(schema, change.table, 'ACCESS EXCLUSIVE')];
  return [...relationLock(change, schema), ...(change.cascade ? cascadeLocks(change, schema) : [])];
}

/** `IF EXISTS` of a trigger, a policy or a rule that a table whose history is known does not have. */
function isAbsentPart(change: DropObject, on: QualifiedName, schema: Schema): boolean {
  const table = schema.table(on);
  return change.ifExists && table?.partial === false && !table.parts.has(`${change.objectType} ${change.name.name}`);
}

/** What goes along: views, columns of a type, triggers of a function, defaults from a sequence. */
function cascadeLocks({ objectType, name }: DropObject, schema: Schema): LockEffect[] {
  if (typesOfColumns.has(objectType)) {
    return lockEach(tablesUsingType(schema, displayName(name)), 'table with the type', 'ACCESS EXCLUSIVE');
  }
  if (objectType === 'function') {
    const tables = dependantsOfFunction(schema, name);
    const partitions = tables.flatMap(({ relation }) => partitionsOf(schema, relation));
    return [...tablesAmong(tables), ...lockEach(partitions, 'partition', 'ACCESS EXCLUSIVE')];
  }
  if (objectType === 'sequence') {
    const columns = columnsFedBy(schema, displayName(name));
    return tablesAmong(columns.map((column) => ({ relation: tableKey(schema, nameIn(column.slice(0, column.lastIndexOf('.')))) })));
  }
  const view = schema.object('relation', name);
  return view ? viewsAmong(dependantsOfView(schema, view)) : [];
}

function nameIn(shown: string): QualifiedName {
  const dot = shown.indexOf('.');
  return dot < 0 ? { name: shown } : { schema: shown.slice(0, dot), name: shown.slice(dot + 1) };
}

export function renameObjectLocks(change: RenameObject, schema: Schema, version: number): LockEffect[] {
  if (!change.table) return relationLock(change, schema);
  const own = lock(schema, change.table, 'ACCESS EXCLUSIVE');
  // From PostgreSQL 15 on the triggers of partitions are renamed, too.
  const reaches = change.objectType === 'trigger' && version >= 15;
  return [own, ...(reaches ? lockEach(partitionsOf(schema, own.table), 'partition', 'ACCESS EXCLUSIVE') : [])];
}

export function alterObjectLocks(change: AlterObject, schema: Schema): LockEffect[] {
  const table = change.table ?? change.identityOf;
  if (table) return [lock(schema, table, 'ACCESS EXCLUSIVE')];
  if (change.objectType === 'domain' && checksDomain(change)) {
    return lockEach(tablesUsingType(schema, displayName(change.name)), 'table with the type', 'SHARE', 'scan');
  }
  if (change.objectType === 'sequence' && !change.aspect.startsWith('AT_')) return relationLock(change, schema, 'SHARE ROW EXCLUSIVE');
  const isCheap = change.objectType === 'materialized view' && /^AT_(?:Set|Reset)(?:RelOptions|Options|Statistics)|^AT_ClusterOn|^AT_DropCluster/u.test(change.aspect);
  return relationLock(change, schema, isCheap ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE');
}

export function moveToSchemaLocks(change: MoveToSchema, schema: Schema): LockEffect[] {
  return change.objectType === 'table' ? [lock(schema, change.name, 'ACCESS EXCLUSIVE')] : relationLock(change, schema);
}

/** Queries that use a view wait while it is replaced, renamed or dropped; inserts wait for a sequence. */
function relationLock(
  change: { readonly objectType: ObjectType | 'table' | 'index'; readonly name: QualifiedName },
  schema: Schema,
  mode: LockMode = 'ACCESS EXCLUSIVE',
): LockEffect[] {
  return relations.has(change.objectType) ? [lock(schema, change.name, mode)] : [];
}

/** The tables that a view reads, itself or through other views. */
export function tablesOfView(name: QualifiedName, schema: Schema, mode: LockMode): LockEffect[] {
  const view = schema.object('relation', name);
  if (view?.objectType !== 'view') return [];
  return readBy(keyOf(view), schema, new Set()).map((table) => ({ table, mode, work: 'catalog only', as: 'table of the view' }));
}

function readBy(key: string, schema: Schema, seen: Set<string>): string[] {
  const object = schema.get(`relation ${key}`);
  if (seen.has(key) || object?.kind !== 'object') return [];
  seen.add(key);
  return object.reads.flatMap((read) => [read, ...readBy(read, schema, seen)]);
}

/** Whether `ALTER DOMAIN` looks at the rows of every table that uses the domain. */
function checksDomain({ aspect, value, notValid }: { readonly aspect: string; readonly value: string; readonly notValid?: boolean }): boolean {
  if (aspect === 'not null') return value !== '';
  if (aspect.startsWith('validated ')) return true;
  return aspect.startsWith('constraint') && notValid === false;
}
