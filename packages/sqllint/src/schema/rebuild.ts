import type { Change, ConstraintDefinition, CopiedColumn, CreateIndex, CreateObject, RebuildTable } from '../changes.ts';
import { columnFrom, inlineConstraints, usesColumn } from './apply-column.ts';
import { constraintFrom, withConstraint } from './apply-constraint.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { keyOf } from './model.ts';
import type { Column, Constraint, Index, Table, TablePart } from './model.ts';
import type { Schema } from './schema.ts';

const none: readonly ApplyProblem[] = [];

/** Puts the new definition into the place of the old; indexes and triggers go with the old table. */
export function rebuildTable(schema: Schema, change: RebuildTable): readonly ApplyProblem[] {
  const found = findTable(schema, change.table);
  if (!('table' in found)) return found.problems;
  const old = found.table;
  const key = `relation ${keyOf(old)}`;
  // Which of its columns, indexes and triggers are new nobody can tell.
  if (old.partial) schema.doubt(key);
  for (const index of old.indexes.keys()) schema.delete(`relation ${old.schema}.${index}`);
  const { definition } = change;
  const columns = new Map<string, Column>();
  for (const column of definition.columns) {
    const source = sourceOf(column.name, change, old);
    const created = source === undefined ? schema.migration : (old.columns.get(source)?.createdIn ?? old.createdIn);
    columns.set(column.name, { ...columnFrom(schema, old, column), createdIn: created });
  }
  // What a query gives has names and little else: no constraints, no defaults, and a type of SQLite's choice.
  if (definition.fromQuery) for (const name of columnsAfter(change, old) ?? []) columns.set(name, { name, createdIn: old.columns.get(name)?.createdIn ?? schema.migration, notNull: undefined, serial: false, known: false });
  let table: Table = {
    ...old,
    partial: old.partial || definition.fromQuery,
    columns,
    constraints: new Map(),
    indexes: new Map(),
    parts: new Map(),
    aspects: new Map((definition.storage ?? []).map(([option, value]) => [`option ${option}`, value])),
  };
  schema.set(key, table);
  for (const constraint of [...definition.columns.flatMap(inlineConstraints), ...definition.constraints]) {
    table = withConstraint(schema, table, constraintFrom(schema, table, constraint), constraint);
  }
  return none;
}

/** The column of the old table whose values a column of the new one gets as they are. */
function sourceOf(column: string, { copied, definition }: RebuildTable, old: Table): string | undefined {
  if (copied === undefined) return old.columns.has(column) ? column : undefined;
  if (copied !== 'by position') return entryFor(column, copied)?.from;
  const index = definition.columns.findIndex(({ name }) => name === column);
  return [...old.columns.keys()][index];
}

/** What a column of the new table gets, where the statement tells. */
function entryFor(column: string, copied: readonly CopiedColumn[]): CopiedColumn | undefined {
  return copied.find(({ to }) => to === column);
}

/**
 * What a rebuild amounts to, as if the database could alter the table: the changes that a rule
 * looks at. Of a table that the history does not know whole, only what it knows.
 *
 * @param schema as it is before the rebuild
 */
export function alterationsOf(schema: Schema, change: RebuildTable): readonly Change[] {
  const old = schema.table(change.table);
  if (!old) return [];
  const base = { start: change.start, end: change.end, table: change.table };
  const renamed = renamedColumns(change, old);
  const alterations: Change[] = [];
  const names = columnsAfter(change, old);
  for (const column of old.columns.values()) {
    const to = renamed.get(column.name);
    if (to !== undefined) alterations.push({ kind: 'renameColumn', ...base, column: column.name, to, of: 'table' });
    else if (names?.has(column.name) === false) {
      alterations.push({ kind: 'dropColumn', ...base, column: column.name, ifExists: false, cascade: false });
    }
  }
  for (const column of change.definition.columns) {
    const was = old.columns.get(column.name);
    if (was) alterations.push(...alteredColumn(was, column, base));
    else if (!old.partial && ![...renamed.values()].includes(column.name)) alterations.push({ kind: 'addColumn', ...base, column, ifNotExists: false });
  }
  return [...alterations, ...alteredConstraints(schema, change, old)];
}

