import type {
  AddEnumValue,
  AlterObject,
  CreateObject,
  DropObject,
  Expression,
  MoveToSchema,
  ObjectType,
  QualifiedName,
  RenameEnumValue,
  RenameObject,
} from '../changes.ts';
import { dropViewsOn, moveTable } from './apply-table.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { displayName, keyOf } from './model.ts';
import type { Column, DatabaseObject, SchemaObject, Table, TablePart } from './model.ts';
import { missingFunction, usesOfFunction } from './refusals.ts';
import type { Namespace, Schema } from './schema.ts';
import { withColumns, starMark } from './view-columns.ts';

const none: readonly ApplyProblem[] = [];

const namespaces: Partial<Record<ObjectType, Namespace>> = {
  view: 'relation',
  'materialized view': 'relation',
  sequence: 'relation',
  'foreign table': 'relation',
  enum: 'type',
  type: 'type',
  domain: 'type',
  function: 'routine',
  procedure: 'routine',
  aggregate: 'routine',
};

const onTables = new Set<ObjectType>(['trigger', 'policy', 'rule']);

/** What tells an object that is no table from others. */
export interface ObjectName {
  readonly objectType: ObjectType;
  readonly name: QualifiedName;
  readonly arguments?: string;
}

/** The key under which an object of this type and name is kept. */
export function objectKey(schema: Schema, { objectType, name, arguments: given }: ObjectName): string {
  const namespace = namespaces[objectType];
  // What has neither a schema nor a namespace of its own is told apart by its type.
  if (!namespace) return `global ${objectType} ${displayName(name)}`;
  if (namespace !== 'routine') return schema.resolve(namespace, name);
  return given === undefined ? soleRoutine(schema, name) : schema.resolve(namespace, name, `(${given})`);
}

/** A routine named without arguments, which the server accepts when there is just one. */
function soleRoutine(schema: Schema, name: QualifiedName): string {
  const prefix = schema.resolve('routine', name, '(');
  for (const object of schema.objects()) {
    if (object.arguments === undefined) continue;
    const key = `routine ${keyOf(object)}(${object.arguments})`;
    if (key.startsWith(prefix)) return key;
  }
  return `${prefix})`;
}

function objectText({ objectType, name, arguments: given }: ObjectName): string {
  return `${objectType} ${displayName(name)}${given === undefined ? '' : `(${given})`}`;
}

export function createObject(schema: Schema, change: CreateObject): readonly ApplyProblem[] {
  if (onTables.has(change.objectType) && change.table) return createPart(schema, change, change.table);
  const key = objectKey(schema, change);
  if (change.conditional) schema.doubt(key);
  const existing = schema.get(key);
  if (existing && !change.orReplace) {
    if (change.ifNotExists || change.conditional) return none;
    return [{ kind: 'exists', object: objectText(change) }];
  }
  const isSchemaless = !namespaces[change.objectType];
  const written = change.objectType.endsWith('view') ? withColumns(schema, change) : { text: change.text, stars: [] };
  const object: DatabaseObject = {
    kind: 'object',
    createdIn: existing?.kind === 'object' ? existing.createdIn : schema.migration,
    objectType: change.objectType,
    schema: isSchemaless ? '' : (change.name.schema ?? schema.defaultSchema),
    name: change.name.name,
    definition: written.stars.length === 0 ? change.definition : `${change.definition}${starMark}${written.stars.join(';')}`,
    text: written.text,
    reads: (change.reads ?? []).map((name) => schema.resolve('relation', name).slice('relation '.length)),
    aspects: existing?.kind === 'object' ? existing.aspects : new Map(),
    known: true,
    ...(change.objectType === 'extension' && change.ifNotExists ? { mayBeOlder: true } : {}),
    ...(change.arguments === undefined ? {} : { arguments: change.arguments }),
    ...(change.labels ? { labels: change.labels } : {}),
    ...(change.baseType ? { baseType: change.baseType } : {}),
    ...(change.constrained === undefined ? {} : { constrained: change.constrained }),
    ...(change.returns === undefined ? {} : { returns: change.returns }),
    ...(change.volatility ? { volatility: change.volatility } : {}),
    ...(change.ownedBy
      ? {
          ownedBy: {
            table: schema.resolve('relation', change.ownedBy.table).slice('relation '.length),
            column: change.ownedBy.column,
          },
        }
      : {}),
  };
  schema.set(key, object);
  return none;
}

