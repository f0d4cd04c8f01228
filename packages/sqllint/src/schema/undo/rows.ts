import type { DeleteRows, InsertRows, TruncateTable } from '../../changes.ts';
import { displayName, keyOf } from '../model.ts';
import type { Table } from '../model.ts';
import { literal, quote, quoteName } from '../write-sql.ts';
import { nextValueSql } from './columns.ts';
import { rowKeyOf, rowsBackSql } from './copy.ts';
import type { Copy } from './copy.ts';
import { isOwn } from './moment.ts';
import type { Moment } from './moment.ts';
import { comment } from './step.ts';
import type { Step } from './step.ts';

type Row = readonly (string | undefined)[];

/** More rows than this are data to be loaded, not values that somebody wrote down. */
const maxRows = 200;

/** Types whose values cannot be compared with `=`, or not reliably as they were written. */
const notComparable = new Set(['json', 'xml', 'point', 'polygon', 'float4', 'float8', 'timestamptz', 'timestamp']);

/** Takes rows out that the up wrote down, found by their key or by all that is known of them. */
export function undoInsert(moment: Moment, change: InsertRows): Step[] {
  const table = moment.before.table(change.table);
  if (isOwn(moment, table) || table?.temporary) return [];
  const name = displayName(change.table);
  const stay = (why: string): Step[] => {
    const warning = `Rows that the up inserts into ${name} stay${why}.`;
    return [{ stage: 'rows', sql: [comment(warning)], brings: 'shape', warning }];
  };
  const isSurelyNew = (row: Row): boolean => row.some((value) => [...moment.newLabels].some((label) => value === literal(label)));
  const mayHaveBeenThere = change.conditional === true || change.mayInsertNothing === true;
  if (mayHaveBeenThere && !change.rows?.every(isSurelyNew)) return stay(', as they may have been there before');
  // They came back to where they had been moved from.
  if (moment.copies.some((copy) => copy.in === (table ? keyOf(table) : ''))) return stay('');
  const columns = change.columns.length > 0 ? change.columns : [...(table?.columns.keys() ?? [])];
  const { rows } = change;
  if (!rows || !table || rows.length > maxRows || rows.some((row) => row.length > columns.length)) return stay('');
  const unused = unusedConditions(moment, table);
  const sql = rows.flatMap((row) => deleteSql(table, columns, row, unused) ?? []);
  return sql.length < rows.length ? stay('') : [{ stage: 'rows', sql: sql.reverse() }];
}

/** Finds a row by a key of which all values are known, else by all of its values; undefined where neither will do. */
function deleteSql(table: Table, columns: readonly string[], row: Row, unused: readonly string[]): string | undefined {
  const values = new Map(columns.map((column, index) => [column, row[index]]));
  const isKnown = (column: string): boolean => values.get(column) !== undefined && values.get(column) !== 'NULL';
  const key = keysOf(table).find((names) => names.every(isKnown));
  const isWhole = row.every((value) => value !== undefined);
  const comparable = columns.filter((column, index) => index < row.length && !notComparable.has(table.columns.get(column)?.type?.name ?? ''));
  const used = key ?? (isWhole ? comparable : []);
  if (used.length === 0) return undefined;
  const conditions = used.map((column) => {
    const value = values.get(column) ?? 'NULL';
    return value === 'NULL' ? `${quote(column)} IS NULL` : `${quote(column)} = ${value}`;
  });
  return `DELETE FROM ${quoteName(table)} WHERE ${[...conditions, ...unused].join(' AND ')};`;
}

/** That no other row refers to the row: one that has come into use stays, and takes no other along. */
function unusedConditions(moment: Moment, table: Table): string[] {
  return [...moment.before.tables()].flatMap((other) =>
    [...other.constraints.values()].flatMap(({ references, columns }) => {
      if (references?.table !== keyOf(table) || references.columns.length !== columns.length) return [];
      const match = columns.map((column, index) => `r.${quote(column)} = ${quoteName(table)}.${quote(references.columns[index] ?? '')}`);
      return [`NOT EXISTS (SELECT 1 FROM ${quoteName(other)} AS r WHERE ${match.join(' AND ')})`];
    }),
  );
}

/** The primary key, then everything else that is unique. */
function keysOf(table: Table): (readonly string[])[] {
  const constraints = [...table.constraints.values()].filter(({ type, columns }) => columns.length > 0 && (type === 'primaryKey' || type === 'unique'));
  const indexes = [...table.indexes.values()].filter(({ unique, where, keys }) => unique && !where && keys.every(({ column }) => column !== undefined));
  const primary = constraints.filter(({ type }) => type === 'primaryKey');
  return [...primary, ...constraints].map(({ columns }) => columns).concat(indexes.map(({ keys }) => keys.flatMap(({ column }) => column ?? [])));
}

/** Puts deleted rows back where the up kept a copy of them. */
export function undoDelete(moment: Moment, change: DeleteRows | TruncateTable): Step[] {
  const table = moment.before.table(change.table);
  if (isOwn(moment, table) || table?.temporary) return [];
  const copy = table && findRows(moment, table, change);
  if (table && copy) return [rowsBack(table, copy), ...rowsAlongBack(moment, table)];
  const warning = `The rows that the up deletes from ${displayName(change.table)} are lost.`;
  return [{ stage: 'rows', sql: [comment(warning)], brings: 'shape', warning }];
}

function rowsBack(table: Table, copy: Copy): Step {
  const next = [...table.columns.values()].flatMap((column) => nextValueSql(table, column));
  return { stage: 'rows', sql: [rowsBackSql(table, copy, true), ...next] };
}

/** Rows of other tables that went along with the deleted ones, because a foreign key says so. */
function rowsAlongBack(moment: Moment, table: Table, seen = new Set<string>([keyOf(table)])): Step[] {
  return [...moment.before.tables()].flatMap((other) => {
    const goes = [...other.constraints.values()].some(
      ({ references }) => references?.table === keyOf(table) && references.actions.split(' ')[2] === 'c',
    );
    if (!goes || seen.has(keyOf(other))) return [];
    seen.add(keyOf(other));
    const copy = moment.copies.find((one) => one.of === keyOf(other) && one.in !== one.of && one.columns.length === 0);
    return [...(copy ? [rowsBack(other, copy)] : []), ...rowsAlongBack(moment, other, seen)];
  });
}

function findRows(moment: Moment, table: Table, change: DeleteRows | TruncateTable): Copy | undefined {
  const hasWhere = change.kind === 'deleteRows' && change.hasWhere;
  const canTellApart = rowKeyOf(table).length > 0;
  return [...moment.copies].reverse().find((copy) => {
    if (copy.of !== keyOf(table) || copy.in === copy.of || copy.columns.length > 0) return false;
    return copy.hasWhere === hasWhere || (!copy.hasWhere && canTellApart);
  });
}
