import type { ConfigValue } from '../config-files/config-value.ts';
import { entriesAt, itemsAt, textAt, valueAt } from '../config-files/config-value.ts';
import type { Limits } from './limits.ts';
import { LIMIT_KEYS, NO_LIMITS, withLimit } from './limits.ts';
import type { Property, Schema } from './shape.ts';
import { plain, schemaOf, unionOf, UNKNOWN } from './shape.ts';

/** What JSON Schema has no words for and a snapshot says of a schema in code, see `json-schema-of.ts`. */
export const NOTES = { answered: 'x-answered', hidden: 'x-hidden', mixed: 'x-mixed', unchecked: 'x-unchecked' } as const;

/** References within references are followed so far. */
const MAX_DEPTH = 12;

/** What a reference of an OpenAPI document leads to; everything else as it is. */
export function dereferenced(value: ConfigValue | undefined, document: ConfigValue, hops = 5): ConfigValue | undefined {
  const reference = textAt(value, '$ref');
  if (reference === undefined || hops === 0) return value;
  if (!reference.startsWith('#/')) return undefined;
  const keys = reference.slice(2).split('/').map((key) => decodeURIComponent(key.replaceAll('~1', '/').replaceAll('~0', '~')));
  return dereferenced(valueAt(document, ...keys), document, hops - 1);
}

/** Reads a schema of an OpenAPI document, with what it refers to; what it does not know is unknown. */
export function readOpenApiSchema(given: ConfigValue | undefined, document: ConfigValue, depth = 0): Schema {
  const value = dereferenced(given, document);
  if (!value || depth > MAX_DEPTH) return schemaOf(UNKNOWN);
  const byDefault = valueAt(value, 'default');
  const about = {
    isOptional: false,
    isNullable: isTrue(value, 'nullable'),
    hasDefault: byDefault !== undefined,
    ...(byDefault?.kind === 'scalar' && { defaultText: JSON.stringify(byDefault.value) }),
    isDeprecated: isTrue(value, 'deprecated') || isTrue(given, 'deprecated'),
    limits: limitsIn(value),
    hidden: hiddenIn(value),
    ...(isTrue(value, NOTES.answered) && { isAnswered: true }),
    ...(isTrue(value, NOTES.unchecked) && { isUnchecked: true }),
  };
  const choices = [...itemsAt(value, 'anyOf'), ...itemsAt(value, 'oneOf')];
  if (choices.length > 0) {
    const union = unionOf(choices.map((choice) => readOpenApiSchema(choice, document, depth + 1)));
    return { ...about, shape: union.shape, isNullable: about.isNullable || union.isNullable };
  }
  const parts = itemsAt(value, 'allOf');
  if (parts.length > 0) return { ...about, shape: mergedShape([...parts, value], document, depth) };
  const allowed = itemsAt(value, 'enum');
  if (allowed.length > 0) {
    const texts = allowed.map((item) => (item.kind === 'scalar' ? JSON.stringify(item.value) : '?'));
    return { ...about, isNullable: about.isNullable || texts.includes('null'), shape: plain(...texts.filter((text) => text !== 'null')) };
  }
  const type = valueAt(value, 'type');
  const types = type?.kind === 'list' ? type.items.map((item) => textAt(item)) : [textAt(type)];
  const rest = types.filter((name) => name !== 'null');
  const withNull = { ...about, isNullable: about.isNullable || types.includes('null') };
  if (rest.length === 1 && (rest[0] === 'object' || (rest[0] === undefined && valueAt(value, 'properties')))) return { ...withNull, shape: objectShape(value, document, depth) };
  if (rest.length === 1 && rest[0] === 'array') return { ...withNull, shape: { kind: 'array', items: readOpenApiSchema(valueAt(value, 'items'), document, depth + 1).shape } };
  if (rest.length === 0 || rest.some((name) => name === undefined || name === 'object' || name === 'array')) return { ...withNull, shape: UNKNOWN };
  return { ...withNull, shape: plain(...rest.map((name) => (name === 'integer' ? 'number' : (name ?? '')))) };
}

function objectShape(value: ConfigValue, document: ConfigValue, depth: number): Schema['shape'] {
  const required = new Set(itemsAt(value, 'required').map((item) => textAt(item)));
  const properties = new Map<string, Property>();
  for (const [name, entry] of entriesAt(value, 'properties')) {
    const [start, end] = entry.keyRange;
    properties.set(name, { ...readOpenApiSchema(entry.value, document, depth + 1), isOptional: !required.has(name), node: { start, end } });
  }
  const additional = valueAt(value, 'additionalProperties');
  return { kind: 'object', properties, isStrict: additional?.kind === 'scalar' && additional.value === false, mixed: itemsAt(value, NOTES.mixed).map((item) => textAt(item) ?? '') };
}

function hiddenIn(value: ConfigValue): Schema['hidden'] {
  const hidden = textAt(value, NOTES.hidden);
  return hidden === 'output' || hidden === 'all' ? hidden : 'nothing';
}

/** All parts of `allOf` together, when all of them are objects that can be read. */
function mergedShape(parts: readonly ConfigValue[], document: ConfigValue, depth: number): Schema['shape'] {
  const properties = new Map<string, Property>();
  for (const part of parts) {
    const { shape } = valueAt(part, 'allOf') ? { shape: objectShape(part, document, depth) } : readOpenApiSchema(part, document, depth + 1);
    if (shape.kind !== 'object') return UNKNOWN;
    for (const [name, property] of shape.properties) properties.set(name, property);
  }
  return { kind: 'object', properties, isStrict: false, mixed: [] };
}

/** Formats by which a value is refused that has another. Others tell what a value is for, or how long a number is. */
const CHECKED_FORMATS = /^(?:date|date-time|time|email|uuid|ipv4|ipv6|hostname|uri|url)$/u;

function limitsIn(value: ConfigValue): Limits {
  let limits = NO_LIMITS;
  for (const [key, limit] of LIMIT_KEYS) {
    const found = valueAt(value, key);
    if (found?.kind !== 'scalar' || found.value === null || typeof found.value === 'boolean') continue;
    if (limit !== 'format' || CHECKED_FORMATS.test(String(found.value))) limits = withLimit(limits, limit, found.value);
  }
  return textAt(value, 'type') === 'integer' ? withLimit(limits, 'integer', 1) : limits;
}

/** Whether a value has a key that is true. */
export function isTrue(value: ConfigValue | undefined, key: string): boolean {
  const found = valueAt(value, key);
  return found?.kind === 'scalar' && found.value === true;
}