function createPart(schema: Schema, change: CreateObject, on: QualifiedName): readonly ApplyProblem[] {
  const relation = schema.get(schema.resolve('relation', on));
  if (relation?.kind === 'object') {
    const parts = new Map(relation.indexes).set(`${change.objectType} ${change.name.name}`, change.text);
    schema.set(`relation ${keyOf(relation)}`, { ...relation, indexes: parts });
    return none;
  }
  const target = findTable(schema, on);
  if (!('table' in target)) return target.problems;
  const { table } = target;
  const name = `${change.objectType} ${change.name.name}`;
  const key = `relation ${keyOf(table)}`;
  if (change.conditional) schema.doubt(key);
  if (table.parts.has(name) && !change.orReplace) {
    if (change.ifNotExists || change.conditional) return none;
    return [{ kind: 'exists', object: `${name} on table ${displayName(table)}` }];
  }
  const problems = change.objectType === 'trigger' && !change.conditional ? missingFunction(schema, change.definition) : none;
  if (problems.length > 0) return problems;
  const part: TablePart = {
    createdIn: schema.migration,
    objectType: change.objectType,
    name: change.name.name,
    definition: change.definition,
    text: change.text,
    known: true,
  };
  schema.set(key, { ...table, parts: new Map(table.parts).set(name, part) });
  return none;
}

/** `DROP TRIGGER name` of a database in which the name alone tells the trigger. */
function dropNamedTrigger(schema: Schema, change: DropObject): readonly ApplyProblem[] {
  const table = tableOfTrigger(schema, change.name);
  if (table) return dropPart(schema, change, { schema: table.schema, name: table.name });
  // One on a view is not followed.
  const mayBeUnknown = [...schema.tables()].some(({ partial }) => partial) || [...schema.objects()].some(({ objectType }) => objectType === 'view');
  return change.ifExists || change.conditional || mayBeUnknown ? none : [{ kind: 'missing', object: objectText(change) }];
}

/** The table whose trigger has that name. */
function tableOfTrigger(schema: Schema, { name }: QualifiedName): Table | undefined {
  for (const table of schema.tables()) if (table.parts.has(`trigger ${name}`)) return table;
  return undefined;
}

export function dropObject(schema: Schema, change: DropObject): readonly ApplyProblem[] {
  if (onTables.has(change.objectType) && change.table) return dropPart(schema, change, change.table);
  if (change.objectType === 'trigger') return dropNamedTrigger(schema, change);
  if (change.objectType === 'schema') return dropSchema(schema, change);
  const key = objectKey(schema, change);
  const existing = schema.get(key);
  if (change.conditional) schema.doubt(key);
  if (!existing) {
    if (schema.wasDropped(key)) {
      return change.ifExists || change.conditional ? none : [{ kind: 'missing', object: objectText(change), key }];
    }
    if (change.ifExists) schema.doubt(key);
    schema.assume(key, unknownObject(schema, change));
  }
  const problems = change.cascade || !existing ? none : usesOf(schema, change, existing, key);
  schema.delete(key);
  if (change.objectType === 'sequence') unlinkSerials(schema, change.name);
  if (change.cascade && namespaces[change.objectType] === 'relation') dropViewsOn(schema, key.slice('relation '.length));
  if (change.cascade && change.objectType === 'function') dropTriggersOf(schema, change.name);
  return problems;
}