/** The names of the columns that the new table has; `CREATE TABLE … AS` takes those of its query. Undefined where nothing tells them. */
function columnsAfter({ definition, copied }: RebuildTable, old: Table): ReadonlySet<string> | undefined {
  if (!definition.fromQuery) return new Set(definition.columns.map(({ name }) => name));
  if (copied === undefined) return undefined;
  return new Set(copied === 'by position' ? old.columns.keys() : copied.map(({ to }) => to));
}

type Base = Pick<RebuildTable, 'start' | 'end' | 'table'>;

function alteredColumn(was: Column, now: RebuildTable['definition']['columns'][number], base: Base): Change[] {
  if (!was.known) return [];
  const on = { ...base, column: now.name };
  const changes: Change[] = [];
  if (was.type && (was.type.name !== now.type.name || was.type.modifiers.join() !== now.type.modifiers.join())) changes.push({ kind: 'alterColumnType', ...on, type: now.type });
  const isKey = now.constraints.some(({ type }) => type === 'primaryKey');
  if (was.default?.key !== now.default?.key) {
    // A column that takes NULL needs no default.
    if (now.default) changes.push({ kind: 'setDefault', ...on, default: now.default });
    else if (now.notNull || isKey || was.notNull !== true) changes.push({ kind: 'dropDefault', ...on });
  }
  if (was.notNull === false && now.notNull && !isKey) changes.push({ kind: 'setNotNull', ...on });
  if (was.notNull === true && !now.notNull && !isKey) changes.push({ kind: 'dropNotNull', ...on });
  return changes;
}

/** Old columns whose values go on under a name that is new, while their own name goes. */
function renamedColumns(change: RebuildTable, old: Table): ReadonlyMap<string, string> {
  const { copied, definition } = change;
  const renamed = new Map<string, string>();
  const sources = copied === 'by position' ? byPosition(definition.columns, old) : (copied ?? []);
  for (const { from, to } of sources) {
    const isGone = from !== undefined && old.columns.has(from) && columnsAfter(change, old)?.has(from) === false;
    if (isGone && !old.columns.has(to) && !renamed.has(from)) renamed.set(from, to);
  }
  return renamed;
}

/** What `SELECT *` gives each column, where all columns of the old table are known. */
function byPosition(columns: RebuildTable['definition']['columns'], old: Table): readonly Pick<CopiedColumn, 'from' | 'to'>[] {
  if (old.partial) return [];
  const names = [...old.columns.keys()];
  return columns.flatMap(({ name }, index) => {
    const from = names[index];
    return from === undefined ? [] : [{ from, to: name }];
  });
}

/** Constraints that the new definition has and the old had not: those that it leaves out are told by `lostIn`. */
function alteredConstraints(schema: Schema, change: RebuildTable, old: Table): Change[] {
  if (old.partial) return [];
  const { definition, table, start, end } = change;
  const had = new Set([...old.constraints.values()].map((constraint) => contentOf(constraint)));
  return [...definition.columns.flatMap(inlineConstraints), ...definition.constraints].flatMap((constraint): Change[] => {
    if (constraint.type === 'primaryKey' || had.has(contentOf(constraintFrom(schema, old, constraint)))) return [];
    // What only constrains new columns came with them.
    if (constraint.columns.every((column) => !old.columns.has(column))) return [];
    return [{ kind: 'addConstraint', start, end, table, constraint }];
  });
}

function contentOf({ type, columns, expression, references }: Constraint): string {
  return [type, type === 'check' ? '' : columns.join(), expression?.key ?? '', references ? `${references.table} ${references.actions}` : ''].join('|');
}

/** What the old table had, the new one lacks, and the rest of the script does not create again. */
export interface LostInRebuild {
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly triggers: readonly TablePart[];
  /** Columns that are still there, but whose values are left behind. */
  readonly values: readonly string[];
  /** Columns that get another column's values, because `SELECT *` goes by position. */
  readonly swapped: readonly { readonly column: string; readonly gets: string }[];
  /** Columns that take no NULL any more, and get values that may be NULL. */
  readonly stops: readonly string[];
}

