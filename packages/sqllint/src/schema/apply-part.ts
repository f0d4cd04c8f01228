/** Triggers, policies and rules, which live on a table. */
import type { AlterObject, CreateObject, DropObject, ObjectType, QualifiedName, RenameObject } from '../changes.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { displayName, keyOf } from './model.ts';
import type { Table, TablePart } from './model.ts';
import { objectText } from './object-key.ts';
import { missingFunction } from './refusals.ts';
import type { Schema } from './schema.ts';

const none: readonly ApplyProblem[] = [];

const onTables = new Set<ObjectType>(['trigger', 'policy', 'rule']);

/** Whether it is a trigger, a policy or a rule of a named table, which is kept in the table. */
export function livesOnTable<T extends { readonly objectType: ObjectType; readonly table?: QualifiedName }>(change: T): change is T & { readonly table: QualifiedName } {
  return onTables.has(change.objectType) && change.table !== undefined;
}

export function createPart(schema: Schema, change: CreateObject, on: QualifiedName): readonly ApplyProblem[] {
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
export function dropNamedTrigger(schema: Schema, change: DropObject): readonly ApplyProblem[] {
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

export function dropPart(schema: Schema, change: DropObject, on: QualifiedName): readonly ApplyProblem[] {
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

export function renamePart(schema: Schema, change: RenameObject, on: QualifiedName): readonly ApplyProblem[] {
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

export function alterPart(schema: Schema, change: AlterObject, on: QualifiedName): readonly ApplyProblem[] {
  const target = findTable(schema, on);
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

/** A statement with several actions is several changes and one text. */
export function withText(alterations: readonly string[] = [], { text }: AlterObject): readonly string[] {
  return text === undefined || alterations.at(-1) === text ? alterations : [...alterations, text];
}

/** Whether a trigger runs the function. */
export function callsFunction(trigger: Pick<TablePart, 'definition'>, name: QualifiedName): boolean {
  return trigger.definition.includes(`funcname=${displayName(name)};`);
}

/** `DROP FUNCTION … CASCADE` takes the triggers that call it. */
export function dropTriggersOf(schema: Schema, name: QualifiedName): void {
  for (const table of [...schema.tables()]) {
    const kept = [...table.parts].filter(
      ([, part]) => !(part.objectType === 'trigger' && callsFunction(part, name)),
    );
    if (kept.length < table.parts.size) schema.set(`relation ${keyOf(table)}`, { ...table, parts: new Map(kept) });
  }
}
