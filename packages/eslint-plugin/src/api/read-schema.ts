import type { Node } from 'oxc-parser';
import { unwrap } from '../modules/nodes.ts';
import { isJsonSchema, readJsonSchema } from './json-schema.ts';
import type { SchemaSource } from './schema-source.ts';
import type { Schema } from './shape.ts';
import { schemaOf } from './shape.ts';
import { readDeclaredType } from './type-schema.ts';
import { isTypeBox, readTypeBox } from './typebox-schema.ts';
import { isZod, readZod } from './zod-schema.ts';

/** Reads a schema that is written right there, in Zod, TypeBox or JSON Schema; undefined when it is none. */
export function readSchema(node: Node, source: SchemaSource): Schema | undefined {
  const value = unwrap(node);
  if (isTypeBox(value, source)) return readTypeBox(value, source);
  if (isZod(value, source)) return readZod(value, source);
  return isJsonSchema(value) ? readJsonSchema(value, source) : undefined;
}

/** The schemas and types that a module declares at its top, by name. */
export function declaredSchemas(source: SchemaSource): ReadonlyMap<string, Schema> {
  const schemas = new Map<string, Schema>();
  for (const [name, node] of source.module.types) {
    const shape = readDeclaredType(node, source);
    if (shape) schemas.set(name, schemaOf(shape));
  }
  for (const [name, node] of source.module.values) {
    const schema = readSchema(node, source);
    if (schema) schemas.set(name, schema);
  }
  return schemas;
}
