import type { CreateIndex, DropIndex, RenameIndex } from '../changes.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { displayName, keyOf } from './model.ts';
import type { Constraint, Index, Table } from './model.ts';
import type { Schema } from './schema.ts';

const none: readonly ApplyProblem[] = [];

/** The name that the server gives to an index without one: that of its first column, numbered from 2 on where it is taken. */
export function chosenIndexName(table: Table, { keys }: Pick<CreateIndex, 'keys'>): string {
  const first = keys[0]?.column ?? 'functional_index';
  let name = first;
  for (let count = 2; table.indexes.has(name) || name.toUpperCase() === 'PRIMARY'; count++) name = `${first}_${String(count)}`;
  return name;
}

/** The columns that an index begins with, prefixes and expressions excluded. */
function leadingColumns(index: Index): string[] {
  const columns: string[] = [];
  for (const { column, options } of index.keys) {
    if (column === undefined || options.startsWith('(')) break;
    columns.push(column);
  }
  return columns;
}

/** Whether an index begins with these columns, in any order among themselves. */
function serves(index: Index, columns: readonly string[]): boolean {
  if (index.method !== 'btree') return false;
  const leading = leadingColumns(index).slice(0, columns.length);
  return leading.length === columns.length && columns.every((column) => leading.includes(column));
}

/** The table with the index that the server builds for a foreign key, unless one serves it already. */
export function withForeignKeyIndex(schema: Schema, table: Table, constraint: Constraint): Table {
  if (constraint.type !== 'foreignKey' || constraint.columns.length === 0) return table;
  if ([...table.indexes.values()].some((index) => serves(index, constraint.columns))) return table;
  const keys = constraint.columns.map((column) => ({ column, options: '' }));
  const name = constraint.autoNamed ? chosenIndexName(table, { keys }) : constraint.name;
  const index: Index = {
    createdIn: schema.migration,
    name,
    autoNamed: constraint.autoNamed,
    unique: false,
    method: 'btree',
    keys,
    include: [],
    details: '',
    text: '',
    known: true,
    implicit: true,
  };
  const changed: Table = { ...table, indexes: new Map(table.indexes).set(name, index) };
  schema.set(`relation ${keyOf(table)}`, changed);
  return changed;
}

/** The indexes of a table without those that the server built for foreign keys and that the new one serves. */
export function withoutReplaced(indexes: ReadonlyMap<string, Index>, added: Index): Map<string, Index> {
  return new Map([...indexes].filter(([, index]) => !(index.implicit === true && serves(added, leadingColumns(index)))));
}

export function dropIndexOfTable(schema: Schema, change: DropIndex, name: NonNullable<DropIndex['table']>): readonly ApplyProblem[] {
  const target = findTable(schema, name);
  if (!('table' in target)) return target.problems;
  const { table } = target;
  const key = `relation ${keyOf(table)}`;
  const index = table.indexes.get(change.name.name);
  if (change.conditional) schema.doubt(key);
  if (!index) {
    if (table.partial) schema.doubt(key);
    if (table.partial || change.ifExists || change.conditional) return none;
    return [{ kind: 'missing', object: `index ${change.name.name} on table ${displayName(table)}` }];
  }
  const indexes = new Map(table.indexes);
  indexes.delete(index.name);
  const constraints = new Map(table.constraints);
  if (index.constraint !== undefined) constraints.delete(index.constraint);
  const changed: Table = { ...table, indexes, constraints };
  const user = change.isReplaced === true || change.conditional || !schema.checksForeignKeys ? undefined : foreignKeyThatNeeds(schema, changed, index);
  schema.set(key, changed);
  return user === undefined ? none : [{ kind: 'in use', object: `index ${index.name} on table ${displayName(table)}, which foreign key ${user} needs` }];
}

/** A foreign key from or to a table that the index served and no other index of the table does. */
function foreignKeyThatNeeds(schema: Schema, without: Table, index: Index): string | undefined {
  if (without.partial) return undefined;
  const isLeft = (columns: readonly string[]): boolean =>
    columns.length > 0 && serves(index, columns) && ![...without.indexes.values()].some((other) => serves(other, columns));
  for (const { type, known, columns, name } of without.constraints.values()) {
    if (type === 'foreignKey' && known && isLeft(columns)) return name;
  }
  const key = keyOf(without);
  for (const other of schema.tablesPointingTo(key)) {
    for (const { known, references, name } of other.constraints.values()) {
      if (known && references?.table === key && isLeft(references.columns)) return name;
    }
  }
  return undefined;
}

export function renameIndexOfTable(schema: Schema, change: RenameIndex, name: NonNullable<RenameIndex['table']>): readonly ApplyProblem[] {
  const target = findTable(schema, name);
  if (!('table' in target)) return target.problems;
  const { table } = target;
  const key = `relation ${keyOf(table)}`;
  const index = table.indexes.get(change.name.name);
  if (!index) {
    if (table.partial) schema.doubt(key);
    return table.partial || change.conditional ? none : [{ kind: 'missing', object: `index ${change.name.name} on table ${displayName(table)}` }];
  }
  // With a name that somebody gave it, it is no longer the server's to replace.
  const { implicit: _, ...own } = index;
  const renamed: Index = { ...own, name: change.to, autoNamed: false };
  const indexes = new Map([...table.indexes].map(([known, one]) => (known === index.name ? [change.to, renamed] : [known, one])));
  schema.set(key, { ...table, indexes });
  return none;
}
