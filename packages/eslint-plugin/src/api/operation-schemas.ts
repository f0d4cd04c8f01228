import type { Modules } from '../modules/modules.ts';
import type { Module } from '../modules/module.ts';
import { isClass, unwrap } from '../modules/nodes.ts';
import type { Route } from '../routes/route.ts';
import type { JsonSchema } from './json-schema-of.ts';
import { isEmptySchema, jsonSchemaOf } from './json-schema-of.ts';
import { readReference } from './read-reference.ts';
import { readSchema } from './read-schema.ts';
import { SchemaSource } from './schema-source.ts';
import type { WholeUse } from './schema-uses.ts';
import { usesOfRoute } from './schema-uses.ts';
import type { Declared, Schema } from './shape.ts';
import { schemaOf } from './shape.ts';
import { namedType, readDeclaredType, readType } from './type-schema.ts';

/** The schemas of an operation by what of the request or the answer they are: `body`, `query`, `200`. */
export interface OperationSchemas {
  readonly request: Readonly<Record<string, JsonSchema>>;
  readonly response: Readonly<Record<string, JsonSchema>>;
}

/**
 * What an operation takes and answers, as far as the code says it.
 *
 * @param refer gives the reference to what is declared by a name
 */
export function operationSchemas(module: Module, route: Route, modules: Modules, refer: (declared: Declared) => string): OperationSchemas {
  const found = { request: new Map<string, JsonSchema>(), response: new Map<string, JsonSchema>() };
  const doubtful = new Set<string>();
  for (const { module: place, uses } of usesOfRoute(module, route, modules)) {
    for (const use of uses.whole) {
      const read = readWhole(use, new SchemaSource(place, modules));
      const schema = read && jsonSchemaOf(read, refer);
      if (!schema || isEmptySchema(schema)) continue;
      const label = plainLabel(use.label, use.direction);
      const known = found[use.direction].get(label);
      // Of two that are not the same nobody can tell when which is meant.
      if (known && JSON.stringify(known) !== JSON.stringify(schema)) doubtful.add(`${use.direction} ${label}`);
      found[use.direction].set(label, schema);
    }
  }
  const sorted = (direction: 'request' | 'response'): Readonly<Record<string, JsonSchema>> =>
    Object.fromEntries([...found[direction]].filter(([label]) => !doubtful.has(`${direction} ${label}`)).sort(([left], [right]) => (left < right ? -1 : 1)));
  return { request: sorted('request'), response: sorted('response') };
}

/** What is declared by a name, read from its own module; undefined when it is no schema. */
export function readDeclared({ file, name }: Declared, modules: Modules): Schema | undefined {
  const module = modules.at(file);
  if (!module) return undefined;
  const source = new SchemaSource(module, modules);
  const value = module.values.get(name);
  const schema = value && readSchema(value, source);
  if (schema) return schema;
  const type = module.types.get(name);
  const shape = type && readDeclaredType(type, source);
  return shape && schemaOf(shape);
}

function readWhole({ node, kind }: WholeUse, source: SchemaSource): Schema | undefined {
  if (kind === 'type') return readType(node, source);
  const value = unwrap(node);
  if (value.type !== 'Identifier') return readSchema(value, source);
  // A class may stand for what its instances look like: @ApiResponse({ type: User }).
  const declared = source.declaration(value.name, 'value')?.node;
  return declared && isClass(declared) ? schemaOf(namedType(value.name, source)) : readReference(value.name, source);
}

/** `body` of `/request/body/content/application/json/schema`, with the media type where it is another one. */
function plainLabel(label: string, direction: string): string {
  const parts = label.replace('content/application/json', '').split('/').filter((part) => part !== '' && part !== 'schema' && part !== 'content');
  const rest = parts.filter((part, index) => index > 0 || !part.startsWith(direction));
  return rest.length === 0 ? 'body' : rest.join('/');
}