/** What makes dropping a view, a type or a sequence without `CASCADE` fail. */
function usesOf(schema: Schema, change: DropObject, object: SchemaObject, key: string): readonly ApplyProblem[] {
  if (object.kind !== 'object') return none;
  const namespace = namespaces[object.objectType];
  const name = displayName(object);
  const problems: ApplyProblem[] = [];
  for (const other of namespace === 'relation' ? schema.objectsPointingTo(keyOf(object)) : []) {
    const otherKey = `relation ${keyOf(other)}`;
    if (!other.reads.includes(keyOf(object)) || otherKey === key || schema.isUncertain(otherKey)) continue;
    problems.push({ kind: 'in use', object: `${objectText(change)}, which ${other.objectType} ${displayName(other)} reads`, key: otherKey });
  }
  if (object.objectType === 'function') return usesOfFunction(schema, object, (trigger) => callsFunction(trigger, change.name));
  if (namespace !== 'type' && object.objectType !== 'sequence') return problems;
  for (const table of schema.tables()) {
    const tableKey = `relation ${keyOf(table)}`;
    if (schema.isUncertain(tableKey)) continue;
    for (const column of table.columns.values()) {
      const isOfType = namespace === 'type' && column.known && column.type?.name === name;
      const isFed = object.objectType === 'sequence' && column.default !== undefined && isNextval(column.default, name);
      if (!isOfType && !isFed) continue;
      problems.push({ kind: 'in use', object: `${objectText(change)}, which column ${displayName(table)}.${column.name} uses`, key: tableKey });
    }
  }
  return problems;
}

function isNextval(expression: Expression, sequence: string): boolean {
  return expression.functions.includes('nextval') && new RegExp(String.raw`'(?:public\.)?"?${sequence}"?'`, 'u').test(expression.text);
}

function unknownObject(schema: Schema, named: ObjectName): DatabaseObject {
  return {
    kind: 'object',
    createdIn: -1,
    objectType: named.objectType,
    schema: namespaces[named.objectType] ? (named.name.schema ?? schema.defaultSchema) : '',
    name: named.name.name,
    ...(named.arguments === undefined ? {} : { arguments: named.arguments }),
    definition: '',
    text: '',
    reads: [],
    aspects: new Map(),
    known: false,
  };
}

/** Whether a trigger runs the function. */
export function callsFunction(trigger: Pick<TablePart, 'definition'>, name: QualifiedName): boolean {
  return trigger.definition.includes(`funcname=${displayName(name)};`);
}

/** The sequence behind a serial column is known by its column; without it the column has no default any more. */
function unlinkSerials(schema: Schema, { name }: QualifiedName): void {
  for (const table of [...schema.tables()]) {
    const column = [...table.columns.values()].find(({ serial, sequence }) => serial && sequence === name);
    if (!column) continue;
    schema.set(`relation ${keyOf(table)}`, { ...table, columns: new Map(table.columns).set(column.name, { ...column, serial: false }) });
  }
}

/** `DROP FUNCTION … CASCADE` takes the triggers that call it. */
function dropTriggersOf(schema: Schema, name: QualifiedName): void {
  for (const table of [...schema.tables()]) {
    const kept = [...table.parts].filter(
      ([, part]) => !(part.objectType === 'trigger' && callsFunction(part, name)),
    );
    if (kept.length < table.parts.size) schema.set(`relation ${keyOf(table)}`, { ...table, parts: new Map(kept) });
  }
}

function dropPart(schema: Schema, change: DropObject, on: QualifiedName): readonly ApplyProblem[] {
  const relation = schema.get(schema.resolve('relation', on));
  if (relation?.kind === 'object') {
    const parts = new Map(relation.indexes);
    if (parts.delete(`${change.objectType} ${change.name.name}`)) schema.set(`relation ${keyOf(relation)}`, { ...relation, indexes: parts });
    return none;
  }
  if (!relation && schema.wasDropped(schema.resolve('relation', on)) && change.ifExists) return none;
  const target = findTable(schema, on);
  if (!('table' in target)) return target.problems;
  let { table } = target;
  const name = `${change.objectType} ${change.name.name}`;
  const key = `relation ${keyOf(table)}`;
  if (change.conditional) schema.doubt(key);
  if (!table.parts.has(name)) {
    if (!table.partial) {
      if (change.ifExists || change.conditional) return none;
      return [{ kind: 'missing', object: `${name} on table ${displayName(table)}` }];
    }
    if (change.ifExists) schema.doubt(key);
    const part: TablePart = {
      createdIn: -1,
      objectType: change.objectType,
      name: change.name.name,
      definition: '',
      text: '',
      known: false,
    };
    table = schema.assumeInTable(table, (earlier) => ({ ...earlier, parts: new Map(earlier.parts).set(name, part) }));
  }
  const parts = new Map(table.parts);
  parts.delete(name);
  schema.set(key, { ...table, parts });
  return none;
}

