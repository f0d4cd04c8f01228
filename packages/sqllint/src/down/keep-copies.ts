import type { Change, Statement } from '../changes.ts';
import { conversion } from '../facts/postgres/type-changes.ts';
import type { Migration, Script } from '../migrations/migration.ts';
import { apply } from '../schema/apply.ts';
import { displayName, keyOf } from '../schema/model.ts';
import type { Table } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { copyMadeBy, findCopy, findPartialCopy, rowKeyOf } from '../schema/undo/copy.ts';
import type { Copy } from '../schema/undo/copy.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { SourceText } from '../text/source-text.ts';

/** An up that keeps a copy of what it destroys. */
export interface KeptCopies {
  /** The migration with the amended up. */
  readonly migration: Migration;
  /** The whole file of the up, with the copies in it. */
  readonly text: string;
  /** What could not be copied, and why: sentences. */
  readonly warnings: readonly string[];
}

/** What a change destroys of one table: rows, or the values of some columns. */
interface Loss {
  readonly table: Table;
  /** Absent for whole rows. */
  readonly columns?: readonly string[];
  /** The condition that chooses the rows, and the name that it gives the table; all rows without it. */
  readonly where?: string;
  readonly alias?: string;
}

/**
 * Puts a `CREATE TABLE … AS SELECT` before every statement that destroys rows or values, so that a
 * down can put them back. Undefined where the up destroys nothing that is not kept already.
 *
 * @param schema as it is before the migration; it is left as it was
 */
export function keepCopies(migration: Migration, statements: readonly Statement[], schema: Schema): KeptCopies | undefined {
  const start = schema.mark();
  const { searchPath } = schema;
  const insertions: { at: number; sql: string[] }[] = [];
  const warnings: string[] = [];
  const copies: Copy[] = [];
  const taken = new Set<string>();
  for (const statement of statements) {
    const losses = new Map<string, Loss>();
    for (const change of statement.changes) {
      for (const loss of lossesOf(change, schema)) addLoss(losses, loss);
      const copy = copyMadeBy(change, schema);
      if (copy) copies.push(copy);
      apply(schema, change);
    }
    const sql: string[] = [];
    for (const loss of losses.values()) {
      if (isKept(loss, copies)) continue;
      const keeping = copySql(loss, schema, taken);
      if (typeof keeping === 'string') sql.push(keeping);
      else warnings.push(keeping.warning);
    }
    if (sql.length > 0) insertions.push({ at: statement.start, sql });
  }
  schema.returnTo(start);
  schema.setSearchPath(searchPath);
  if (insertions.length === 0 && warnings.length === 0) return undefined;
  const up = withInsertions(migration.up, insertions);
  return { migration: { ...migration, up }, text: up.source.text, warnings };
}

function lossesOf(change: Change, schema: Schema): Loss[] {
  const table = 'table' in change ? schema.table(change.table) : undefined;
  if (!table || table.temporary || table.createdIn === schema.migration) return [];
  const isOwn = (column: string): boolean => {
    const known = table.columns.get(column);
    return known?.createdIn === schema.migration || known?.generated !== undefined;
  };
  switch (change.kind) {
    case 'dropTable':
      return [{ table }];
    case 'dropColumn':
      return isOwn(change.column) || (change.ifExists && !table.columns.has(change.column)) ? [] : [{ table, columns: [change.column] }];
    case 'alterColumnType': {
      const isSafe = conversion(table.columns.get(change.column)?.type, change.type) === 'lossless' && !change.using;
      return isSafe || isOwn(change.column) ? [] : [{ table, columns: [change.column] }];
    }
    case 'truncateTable':
      return [{ table }, ...rowsThatGoAlong(schema, table)];
    case 'deleteRows': {
      const along = rowsThatGoAlong(schema, table);
      return [change.from || (change.hasWhere && change.where === undefined) ? { table } : { table, ...conditionOf(change) }, ...along];
    }
    case 'updateRows': {
      const columns = change.columns.filter((column) => !isOwn(column));
      if (columns.length === 0) return [];
      const isPlain = !change.from && !(change.hasWhere && change.where === undefined);
      return [{ table, columns, ...(isPlain ? conditionOf(change) : {}) }];
    }
    default:
      return [];
  }
}

