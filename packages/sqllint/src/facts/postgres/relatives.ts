import type { DataType } from '../../changes.ts';
import { displayName, keyOf } from '../../schema/model.ts';
import type { DatabaseObject, Table } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';

/** Tables with a foreign key to this one; with `columns`, to one of these columns of it. */
export function tablesReferencing(schema: Schema, key: string, columns?: readonly string[]): Table[] {
  return schema.tablesPointingTo(key).filter((table) =>
    [...table.constraints.values()].some(({ references }) => {
      if (references?.table !== key) return false;
      // Where the history does not tell the columns, the key is meant.
      return !columns || references.columns.length === 0 || references.columns.some((column) => columns.includes(column));
    }),
  );
}

/** The same with the partitions of these tables, which have the foreign keys of their parents. */
export function treesReferencing(schema: Schema, key: string, columns?: readonly string[]): Table[] {
  const trees = tablesReferencing(schema, key, columns).flatMap((table) => [table, ...partitionsOf(schema, keyOf(table))]);
  return [...new Set(trees)];
}

/** Every table that `TRUNCATE … CASCADE` empties along with this one. */
export function descendantsOf(schema: Schema, key: string, found = new Set<string>([key])): string[] {
  for (const table of treesReferencing(schema, key)) {
    const child = keyOf(table);
    if (found.has(child)) continue;
    found.add(child);
    descendantsOf(schema, child, found);
  }
  return [...found].filter((other) => other !== key);
}

/** Partitions and inheriting tables, theirs included. */
export function childrenOf(schema: Schema, key: string): Table[] {
  const children = schema.tablesPointingTo(key).filter((table) => table.partitionOf?.table === key || table.inherits.includes(key));
  return children.flatMap((child) => [child, ...childrenOf(schema, keyOf(child))]);
}

/** Partitions, theirs included. */
export function partitionsOf(schema: Schema, key: string): Table[] {
  const partitions = schema.tablesPointingTo(key).filter((table) => table.partitionOf?.table === key);
  return partitions.flatMap((partition) => [partition, ...partitionsOf(schema, keyOf(partition))]);
}

/** The `DEFAULT` partition, which takes the rows that no other takes. */
export function defaultPartitionOf(schema: Schema, key: string): Table | undefined {
  return childrenOf(schema, key).find(
    ({ partitionOf }) => partitionOf?.table === key && partitionOf.bound.includes('is_default=true'),
  );
}

/** Tables with a column of a type that the history created, or of an array of it. */
export function tablesUsingType(schema: Schema, type: string): Table[] {
  return [...schema.tables()].filter((table) => [...table.columns.values()].some((column) => column.type?.name === type));
}

/** The domain behind a column's type, if it is one that the history created. */
export function domainOf(schema: Schema, type: DataType): DatabaseObject | undefined {
  for (const object of schema.objects()) {
    if (object.objectType === 'domain' && displayName(object) === type.name) return object;
  }
  return undefined;
}
