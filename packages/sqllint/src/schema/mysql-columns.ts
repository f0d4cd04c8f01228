import type { ConvertCharacterSet, RestateColumn } from '../changes.ts';
import { columnFrom, findColumn, missingColumn } from './apply-column.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { keyOf } from './model.ts';
import type { Column, Constraint, Index, Table } from './model.ts';
import type { Schema } from './schema.ts';

const none: readonly ApplyProblem[] = [];

/** `MODIFY`, and what follows the new name in `CHANGE`: the column is what the definition says, and nothing else. */
export function restateColumn(schema: Schema, change: RestateColumn): readonly ApplyProblem[] {
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  const found = findColumn(schema, target.table, change.column);
  if (!found) return change.ifExists || change.conditional ? none : [missingColumn(target.table, change.column)];
  const { table, column } = found;
  const key = `relation ${keyOf(table)}`;
  if (change.conditional || (change.ifExists && !column.known)) schema.doubt(key);
  const stated = columnFrom(schema, table, change.definition);
  // A column of the primary key has no NULL, whatever is stated.
  const isKey = [...table.constraints.values()].some(({ type, columns }) => type === 'primaryKey' && columns.includes(column.name));
  const restated: Column = { ...stated, name: column.name, createdIn: column.createdIn, notNull: stated.notNull === true || isKey };
  schema.set(key, { ...table, columns: new Map(table.columns).set(column.name, restated) });
  return none;
}

/** Types whose values are in a character set. */
const textTypes = /^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)$/u;

function hasCharacterSet({ type }: Pick<Column, 'type'>): boolean {
  return type !== undefined && textTypes.test(type.name);
}

/** `CONVERT TO CHARACTER SET`: the columns follow their table from then on. */
export function convertCharacterSet(schema: Schema, change: ConvertCharacterSet): readonly ApplyProblem[] {
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  const { table } = target;
  const key = `relation ${keyOf(table)}`;
  if (change.conditional) schema.doubt(key);
  const columns = new Map([...table.columns].map(([name, column]) => [name, hasCharacterSet(column) ? withoutCharacterSet(column) : column]));
  const aspects = new Map(table.aspects).set('option character set', change.characterSet);
  if (change.collation === undefined) aspects.delete('option collation');
  else aspects.set('option collation', change.collation);
  schema.set(key, { ...table, columns, aspects });
  return none;
}

function withoutCharacterSet(column: Column): Column {
  const { characterSet: _characterSet, collation: _collation, ...rest } = column;
  return rest;
}

/** A dropped column leaves the indexes that it was part of, which go on with their other columns. */
export function withoutColumnInMySql(table: Table, column: string): Table {
  const columns = new Map(table.columns);
  columns.delete(column);
  const constraints = new Map<string, Constraint>();
  for (const [name, constraint] of table.constraints) {
    if (!constraint.columns.includes(column)) constraints.set(name, constraint);
    else if (constraint.type === 'primaryKey' && constraint.columns.length > 1) {
      constraints.set(name, { ...constraint, columns: constraint.columns.filter((other) => other !== column) });
    }
  }
  const indexes = new Map<string, Index>();
  for (const [name, index] of table.indexes) {
    const keys = index.keys.filter((key) => key.column !== column);
    if (keys.length === index.keys.length) indexes.set(name, index);
    else if (keys.length > 0) indexes.set(name, { ...index, keys, text: '' });
  }
  return { ...table, columns, constraints, indexes };
}
