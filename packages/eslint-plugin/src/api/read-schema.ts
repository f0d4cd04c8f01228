import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import { unwrap } from '../modules/nodes.ts';
import { isJsonSchema, readJsonSchema } from './json-schema.ts';
import type { Schema } from './shape.ts';
import { schemaOf } from './shape.ts';
import { readDeclaredType } from './type-schema.ts';
import { isTypeBox, readTypeBox } from './typebox-schema.ts';
import { isZod, readZod } from './zod-schema.ts';

/** Reads a schema that is written right there, in Zod, TypeBox or JSON Schema; undefined when it is none. */
export function readSchema(node: Node, module: Module): Schema | undefined {
  const value = unwrap(node);
  if (isTypeBox(value, module)) return readTypeBox(value, module);
  if (isZod(value, module)) return readZod(value, module);
  return isJsonSchema(value) ? readJsonSchema(value, module) : undefined;
}

/** The schemas and types that a module declares at its top, by name. */
export function declaredSchemas(module: Module): ReadonlyMap<string, Schema> {
  const schemas = new Map<string, Schema>();
  for (const [name, node] of module.types) {
    const shape = readDeclaredType(node, module);
    if (shape) schemas.set(name, schemaOf(shape));
  }
  for (const [name, node] of module.values) {
    const schema = readSchema(node, module);
    if (schema) schemas.set(name, schema);
  }
  return schemas;
}
