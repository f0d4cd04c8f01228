/** Changes of whole schemas, and moves from one to another. */
import type { DropObject, MoveToSchema, RenameObject } from '../changes.ts';
import { moveTable } from './apply-table.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { keyOf } from './model.ts';
import { moveObject } from './move-object.ts';
import { namedOf, objectKey, objectText, unknownObject } from './object-key.ts';
import type { ObjectName } from './object-key.ts';
import type { Schema } from './schema.ts';

const none: readonly ApplyProblem[] = [];

/** `DROP SCHEMA … CASCADE` takes everything in it. */
export function dropSchema(schema: Schema, change: DropObject): readonly ApplyProblem[] {
  const key = objectKey(schema, change);
  const { name } = change.name;
  if (change.cascade) {
    for (const table of [...schema.tables()]) {
      if (table.schema !== name) continue;
      for (const index of table.indexes.keys()) schema.delete(`relation ${name}.${index}`);
      schema.delete(`relation ${keyOf(table)}`);
    }
    for (const object of [...schema.objects()]) if (object.schema === name) schema.delete(objectKey(schema, namedOf(object)));
  }
  if (!schema.get(key)) {
    if (schema.wasDropped(key)) return change.ifExists ? none : [{ kind: 'missing', object: objectText(change) }];
    schema.assume(key, unknownObject(schema, change));
    if (change.ifExists) schema.doubt(key);
  }
  schema.delete(key);
  return none;
}

export function renameSchema(schema: Schema, change: RenameObject): readonly ApplyProblem[] {
  const from = change.name.name;
  for (const table of [...schema.tables()]) {
    if (table.schema === from) moveTable(schema, table, { schema: change.to, name: table.name });
  }
  for (const object of [...schema.objects()]) {
    if (object.schema !== from) continue;
    moveObject(schema, objectKey(schema, namedOf(object)), object, { schema: change.to, name: object.name });
  }
  const key = objectKey(schema, change);
  const existing = schema.get(key);
  const renamed = existing?.kind === 'object' ? existing : unknownObject(schema, change);
  if (!existing) schema.assume(key, renamed);
  schema.delete(key);
  schema.set(`global schema ${change.to}`, { ...renamed, name: change.to });
  return none;
}

export function moveToSchema(schema: Schema, change: MoveToSchema): readonly ApplyProblem[] {
  if (change.objectType === 'index') return none;
  if (change.objectType === 'table') {
    const target = findTable(schema, change.name);
    if (!('table' in target)) return target.problems;
    moveTable(schema, target.table, { schema: change.schema, name: target.table.name });
    return none;
  }
  const named: ObjectName = { objectType: change.objectType, name: change.name };
  const key = objectKey(schema, named);
  const existing = schema.get(key);
  if (existing?.kind === 'object') moveObject(schema, key, existing, { schema: change.schema, name: existing.name });
  else if (existing?.kind === 'table') moveTable(schema, existing, { schema: change.schema, name: existing.name });
  else schema.doubt(key);
  return none;
}