/** `DROP SCHEMA … CASCADE` takes everything in it. */
function dropSchema(schema: Schema, change: DropObject): readonly ApplyProblem[] {
  const key = objectKey(schema, change);
  const { name } = change.name;
  if (change.cascade) {
    for (const table of [...schema.tables()]) {
      if (table.schema !== name) continue;
      for (const index of table.indexes.keys()) schema.delete(`relation ${name}.${index}`);
      schema.delete(`relation ${keyOf(table)}`);
    }
    for (const object of [...schema.objects()]) if (object.schema === name) schema.delete(objectKey(schema, namedOf(object)));
  }
  if (!schema.get(key)) {
    if (schema.wasDropped(key)) return change.ifExists ? none : [{ kind: 'missing', object: objectText(change) }];
    schema.assume(key, unknownObject(schema, change));
    if (change.ifExists) schema.doubt(key);
  }
  schema.delete(key);
  return none;
}

function namedOf(object: DatabaseObject): ObjectName {
  return {
    objectType: object.objectType,
    name: object.schema === '' ? { name: object.name } : { schema: object.schema, name: object.name },
    ...(object.arguments === undefined ? {} : { arguments: object.arguments }),
  };
}

export function renameObject(schema: Schema, change: RenameObject): readonly ApplyProblem[] {
  if (onTables.has(change.objectType) && change.table) return renamePart(schema, change, change.table);
  const key = objectKey(schema, change);
  const existing = schema.get(key);
  if (change.objectType === 'schema') return renameSchema(schema, change);
  if (!existing) {
    if (schema.wasDropped(key)) return [{ kind: 'missing', object: objectText(change) }];
    const assumed = unknownObject(schema, change);
    schema.assume(key, assumed);
    move(schema, key, assumed, { schema: assumed.schema, name: change.to });
    return none;
  }
  if (existing.kind === 'table') {
    moveTable(schema, existing, { schema: existing.schema, name: change.to });
    return none;
  }
  if (existing.kind === 'object') move(schema, key, existing, { schema: existing.schema, name: change.to });
  return none;
}

function move(schema: Schema, key: string, object: DatabaseObject, to: { schema: string; name: string }): void {
  const moved = { ...object, ...to };
  schema.delete(key);
  schema.set(objectKey(schema, namedOf(moved)), moved);
  if (namespaces[object.objectType] === 'type') renameInColumns(schema, displayName(object), displayName(moved));
}

/** Columns know their type by its name; the server knows it better. */
function renameInColumns(schema: Schema, from: string, to: string): void {
  for (const table of [...schema.tables()]) {
    if (![...table.columns.values()].some((column) => column.type?.name === from)) continue;
    const columns = new Map<string, Column>();
    for (const [name, column] of table.columns) {
      const type = column.type?.name === from ? { ...column.type, name: to, text: column.type.text.replace(from, to) } : column.type;
      columns.set(name, type ? { ...column, type } : column);
    }
    schema.set(`relation ${keyOf(table)}`, { ...table, columns });
  }
}

function renamePart(schema: Schema, change: RenameObject, on: QualifiedName): readonly ApplyProblem[] {
  const target = findTable(schema, on);
  if (!('table' in target)) return target.problems;
  const { table } = target;
  const part = table.parts.get(`${change.objectType} ${change.name.name}`);
  if (!part) {
    schema.doubt(`relation ${keyOf(table)}`);
    return none;
  }
  const parts = new Map(table.parts);
  parts.delete(`${change.objectType} ${change.name.name}`);
  parts.set(`${change.objectType} ${change.to}`, { ...part, name: change.to });
  schema.set(`relation ${keyOf(table)}`, { ...table, parts });
  return none;
}

function renameSchema(schema: Schema, change: RenameObject): readonly ApplyProblem[] {
  const from = change.name.name;
  for (const table of [...schema.tables()]) {
    if (table.schema === from) moveTable(schema, table, { schema: change.to, name: table.name });
  }
  for (const object of [...schema.objects()]) {
    if (object.schema !== from) continue;
    move(schema, objectKey(schema, namedOf(object)), object, { schema: change.to, name: object.name });
  }
  const key = objectKey(schema, change);
  const existing = schema.get(key);
  const renamed = existing?.kind === 'object' ? existing : unknownObject(schema, change);
  if (!existing) schema.assume(key, renamed);
  schema.delete(key);
  schema.set(`global schema ${change.to}`, { ...renamed, name: change.to });
  return none;
}

