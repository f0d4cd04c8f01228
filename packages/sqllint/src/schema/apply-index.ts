import type { AttachIndex, CreateIndex, DropIndex, QualifiedName, RenameIndex } from '../changes.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { forgetIndexName, noteIndexName } from './index-names.ts';
import { displayName, keyOf } from './model.ts';
import type { DatabaseObject, Index, Table } from './model.ts';
import { chosenIndexName as chosenInMySql, dropIndexOfTable, renameIndexOfTable, withoutReplaced } from './mysql-indexes.ts';
import { freeName } from './names.ts';
import { missingInExpression } from './refusals.ts';
import type { Schema } from './schema.ts';
import { isMySql } from './sql-dialect.ts';

const none: readonly ApplyProblem[] = [];

export function createIndex(schema: Schema, change: CreateIndex): readonly ApplyProblem[] {
  const relation = schema.get(schema.resolve('relation', change.table));
  if (relation?.kind === 'object') return createViewIndex(schema, relation, change);
  const target = findTable(schema, change.table);
  if (!('table' in target)) return target.problems;
  const { table } = target;
  const name = change.name ?? (isMySql() ? chosenInMySql(table, change) : chosenIndexName(schema, table, change));
  const key = `relation ${table.schema}.${name}`;
  if (change.conditional) schema.doubt(`relation ${keyOf(table)}`);
  const isTaken = isMySql() ? table.indexes.has(name) && table.indexes.get(name)?.implicit !== true : schema.get(key) !== undefined;
  if (isTaken) {
    if (change.ifNotExists || change.conditional) return none;
    return [{ kind: 'exists', object: `index ${name}` }];
  }
  const missing = table.partial ? undefined : missingColumn(table, change);
  if (missing !== undefined) return [{ kind: 'missing', object: `column ${displayName(table)}.${missing}` }];
  const expressions = [change.where, ...change.keys.map(({ expression }) => expression)];
  const problems = change.conditional ? none : expressions.flatMap((expression) => missingInExpression(schema, table, expression));
  if (problems.length > 0) return problems;
  const index: Index = {
    createdIn: schema.migration,
    name,
    autoNamed: change.name === undefined,
    unique: change.unique,
    method: change.method,
    keys: change.keys,
    include: change.include,
    details: change.details,
    ...(change.detailsText === undefined ? {} : { detailsText: change.detailsText }),
    text: change.text,
    known: true,
    ...(change.where ? { where: change.where } : {}),
  };
  putIndex(schema, table, index);
  return none;
}

/** A materialized view has indexes too; they come and go with it, and only their text is kept. */
function createViewIndex(schema: Schema, view: DatabaseObject, change: CreateIndex): readonly ApplyProblem[] {
  const name = change.name ?? chosenIndexName(schema, view, change);
  const text = change.text.replace(/\bconcurrently\s+/iu, '').replace(/\bif\s+not\s+exists\s+/iu, '');
  const indexes = view.indexes ?? new Map<string, string>();
  if (!indexes.has(name)) schema.set(`relation ${keyOf(view)}`, { ...view, indexes: new Map(indexes).set(name, text) });
  return none;
}

function dropViewIndex(schema: Schema, name: string): boolean {
  for (const view of schema.objects()) {
    if (!view.indexes?.has(name)) continue;
    const indexes = new Map(view.indexes);
    indexes.delete(name);
    schema.set(`relation ${keyOf(view)}`, { ...view, indexes });
    return true;
  }
  return false;
}

function missingColumn(table: Table, change: CreateIndex): string | undefined {
  const used = [...change.keys.flatMap((key) => key.column ?? []), ...change.include];
  return used.find((column) => !table.columns.has(column) && !systemColumns.has(column));
}

const systemColumns = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid', 'oid']);

/** The name that PostgreSQL gives to an index that has none. */
export function chosenIndexName(schema: Schema, table: { readonly schema: string; readonly name: string }, index: Pick<Index, 'keys' | 'include'>): string {
  const parts: string[] = [];
  for (const key of index.keys) parts.push(free(key.column ?? nameOfExpression(key.expression?.key), parts));
  for (const column of index.include) parts.push(free(column, parts));
  return freeName(table.name, parts.join('_'), 'idx', (name) => schema.hasRelation(table.schema, name));
}

