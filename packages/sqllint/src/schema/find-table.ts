import type { QualifiedName } from '../changes.ts';
import type { ApplyProblem } from './apply.ts';
import { displayName } from './model.ts';
import type { Table } from './model.ts';
import type { Schema } from './schema.ts';

/** A table that the history did not create; what is in it becomes known as statements tell. */
export function unknownTable(schema: Schema, name: QualifiedName): Table {
  return {
    kind: 'table',
    createdIn: -1,
    schema: name.schema ?? schema.defaultSchema,
    name: name.name,
    partial: true,
    temporary: false,
    columns: new Map(),
    constraints: new Map(),
    indexes: new Map(),
    parts: new Map(),
    aspects: new Map(),
    inherits: [],
    filled: true,
    seeded: false,
  };
}

/** What a statement found where it names a table. */
export type FoundTable = { readonly table: Table } | { readonly problems: readonly ApplyProblem[] };

/**
 * The table that an `ALTER` names. A table that the history never mentioned is assumed to exist;
 * one that it dropped is a problem unless the statement says `IF EXISTS`.
 */
export function findTable(schema: Schema, name: QualifiedName, ifExists = false): FoundTable {
  const key = schema.resolve('relation', name);
  const found = schema.get(key);
  if (found?.kind === 'table') return { table: found };
  // A view, a sequence or an index under `ALTER TABLE`: allowed by the server, not followed here.
  if (found) return { problems: [] };
  if (schema.wasDropped(key)) {
    return { problems: ifExists ? [] : [{ kind: 'missing', object: `table ${displayName(name)}` }] };
  }
  const assumed = unknownTable(schema, name);
  schema.assume(key, assumed);
  return { table: assumed };
}
