import type { AlterObject, CreateObject, DropObject, Expression, QualifiedName, RenameObject } from '../changes.ts';
import { alterPart, callsFunction, createPart, dropNamedTrigger, dropPart, dropTriggersOf, livesOnTable, renamePart, withText } from './apply-part.ts';
import { dropSchema, renameSchema } from './apply-schema.ts';
import { dropViewsOn, moveTable } from './apply-table.ts';
import type { ApplyProblem } from './apply.ts';
import { displayName, keyOf } from './model.ts';
import type { DatabaseObject, SchemaObject } from './model.ts';
import { moveObject } from './move-object.ts';
import { namespaces, objectKey, objectText, settledArguments, unknownObject } from './object-key.ts';
import { refusedKind, refusedReplacement } from './refused-objects.ts';
import { usesOfFunction } from './refusals.ts';
import type { Schema } from './schema.ts';
import { writtenDialect } from './sql-dialect.ts';
import { withColumns } from './view-columns.ts';

const none: readonly ApplyProblem[] = [];

export function createObject(schema: Schema, change: CreateObject): readonly ApplyProblem[] {
  if (livesOnTable(change)) return createPart(schema, change, change.table);
  const key = objectKey(schema, change);
  if (change.conditional) schema.doubt(key);
  const existing = schema.get(key);
  if (existing && !change.orReplace) {
    if (change.ifNotExists || change.conditional) return none;
    return [{ kind: 'exists', object: objectText(change) }];
  }
  const problems = existing?.kind === 'object' && !change.conditional && !schema.isUncertain(key) ? refusedReplacement(existing, change) : none;
  if (problems.length > 0) return problems;
  const isSchemaless = !namespaces[change.objectType];
  const written = change.objectType.endsWith('view') ? withColumns(schema, change) : { text: change.text, definition: change.definition, stars: [] };
  const object: DatabaseObject = {
    kind: 'object',
    createdIn: existing?.kind === 'object' ? existing.createdIn : schema.migration,
    objectType: change.objectType,
    schema: isSchemaless ? '' : (change.name.schema ?? schema.defaultSchema),
    name: change.name.name,
    definition: written.definition,
    text: written.text,
    ...(written.stars.length === 0 ? {} : { stars: written.stars }),
    reads: (change.reads ?? []).map((name) => schema.resolve('relation', name).slice('relation '.length)),
    aspects: existing?.kind === 'object' ? existing.aspects : new Map(),
    known: true,
    ...(change.objectType === 'extension' && change.ifNotExists ? { mayBeOlder: true } : {}),
    ...(change.arguments === undefined ? {} : { arguments: settledArguments(schema, change.arguments) }),
    ...(change.labels ? { labels: change.labels } : {}),
    ...(change.baseType ? { baseType: change.baseType } : {}),
    ...(change.constrained === undefined ? {} : { constrained: change.constrained }),
    ...(change.returns === undefined ? {} : { returns: change.returns }),
    ...(change.volatility ? { volatility: change.volatility } : {}),
    ...(change.parameters ? { parameters: change.parameters } : {}),
    ...(change.outputs === undefined ? {} : { outputs: change.outputs }),
    ...(change.columnNames ? { columnNames: change.columnNames } : {}),
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

export function dropObject(schema: Schema, change: DropObject): readonly ApplyProblem[] {
  if (livesOnTable(change)) return dropPart(schema, change, change.table);
  if (change.objectType === 'trigger') return dropNamedTrigger(schema, change);
  if (change.objectType === 'schema') return dropSchema(schema, change);
  const key = objectKey(schema, change);
  const existing = schema.get(key);
  if (change.conditional) schema.doubt(key);
  if (!existing) {
    if (schema.wasDropped(key)) {
      return change.ifExists || change.conditional ? none : [{ kind: 'missing', object: objectText(change), key }];
    }
    // What is kept under the text of its statement may have been created by another one.
    if (change.ifExists && namespaces[change.objectType]) schema.doubtWhetherThere(key);
    else if (change.ifExists) schema.doubt(key);
    schema.assume(key, unknownObject(schema, change));
  }
  const refused = existing && !change.conditional && !schema.isUncertain(key) ? refusedKind(existing, change) : none;
  if (refused.length > 0) return refused;
  const problems = change.cascade || !existing ? none : usesOf(schema, change, existing, key);
  schema.delete(key);
  if (change.objectType === 'sequence') unlinkSerials(schema, change.name);
  if (change.cascade && namespaces[change.objectType] === 'relation') dropViewsOn(schema, key.slice('relation '.length));
  if (change.cascade && namespaces[change.objectType] === 'type') doubtRoutinesOf(schema, change.name);
  if (change.cascade && change.objectType === 'function') dropTriggersOf(schema, change.name);
  return problems;
}

/** `DROP TYPE … CASCADE` takes the functions that take or return the type, which their text names in more ways than the model tells. */
function doubtRoutinesOf(schema: Schema, { name }: QualifiedName): void {
  const isNamed = new RegExp(String.raw`(?<![\w$])${name.replace(/[^\w]/gu, String.raw`\$&`)}(?![\w$])`, 'iu');
  for (const object of schema.objects()) {
    if (object.arguments !== undefined && isNamed.test(object.text)) schema.doubt(`routine ${keyOf(object)}(${object.arguments})`);
  }
}

/** What makes dropping a view, a type or a sequence without `CASCADE` fail. */
function usesOf(schema: Schema, change: DropObject, object: SchemaObject, key: string): readonly ApplyProblem[] {
  // Only PostgreSQL keeps what others read; elsewhere a view that reads nothing any more fails when it is asked.
  if (object.kind !== 'object' || writtenDialect() !== 'postgres') return none;
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

/** The sequence behind a serial column is known by its column; without it the column has no default any more. */
function unlinkSerials(schema: Schema, { name }: QualifiedName): void {
  for (const table of [...schema.tables()]) {
    const column = [...table.columns.values()].find(({ serial, sequence }) => serial && sequence === name);
    if (!column) continue;
    schema.set(`relation ${keyOf(table)}`, { ...table, columns: new Map(table.columns).set(column.name, { ...column, serial: false }) });
  }
}

export function renameObject(schema: Schema, change: RenameObject): readonly ApplyProblem[] {
  if (livesOnTable(change)) return renamePart(schema, change, change.table);
  const key = objectKey(schema, change);
  const existing = schema.get(key);
  if (change.objectType === 'schema') return renameSchema(schema, change);
  if (!existing) {
    if (schema.wasDropped(key)) return [{ kind: 'missing', object: objectText(change) }];
    const assumed = unknownObject(schema, change);
    schema.assume(key, assumed);
    moveObject(schema, key, assumed, { schema: assumed.schema, name: change.to });
    return none;
  }
  if (existing.kind === 'table') {
    moveTable(schema, existing, { schema: existing.schema, name: change.to });
    return none;
  }
  if (existing.kind === 'object') moveObject(schema, key, existing, { schema: existing.schema, name: change.to });
  return none;
}

export function alterObject(schema: Schema, change: AlterObject): readonly ApplyProblem[] {
  if (livesOnTable(change)) return alterPart(schema, change, change.table);
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