export function moveToSchema(schema: Schema, change: MoveToSchema): readonly ApplyProblem[] {
  if (change.objectType === 'index') return none;
  if (change.objectType === 'table') {
    const target = findTable(schema, change.name);
    if (!('table' in target)) return target.problems;
    moveTable(schema, target.table, { schema: change.schema, name: target.table.name });
    return none;
  }
  const named: ObjectName = { objectType: change.objectType, name: change.name };
  const key = objectKey(schema, named);
  const existing = schema.get(key);
  if (existing?.kind === 'object') move(schema, key, existing, { schema: change.schema, name: existing.name });
  else if (existing?.kind === 'table') moveTable(schema, existing, { schema: change.schema, name: existing.name });
  else schema.doubt(key);
  return none;
}

export function alterObject(schema: Schema, change: AlterObject): readonly ApplyProblem[] {
  if (onTables.has(change.objectType) && change.table) {
    const target = findTable(schema, change.table);
    if (!('table' in target)) return target.problems;
    const { table } = target;
    const name = `${change.objectType} ${change.name.name}`;
    const part = table.parts.get(name);
    if (!part) schema.doubt(`relation ${keyOf(table)}`);
    else {
      const changed = { ...part, definition: `${part.definition} altered ${change.value}`, alterations: withText(part.alterations, change) };
      schema.set(`relation ${keyOf(table)}`, { ...table, parts: new Map(table.parts).set(name, changed) });
    }
    return none;
  }
  const key = objectKey(schema, change);
  const existing = schema.get(key);
  if (existing?.kind !== 'object') {
    if (!existing) schema.doubt(key);
    return none;
  }
  if (change.conditional) schema.doubt(key);
  if (change.ownedBy) {
    const table = schema.resolve('relation', change.ownedBy.table).slice('relation '.length);
    schema.set(key, { ...existing, ownedBy: { table, column: change.ownedBy.column }, alterations: withText(existing.alterations, change) });
    return none;
  }
  const aspects = new Map(existing.aspects).set(change.aspect, change.value);
  schema.set(key, { ...existing, aspects, alterations: withText(existing.alterations, change) });
  return none;
}

/** A statement with several actions is several changes and one text. */
function withText(alterations: readonly string[] = [], { text }: AlterObject): readonly string[] {
  return text === undefined || alterations.at(-1) === text ? alterations : [...alterations, text];
}

export function addEnumValue(schema: Schema, change: AddEnumValue): readonly ApplyProblem[] {
  const existing = schema.object('type', change.name);
  const key = schema.resolve('type', change.name);
  if (!existing?.labels) {
    if (!existing && !schema.wasDropped(key)) schema.doubt(key);
    return none;
  }
  if (change.conditional) schema.doubt(key);
  if (existing.labels.includes(change.value)) {
    if (change.ifNotExists || change.conditional) return none;
    return [{ kind: 'exists', object: `value '${change.value}' of enum ${displayName(change.name)}` }];
  }
  const labels = [...existing.labels];
  const beside = change.beside ? labels.indexOf(change.beside.label) : -1;
  const at = beside < 0 ? labels.length : change.beside?.after ? beside + 1 : beside;
  labels.splice(at, 0, change.value);
  schema.set(key, { ...existing, labels, definition: labels.join('\n') });
  return none;
}

export function renameEnumValue(schema: Schema, change: RenameEnumValue): readonly ApplyProblem[] {
  const existing = schema.object('type', change.name);
  if (!existing?.labels) return none;
  if (!existing.labels.includes(change.value)) {
    return [{ kind: 'missing', object: `value '${change.value}' of enum ${displayName(change.name)}` }];
  }
  const labels = existing.labels.map((label) => (label === change.value ? change.to : label));
  schema.set(schema.resolve('type', change.name), { ...existing, labels, definition: labels.join('\n') });
  return none;
}
