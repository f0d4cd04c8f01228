import { readSchema } from './read-schema.ts';
import type { SchemaSource } from './schema-source.ts';
import type { Schema } from './shape.ts';
import { HIDDEN } from './shape.ts';

/** A schema by the name of a constant: compared under that name, with what the constant says of being left out and null. */
export function readReference(name: string, source: SchemaSource): Schema {
  const found = source.declaration(name, 'value');
  const unknown: Schema = { ...HIDDEN, shape: { kind: 'named', name } };
  if (!found) return unknown;
  const schema = found.source.remember(found.node, () => readSchema(found.node, found.source));
  return schema ? { ...schema, shape: { kind: 'named', name, meaning: schema.shape, declared: found.declared } } : unknown;
}
