import type { Limits } from './limits.ts';
import { NOTES } from './openapi-schema.ts';
import type { Declared, Property, Schema, Shape } from './shape.ts';

/** JSON Schema with what OpenAPI has besides, as far as a snapshot needs it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Writes a schema of code as JSON Schema, in an order that depends on nothing but what it says, so that it can be read
 * again by `readOpenApiSchema`. What nothing is known of is an empty schema.
 *
 * @param refer gives the reference to what is declared by a name
 */
export function jsonSchemaOf(schema: Schema, refer: (declared: Declared) => string): JsonSchema {
  return {
    ...shapeOf(schema.shape, schema.limits, refer),
    ...(schema.isNullable && { nullable: true }),
    ...(schema.hasDefault && { default: schema.defaultText ?? '…' }),
    ...(schema.isDeprecated && { deprecated: true }),
    ...(schema.hidden !== 'nothing' && { [NOTES.hidden]: schema.hidden }),
    ...(schema.isAnswered === true && schema.isOptional && { [NOTES.answered]: true }),
    ...(schema.isUnchecked === true && { [NOTES.unchecked]: true }),
  };
}

/** Whether nothing is said by it, so that it need not be written down. */
export function isEmptySchema(schema: JsonSchema): boolean {
  return Object.keys(schema).every((key) => key === NOTES.hidden);
}

function shapeOf(shape: Shape, limits: Limits, refer: (declared: Declared) => string): JsonSchema {
  switch (shape.kind) {
    case 'named':
      if (shape.declared) return { $ref: refer(shape.declared) };
      return shape.meaning ? shapeOf(shape.meaning, limits, refer) : {};
    case 'array': {
      const items = shapeOf(shape.items, new Map(), refer);
      return { type: 'array', ...(Object.keys(items).length > 0 && { items }), ...limitsOf(limits, 'Items') };
    }
    case 'object':
      return objectOf(shape, refer);
    case 'plain':
      return plainOf(shape.values, limits);
    case 'unknown':
      return {};
  }
}

function objectOf({ properties, isStrict, mixed }: Shape & { readonly kind: 'object' }, refer: (declared: Declared) => string): JsonSchema {
  const sorted: readonly (readonly [string, Property])[] = [...properties].sort(([left], [right]) => (left < right ? -1 : 1));
  const required = sorted.filter(([, { isOptional }]) => !isOptional).map(([name]) => name);
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    ...(sorted.length > 0 && { properties: Object.fromEntries(sorted.map(([name, property]) => [name, jsonSchemaOf(property, refer)])) }),
    ...(isStrict && { additionalProperties: false }),
    ...(mixed.length > 0 && { [NOTES.mixed]: mixed }),
  };
}

function plainOf(values: ReadonlySet<string>, limits: Limits): JsonSchema {
  const sorted = [...values].sort();
  if (sorted.every((value) => /^["\d-]|^(?:true|false)$/u.test(value))) return { enum: sorted.map((value): unknown => JSON.parse(value)) };
  if (!sorted.every((value) => /^(?:string|number|boolean)$/u.test(value))) return {};
  const [only, ...others] = sorted;
  const isWhole = only === 'number' && limits.has('integer');
  return { type: others.length > 0 ? sorted : isWhole ? 'integer' : only, ...limitsOf(limits, only === 'string' ? 'Length' : undefined) };
}

/** @param suffix of `minLength` and `minItems`; undefined for numbers */
function limitsOf(limits: Limits, suffix: 'Length' | 'Items' | undefined): JsonSchema {
  const bounds = (['minimum', 'maximum'] as const).map((limit): [string, unknown] => [suffix === undefined ? limit : `${limit.slice(0, 3)}${suffix}`, limits.get(limit)]);
  const forms = (['pattern', 'format'] as const).map((limit): [string, unknown] => [limit, limits.get(limit)]);
  return Object.fromEntries([...bounds, ...forms].filter(([, value]) => value !== undefined));
}
