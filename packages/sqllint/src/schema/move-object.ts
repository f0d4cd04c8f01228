import { displayName, keyOf } from './model.ts';
import type { Column, DatabaseObject } from './model.ts';
import { namedOf, namespaces, objectKey } from './object-key.ts';
import type { Schema } from './schema.ts';

/** Gives an object another name or schema; columns of a type follow it. */
export function moveObject(schema: Schema, key: string, object: DatabaseObject, to: { schema: string; name: string }): void {
  const moved = { ...object, ...to };
  schema.delete(key);
  schema.set(objectKey(schema, namedOf(moved)), moved);
  if (namespaces[object.objectType] === 'type') renameInColumns(schema, displayName(object), displayName(moved));
}

/** Columns know their type by its name; the server knows it better. */
function renameInColumns(schema: Schema, from: string, to: string): void {
  for (const table of [...schema.tables()]) {
    if (![...table.columns.values()].some((column) => column.type?.name === from)) continue;
    const columns = new Map<string, Column>();
    for (const [name, column] of table.columns) {
      const type = column.type?.name === from ? { ...column.type, name: to, text: column.type.text.replace(from, to) } : column.type;
      columns.set(name, type ? { ...column, type } : column);
    }
    schema.set(`relation ${keyOf(table)}`, { ...table, columns });
  }
}
