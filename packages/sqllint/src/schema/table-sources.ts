/** What a new table takes over from others: `LIKE`, `INHERITS`, `PARTITION OF`, and the columns that a query copies. */
import type { ConstraintDefinition, CopiedColumns, CreateTable } from '../changes.ts';
import { chosenConstraintName, withConstraint } from './apply-constraint.ts';
import { chosenIndexName, putIndex } from './apply-index.ts';
import { keyOf } from './model.ts';
import type { Column, Constraint, Index, Table } from './model.ts';
import type { Schema } from './schema.ts';
import { isMySql } from './sql-dialect.ts';
import { createIndexSql } from './write-sql.ts';

/** The columns that `CREATE TABLE … AS SELECT a, b FROM t` gives a table: their types, and nothing else of them. */
export function copiedFrom(schema: Schema, { from, columns: wanted }: CopiedColumns): { readonly columns: ReadonlyMap<string, Column>; readonly partial: boolean } {
  const source = schema.table(from);
  if (!source || source.partial || schema.isUncertain(`relation ${keyOf(source)}`)) return { columns: new Map(), partial: true };
  const pairs = wanted.length > 0 ? wanted : [...source.columns.keys()].map((name) => ({ from: name, to: name }));
  const columns = new Map<string, Column>();
  for (const { from: name, to } of pairs) {
    const column = source.columns.get(name);
    if (!column) return { columns, partial: true };
    const { type, known } = column;
    columns.set(to, { createdIn: schema.migration, name: to, ...(type ? { type } : {}), notNull: false, serial: false, known });
  }
  return { columns, partial: false };
}

/** What a table takes over from `LIKE`, `INHERITS` and `PARTITION OF`. */
export function inheritedFrom(
  schema: Schema,
  change: CreateTable,
): { readonly columns: ReadonlyMap<string, Column>; readonly indexes: ReadonlyMap<string, Index>; readonly partial: boolean } {
  const columns = new Map<string, Column>();
  const indexes = new Map<string, Index>();
  let partial = false;
  const sources = [
    ...change.like.map(({ table, including }) => ({ table, takes: new Set(including) })),
    ...[...change.inherits, ...(change.partitionOf ? [change.partitionOf.table] : [])].map((table) => ({ table, takes: everything })),
  ];
  for (const { table: name, takes } of sources) {
    const source = schema.table(name);
    if (!source || source.partial) partial = true;
    // MySQL's `LIKE` copies every index; elsewhere their names are chosen anew.
    if (isMySql()) for (const index of source?.indexes.values() ?? []) indexes.set(index.name, { ...index, createdIn: schema.migration });
    for (const column of source?.columns.values() ?? []) columns.set(column.name, { ...likeColumn(column, takes), createdIn: schema.migration });
  }
  return { columns, indexes, partial };
}

/** What the options of `LIKE` leave out; `INHERITS` and `PARTITION OF` leave out nothing. */
const everything: ReadonlySet<string> = new Set(['defaults', 'identity', 'generated']);

function likeColumn(column: Column, takes: ReadonlySet<string>): Column {
  if (isMySql()) return column;
  const { default: value, identity, identityOptions, generated, ...rest } = column;
  return {
    ...rest,
    serial: column.serial && takes.has('defaults'),
    ...(value && takes.has('defaults') ? { default: value } : {}),
    ...(identity && takes.has('identity') ? { identity, ...(identityOptions === undefined ? {} : { identityOptions }) } : {}),
    ...(generated && takes.has('generated') ? { generated } : {}),
  };
}

/**
 * A table with the checks, the keys and the indexes that `LIKE … INCLUDING` copies. Checks keep their
 * names; keys and indexes get new ones, and foreign keys are never copied.
 */
export function withKeysLike(schema: Schema, table: Table, { table: from, including }: CreateTable['like'][number]): Table {
  const source = schema.table(from);
  // MySQL's indexes are there already, under their own names.
  if (!source || isMySql()) return table;
  for (const constraint of source.constraints.values()) {
    const isCopied = including.includes(constraint.type === 'check' ? 'constraints' : 'indexes') && constraint.type !== 'foreignKey' && constraint.type !== 'notNull';
    if (isCopied && constraint.known && constraint.definition) table = withCopiedConstraint(schema, table, constraint, constraint.definition);
  }
  if (including.includes('indexes')) for (const index of source.indexes.values()) if (index.constraint === undefined) table = withCopiedIndex(schema, table, index);
  return table;
}

function withCopiedConstraint(schema: Schema, table: Table, constraint: Constraint, { name: _name, usingIndex: _index, ...rest }: ConstraintDefinition): Table {
  const definition = { ...rest, columns: constraint.columns };
  const name = constraint.type === 'check' ? constraint.name : chosenConstraintName(schema, table, definition);
  if (table.constraints.has(name)) return table;
  return withConstraint(schema, table, { ...constraint, createdIn: schema.migration, name, definition }, definition);
}

function withCopiedIndex(schema: Schema, table: Table, index: Index): Table {
  const name = chosenIndexName(schema, table, index);
  const copy = { ...index, createdIn: schema.migration, name, autoNamed: true };
  putIndex(schema, table, { ...copy, text: createIndexSql(table, copy).slice(0, -1) });
  return schema.tableByKey(keyOf(table)) ?? table;
}
