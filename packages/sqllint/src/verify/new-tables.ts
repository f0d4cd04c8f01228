import type { SchemaImage } from './schema/schema-image.ts';
import type { TableShape } from './table-shape.ts';
import { unquoted } from './trunk.ts';

/**
 * Those of some tables that the new release writes into. It does not write into a copy that an up
 * makes of a table for the sake of its down, nor into a partition that the up took out of its table.
 *
 * @param tables that were not there before as tables of their own
 */
export function writtenByNewCode(tables: readonly TableShape[], before: { readonly schema: SchemaImage; readonly shapes: ReadonlyMap<string, TableShape> }): TableShape[] {
  const known = new Set([...before.schema.values()].flatMap(({ kind, name }) => (kind === 'table' ? [unquoted(name)] : [])));
  return tables.filter((table) => !known.has(table.name) && ![...before.shapes.values()].some((original) => isCopy(table, original)));
}

/** `CREATE TABLE … AS` keeps names and types of columns, and nothing else of them. */
function isCopy(table: TableShape, original: TableShape): boolean {
  const { columns, uniques, foreignKeys, checks } = table;
  const isBare = columns.length > 0 && uniques.length + foreignKeys.length + checks.length === 0 && columns.every(({ nullable, hasDefault, isGenerated }) => nullable && !hasDefault && !isGenerated);
  return isBare && !original.isView && columns.every(({ name, type }) => original.columns.some((column) => column.name === name && column.type === type));
}
