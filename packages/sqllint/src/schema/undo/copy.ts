import type { Change, CopiedColumns } from '../../changes.ts';
import { keyOf } from '../model.ts';
import type { Table } from '../model.ts';
import type { Schema } from '../schema.ts';
import { isMySql } from '../sql-dialect.ts';
import { quote, quoteName } from '../write-sql.ts';

/** Values that an up put somewhere else before it took them away, so that a down can fetch them back. */
export interface Copy {
  /** The key of the table whose values are copied. */
  readonly of: string;
  /** The key of the table that holds the copy; the same table for a column copied to another. */
  readonly in: string;
  /** Empty for all columns, each under its own name. */
  readonly columns: readonly { readonly from: string; readonly to: string }[];
  /** Whether only some of the rows were copied. */
  readonly hasWhere: boolean;
}

/**
 * The copy that a change makes, if it makes one.
 * @param schema as it is just before the change
 */
export function copyMadeBy(change: Change, schema: Schema): Copy | undefined {
  if (change.conditional) return undefined;
  if (change.kind === 'createTable' || change.kind === 'insertRows') {
    if (!change.copies) return undefined;
    const target = change.kind === 'createTable' ? targetKey(schema, change.table) : relationKey(schema, change.table);
    return copyOf(schema, change.copies, target);
  }
  if (change.kind !== 'updateRows' || change.from) return undefined;
  const columns = change.values.flatMap(({ column, value }) => {
    const [from, ...others] = value.columns;
    return from !== undefined && others.length === 0 && value.key === `«${from}»` ? [{ from, to: column }] : [];
  });
  const table = relationKey(schema, change.table);
  return columns.length === 0 ? undefined : { of: table, in: table, columns, hasWhere: change.hasWhere };
}

function copyOf(schema: Schema, copies: CopiedColumns, target: string): Copy {
  return { of: relationKey(schema, copies.from), in: target, columns: copies.columns, hasWhere: copies.hasWhere };
}

function relationKey(schema: Schema, name: { readonly schema?: string; readonly name: string }): string {
  return schema.resolve('relation', name).slice('relation '.length);
}

function targetKey(schema: Schema, name: { readonly schema?: string; readonly name: string }): string {
  return keyOf({ schema: name.schema ?? schema.defaultSchema, name: name.name });
}

/** The columns that tell the rows of a table apart: its primary key, else a unique key without NULL. */
export function rowKeyOf(table: Table): readonly string[] {
  const isRequired = (column: string): boolean => table.columns.get(column)?.notNull === true;
  const keys = [...table.constraints.values()].filter(
    ({ type, columns }) => columns.length > 0 && (type === 'primaryKey' || (type === 'unique' && columns.every(isRequired))),
  );
  return (keys.find(({ type }) => type === 'primaryKey') ?? keys[0])?.columns ?? [];
}

/** The copy that has the values of these columns for every row. */
export function findCopy(copies: readonly Copy[], table: Table, columns: readonly string[]): Copy | undefined {
  const whole = copies.filter(({ hasWhere, in: place, of }) => !hasWhere || place === of);
  return findPartialCopy(whole, table, columns);
}

/** The copy that has the values of these columns, perhaps only for the rows that a condition chose. */
export function findPartialCopy(copies: readonly Copy[], table: Table, columns: readonly string[]): Copy | undefined {
  const key = rowKeyOf(table);
  return [...copies].reverse().find((copy) => {
    if (copy.of !== keyOf(table)) return false;
    const has = (column: string): boolean => copy.columns.length === 0 || copy.columns.some(({ from }) => from === column);
    if (!columns.every(has)) return false;
    return copy.in === copy.of || (key.length > 0 && key.every(has));
  });
}

/** What a column is called in the copy. */
function nameIn(copy: Copy, column: string): string {
  return copy.columns.find(({ from }) => from === column)?.to ?? column;
}

/** Puts values back where they were: `UPDATE … FROM copy`. */
export function valuesBackSql(table: Table, columns: readonly string[], copy: Copy): string {
  const target = quoteName(table);
  if (copy.in === copy.of) {
    const own = columns.map((column) => `${quote(column)} = ${quote(nameIn(copy, column))}`);
    return `UPDATE ${target} SET ${own.join(', ')};`;
  }
  const values = columns.map((column) => `${quote(column)} = k.${quote(nameIn(copy, column))}`);
  const match = rowKeyOf(table).map((column) => `t.${quote(column)} = k.${quote(nameIn(copy, column))}`);
  if (isMySql()) {
    const set = columns.map((column) => `t.${quote(column)} = k.${quote(nameIn(copy, column))}`);
    return `UPDATE ${target} AS t JOIN ${nameOfCopy(copy)} AS k ON ${match.join(' AND ')} SET ${set.join(', ')};`;
  }
  return `UPDATE ${target} AS t SET ${values.join(', ')} FROM ${nameOfCopy(copy)} AS k WHERE ${match.join(' AND ')};`;
}

/**
 * Puts rows back: `INSERT … SELECT`.
 * @param mayBeThere whether the table may have some of the rows
 */
export function rowsBackSql(table: Table, copy: Copy, mayBeThere: boolean): string {
  const has = (column: string): boolean => copy.columns.length === 0 || copy.columns.some(({ from }) => from === column);
  const columns = [...table.columns.values()].filter(({ generated, name }) => !generated && has(name));
  const names = columns.map(({ name }) => quote(name)).join(', ');
  const values = columns.map(({ name }) => quote(nameIn(copy, name))).join(', ');
  const overriding = columns.some(({ identity }) => identity === 'always') ? ' OVERRIDING SYSTEM VALUE' : '';
  const conflict = mayBeThere && rowKeyOf(table).length > 0 ? ' ON CONFLICT DO NOTHING' : '';
  if (isMySql()) {
    const ignore = mayBeThere && rowKeyOf(table).length > 0 ? ' IGNORE' : '';
    return `INSERT${ignore} INTO ${quoteName(table)} (${names}) SELECT ${values} FROM ${nameOfCopy(copy)};`;
  }
  return `INSERT INTO ${quoteName(table)} (${names})${overriding} SELECT ${values} FROM ${nameOfCopy(copy)}${conflict};`;
}

function nameOfCopy(copy: Copy): string {
  const dot = copy.in.indexOf('.');
  return quoteName({ schema: copy.in.slice(0, dot), name: copy.in.slice(dot + 1) });
}
