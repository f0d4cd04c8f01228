import type { Dialect } from '../dialects/dialect.ts';
import type { Script } from '../migrations/migration.ts';
import type { SchemaImage } from './schema/schema-image.ts';
import type { TableShape } from './table-shape.ts';
import { unquoted } from './trunk.ts';

/**
 * Those of some tables that the new release writes into. It does not write into a copy that an up
 * makes of a table for the sake of its down, nor into a partition that the up took out of its table.
 *
 * @param tables that were not there before as tables of their own
 * @param fromQueries as `tablesFromQueries` gives them
 */
export function writtenByNewCode(tables: readonly TableShape[], before: { readonly schema: SchemaImage; readonly shapes: ReadonlyMap<string, TableShape> }, fromQueries: ReadonlySet<string>): TableShape[] {
  const known = new Set([...before.schema.values()].flatMap(({ kind, name }) => (kind === 'table' ? [unquoted(name)] : [])));
  const originals = [...before.shapes.values()].filter(({ isView }) => !isView);
  return tables.filter((table) => {
    const isFromQuery = fromQueries.has(table.name.slice(table.name.lastIndexOf('.') + 1));
    return !known.has(table.name) && !originals.some((original) => isCopy(table, original, isFromQuery));
  });
}

/** The names, without schemas and in lower case, of the tables that a script makes with `CREATE TABLE … AS`. */
export function tablesFromQueries({ sql, source, start, end }: Script, dialect: Dialect): ReadonlySet<string> {
  const { statements } = dialect.parse(sql ?? source.text, start, end);
  return new Set(statements.flatMap(({ changes }) => changes.flatMap((change) => (change.kind === 'createTable' && change.fromQuery ? [change.table.name.toLowerCase()] : []))));
}

/** `CREATE TABLE … AS` keeps names of columns and no key; PostgreSQL keeps types besides, SQLite their likes, MariaDB also NOT NULL and defaults. */
function isCopy({ columns, uniques, foreignKeys, checks }: TableShape, original: TableShape, isFromQuery: boolean): boolean {
  if (columns.length === 0 || uniques.length + foreignKeys.length + checks.length > 0) return false;
  const isBare = isFromQuery || columns.every(({ nullable, hasDefault, isGenerated }) => nullable && !hasDefault && !isGenerated);
  return isBare && columns.every(({ name, type }) => original.columns.some((column) => column.name === name && (isFromQuery || column.type === type)));
}