export function lostIn(schema: Schema, change: RebuildTable): LostInRebuild {
  const old = schema.table(change.table);
  const nothing: LostInRebuild = { constraints: [], indexes: [], triggers: [], values: [], swapped: [], stops: [] };
  if (!old) return nothing;
  const { definition, copied, createdAgain } = change;
  const names = columnsAfter(change, old) ?? new Set<string>();
  const renamed = renamedColumns(change, old);
  const hasColumns = (columns: readonly string[]): boolean => columns.every((column) => names.has(column) || renamed.has(column));
  const now = [...definition.columns.flatMap(inlineConstraints), ...definition.constraints].map((constraint) => contentOf(constraintFrom(schema, old, constraint)));
  // One that says something else about the same columns has been changed on purpose.
  const definitions = [...definition.columns.flatMap(inlineConstraints), ...definition.constraints];
  const kept = new Set(definitions.map(({ type, columns }) => `${type} ${columns.join()}`));
  const uniqueAgain = (columns: readonly string[]): boolean =>
    createdAgain.some((one) => one.kind === 'createIndex' && one.unique && one.keys.map(({ column }) => column).join() === columns.join());
  return {
    constraints: [...old.constraints.values()].filter(
      (constraint) =>
        constraint.known &&
        hasColumns(constraint.columns) &&
        constraint.columns.every((column) => names.has(column)) &&
        !kept.has(`${constraint.type} ${constraint.columns.join()}`) &&
        !(constraint.type === 'primaryKey' && definitions.some(({ type }) => type === 'primaryKey')) &&
        !(constraint.type === 'unique' && (uniqueAgain(constraint.columns) || now.includes(contentOf({ ...constraint, type: 'primaryKey' })))),
    ),
    indexes: [...old.indexes.values()].filter(
      (index) => index.constraint === undefined && index.known && ![...names].every((name) => !usesColumn(index, name)) && !goneColumn(index, old, names) && !isIndexedAgain(index, createdAgain) && !definitions.some((key) => isCoveredBy(index, key)),
    ),
    triggers: [...old.parts.values()].filter((part) => part.objectType === 'trigger' && !createdAgain.some((one) => one.kind === 'createObject' && one.name.name === part.name)),
    values: definition.columns.flatMap(({ name, generated }) => (generated || !old.columns.has(name) || old.columns.get(name)?.generated || isGiven(name, change, old) ? [] : [name])),
    swapped: copied === 'by position' && !old.partial ? swappedColumns(change, old) : [],
    stops: definition.columns.flatMap((column) => (column.notNull && mayBeNull(column.name, change, old) ? [column.name] : [])),
  };
}

/** Whether the index behind a key begins with the columns of the index, so that it serves as well. */
function isCoveredBy({ keys, unique, where }: Index, { type, columns }: ConstraintDefinition): boolean {
  if ((type !== 'primaryKey' && type !== 'unique') || where) return false;
  const own = keys.map(({ column }) => column ?? '');
  return own.every((column, at) => columns[at] === column) && (!unique || own.length === columns.length);
}

/** Whether the index needs a column that goes. */
function goneColumn(index: Index, old: Table, names: ReadonlySet<string>): boolean {
  return [...old.columns.keys()].some((column) => !names.has(column) && usesColumn(index, column));
}

function isIndexedAgain(index: Index, createdAgain: readonly (CreateIndex | CreateObject)[]): boolean {
  const content = (keys: Index['keys']): string => keys.map(({ column, expression }) => column ?? expression?.key).join();
  return createdAgain.some((one) => one.kind === 'createIndex' && (one.name === index.name || content(one.keys) === content(index.keys)));
}

/** Whether the statement gives the column a value at all. */
function isGiven(column: string, { copied }: RebuildTable, old: Table): boolean {
  if (copied === undefined) return true;
  return copied === 'by position' ? old.columns.has(column) : entryFor(column, copied) !== undefined;
}

function swappedColumns(change: RebuildTable, old: Table): LostInRebuild['swapped'] {
  return change.definition.columns.flatMap(({ name }) => {
    const gets = sourceOf(name, change, old);
    return gets !== undefined && gets !== name && old.columns.has(name) ? [{ column: name, gets }] : [];
  });
}

/** Whether a value that may be NULL goes into the column as it is. */
function mayBeNull(column: string, change: RebuildTable, old: Table): boolean {
  if (change.copied === undefined || change.leavesOutRows) return false;
  const source = sourceOf(column, change, old);
  const was = source === undefined ? undefined : old.columns.get(source);
  return was?.known === true && was.notNull === false && was.generated === undefined && was.isFilled !== true;
}
