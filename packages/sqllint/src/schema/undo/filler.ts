import type { Column, Table } from '../model.ts';
import type { Schema } from '../schema.ts';
import { writtenDialect } from '../sql-dialect.ts';
import { literal } from '../write-sql.ts';

/** Values of the common types that say as little as a value can. */
const fillers: Readonly<Record<string, string>> = {
  int2: '0',
  int4: '0',
  int8: '0',
  float4: '0',
  float8: '0',
  numeric: '0',
  money: '0',
  text: "''",
  varchar: "''",
  bpchar: "''",
  citext: "''",
  bool: 'false',
  json: "'{}'",
  jsonb: "'{}'",
  bytea: "''",
  date: "'epoch'",
  timestamp: "'epoch'",
  timestamptz: "'epoch'",
  time: "'00:00'",
  interval: "'0'",
  uuid: "'00000000-0000-0000-0000-000000000000'",
  hstore: "''",
  tsvector: "''",
};

/**
 * A value for the rows of a column that comes back empty and allows no NULL, as SQL. Undefined where
 * the type has none, or where a constraint would refuse one value for all rows.
 */
export function fillerOf(schema: Schema, table: Table, column: Column): string | undefined {
  const { type } = column;
  if (!type || isConstrained(table, column.name)) return undefined;
  if (writtenDialect() === 'sqlite') return /int|real|floa|doub|num|dec|bool/iu.test(type.name) ? '0' : "''";
  if (type.dimensions > 0) return "'{}'";
  const [label] = schema.object('type', nameOfType(type.name))?.labels ?? [];
  return label === undefined ? fillers[type.name] : literal(label);
}

function nameOfType(name: string): { readonly schema?: string; readonly name: string } {
  const dot = name.indexOf('.');
  return dot < 0 ? { name } : { schema: name.slice(0, dot), name: name.slice(dot + 1) };
}

function isConstrained(table: Table, column: string): boolean {
  const constraints = [...table.constraints.values()].filter(({ type }) => type !== 'notNull');
  const unique = [...table.indexes.values()].filter((index) => index.unique);
  return (
    constraints.some(({ columns }) => columns.includes(column)) ||
    unique.some(({ keys }) => keys.some((key) => key.column === column || key.expression?.columns.includes(column)))
  );
}