/** `FigureColname` in the server's source: the outermost function, or a word for it. */
function nameOfExpression(key = ''): string {
  const call = /^call ([\w.]+)/u.exec(key)?.[1];
  if (call !== undefined) return call.split('.').at(-1) ?? call;
  const node = /^\{(\w+)=/u.exec(key)?.[1] ?? '';
  return namedNodes[node] ?? 'expr';
}

const namedNodes: Readonly<Record<string, string>> = { CoalesceExpr: 'coalesce', CaseExpr: 'case', A_ArrayExpr: 'array' };

/** `ChooseIndexColumnNames` numbers what would be there twice: `expr`, `expr1`. */
function free(name: string, taken: readonly string[]): string {
  let candidate = name;
  for (let count = 1; taken.includes(candidate); count++) candidate = `${name}${String(count)}`;
  return candidate;
}

/** Puts an index into a table, and its name into the schema. */
export function putIndex(schema: Schema, table: Table, index: Index): void {
  const others = isMySql() ? withoutReplaced(table.indexes, index) : new Map(table.indexes);
  schema.set(`relation ${keyOf(table)}`, { ...table, indexes: others.set(index.name, index) });
  noteIndexName(schema, table, index.name);
}

function takeIndex(schema: Schema, table: Table, index: Index): void {
  const indexes = new Map(table.indexes);
  indexes.delete(index.name);
  schema.set(`relation ${keyOf(table)}`, { ...table, indexes });
  forgetIndexName(schema, table, index.name);
}

export function dropIndex(schema: Schema, change: DropIndex): readonly ApplyProblem[] {
  if (change.table) return dropIndexOfTable(schema, change, change.table);
  const key = schema.resolve('relation', change.name);
  const found = schema.index(change.name);
  if (found) {
    if (change.conditional) schema.doubt(`relation ${keyOf(found.table)}`);
    if (found.index.constraint !== undefined) {
      return [{ kind: 'in use', object: `index ${change.name.name}, which belongs to constraint ${found.index.constraint}` }];
    }
    takeIndex(schema, found.table, found.index);
    return none;
  }
  if (dropViewIndex(schema, change.name.name)) return none;
  if (change.ifExists || change.conditional || !(schema.wasDropped(key) || isElsewhere(schema, change.name))) {
    // An index that no migration created may have existed; what a down does about it stays open.
    if (!schema.wasDropped(key)) schema.doubt(key);
    return none;
  }
  return [{ kind: 'missing', object: `index ${displayName(change.name)}`, key }];
}

/**
 * An index that a down drops and that nobody made: its name is mistyped, mostly. In an up it may come from elsewhere,
 * as from a migration in code; none where the history does not tell all of the tables.
 */
export function neverCreatedIndex(schema: Schema, change: DropIndex): readonly ApplyProblem[] {
  if (change.table || change.ifExists || change.conditional || schema.usesInheritance || isMySql()) return none;
  const key = schema.resolve('relation', change.name);
  const isKnown = schema.get(key) !== undefined || schema.wasDropped(key) || schema.isUncertain(key);
  if (isKnown || [...schema.objects()].some(({ indexes }) => indexes?.has(change.name.name))) return none;
  const tables = [...schema.tables()];
  const isWhole = tables.length > 0 && tables.every(({ partial }) => !partial);
  return isWhole ? [{ kind: 'missing', object: `index ${displayName(change.name)}`, key }] : none;
}

/** Whether an index of that name is, or was, in a schema that the name without one does not reach. */
function isElsewhere(schema: Schema, { schema: written, name }: QualifiedName): boolean {
  if (written !== undefined || isMySql()) return false;
  const isOutOfReach = (place: string): boolean => !schema.searchPath.includes(place);
  for (const table of schema.tables()) if (table.indexes.has(name) && isOutOfReach(table.schema)) return true;
  return schema.schemasDroppedFrom('relation', name).some(isOutOfReach);
}

export function renameIndex(schema: Schema, change: RenameIndex): readonly ApplyProblem[] {
  if (change.table) return renameIndexOfTable(schema, change, change.table);
  const found = schema.index(change.name);
  if (!found) return missingIndex(schema, change.name);
  const { table, index } = found;
  takeIndex(schema, table, index);
  const without = schema.tableByKey(keyOf(table)) ?? table;
  const constraint = index.constraint === undefined ? undefined : without.constraints.get(index.constraint);
  const constraints = new Map(without.constraints);
  if (constraint) {
    constraints.delete(constraint.name);
    constraints.set(change.to, { ...constraint, name: change.to, autoNamed: false });
  }
  putIndex(
    schema,
    { ...without, constraints },
    { ...index, name: change.to, autoNamed: false, ...(constraint ? { constraint: change.to } : {}) },
  );
  return none;
}

function missingIndex(schema: Schema, name: QualifiedName): readonly ApplyProblem[] {
  const key = schema.resolve('relation', name);
  return schema.wasDropped(key) ? [{ kind: 'missing', object: `index ${displayName(name)}` }] : none;
}

export function attachIndex(schema: Schema, change: AttachIndex): readonly ApplyProblem[] {
  schema.doubt(schema.resolve('relation', change.partitionIndex));
  return none;
}