function conditionOf({ where, alias }: { readonly where?: string; readonly alias?: string }): Pick<Loss, 'where' | 'alias'> {
  return { ...(where === undefined ? {} : { where }), ...(alias === undefined ? {} : { alias }) };
}

/** Tables whose rows a foreign key with `ON DELETE CASCADE` deletes together with those of this one. */
function rowsThatGoAlong(schema: Schema, table: Table, found = new Set<string>([keyOf(table)])): Loss[] {
  return [...schema.tables()].flatMap((other) => {
    const goes = [...other.constraints.values()].some(
      ({ references }) => references?.table === keyOf(table) && references.actions.split(' ')[2] === 'c',
    );
    if (!goes || found.has(keyOf(other))) return [];
    found.add(keyOf(other));
    return [{ table: other }, ...rowsThatGoAlong(schema, other, found)];
  });
}

/** Columns of one table that one statement destroys are kept in one copy. */
function addLoss(losses: Map<string, Loss>, loss: Loss): void {
  const key = `${keyOf(loss.table)} ${loss.where ?? ''}`;
  const earlier = losses.get(key);
  if (!earlier) losses.set(key, loss);
  else if (earlier.columns && loss.columns) losses.set(key, { ...earlier, columns: [...new Set([...earlier.columns, ...loss.columns])] });
  else losses.set(key, { table: earlier.table });
}

function isKept({ table, columns, where }: Loss, copies: readonly Copy[]): boolean {
  const others = copies.filter((copy) => copy.in !== copy.of);
  if (columns) return findCopy(copies, table, columns) !== undefined || (where !== undefined && findPartialCopy(others, table, columns) !== undefined);
  return others.some((copy) => copy.of === keyOf(table) && copy.columns.length === 0 && (!copy.hasWhere || where !== undefined));
}

function copySql(loss: Loss, schema: Schema, taken: Set<string>): string | { readonly warning: string } {
  const { table, columns, where, alias } = loss;
  const key = rowKeyOf(table);
  if (columns && (key.length === 0 || columns.some((column) => key.includes(column)))) {
    const what = `${displayName(table)}.${columns.join(', ')}`;
    const why = key.length === 0 ? 'the table has no key that would tell its rows apart' : 'it is part of the key that tells rows apart';
    return { warning: `The values of ${what} are not kept: ${why}.` };
  }
  const kept = freeName(schema, table, columns, taken);
  const list = columns ? [...key, ...columns].map(quote).join(', ') : '*';
  const from = alias === undefined ? quoteName(table) : `${quoteName(table)} AS ${quote(alias)}`;
  return `CREATE TABLE ${quoteName({ schema: table.schema, name: kept })} AS SELECT ${list} FROM ${from}${where === undefined ? '' : ` WHERE ${where}`};`;
}

function freeName(schema: Schema, table: Table, columns: readonly string[] | undefined, taken: Set<string>): string {
  const base = `${table.name}${columns?.length === 1 ? `_${columns[0] ?? ''}` : ''}`.slice(0, 55);
  let name = `${base}_kept`;
  for (let count = 2; taken.has(name) || schema.hasRelation(table.schema, name); count++) name = `${base}_kept${count}`;
  taken.add(name);
  return name;
}

function withInsertions(script: Script, insertions: readonly { readonly at: number; readonly sql: readonly string[] }[]): Script {
  const insert = (text: string): string => {
    let result = text;
    for (const { at, sql } of [...insertions].reverse()) {
      const indent = /[ \t]*$/u.exec(text.slice(0, at))?.[0] ?? '';
      const lines = ['-- Kept for the down. Drop it in a later release, when no rollback needs it.', ...sql];
      result = `${result.slice(0, at)}${lines.map((line) => `${line}\n${indent}`).join('')}${result.slice(at)}`;
    }
    return result;
  };
  const source = new SourceText(insert(script.source.text));
  const end = script.end + source.text.length - script.source.text.length;
  return { ...script, source, end, ...(script.sql === undefined ? {} : { sql: insert(script.sql) }) };
}
