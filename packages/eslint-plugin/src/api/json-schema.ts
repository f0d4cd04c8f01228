import type { Node, ObjectExpression } from 'oxc-parser';
import { literalText, propertyOf, unwrap, valueOf } from '../modules/nodes.ts';
import { isDeprecated } from './deprecation.ts';
import type { Limits } from './limits.ts';
import { LIMIT_KEYS, withLimit } from './limits.ts';
import { readReference } from './read-reference.ts';
import type { SchemaSource } from './schema-source.ts';
import type { Property, Schema } from './shape.ts';
import { HIDDEN, plain, unionOf, UNKNOWN } from './shape.ts';

/** Whether an expression is a JSON schema of an object or an array, written as a literal. */
export function isJsonSchema(node: Node): boolean {
  const object = unwrap(node);
  if (object.type !== 'ObjectExpression') return false;
  const type = literalText(valueOf(object, 'type'));
  return (type === 'object' && propertyOf(object, 'properties') !== undefined) || (type === 'array' && propertyOf(object, 'items') !== undefined);
}

/** Reads a JSON schema that is written as a literal; what it does not know is unknown and compared with nothing. */
export function readJsonSchema(node: Node, source: SchemaSource): Schema {
  const object = unwrap(node);
  if (object.type === 'Identifier') return readReference(object.name, source);
  if (object.type !== 'ObjectExpression') return HIDDEN;
  if (object.properties.some(({ type }) => type === 'SpreadElement')) return HIDDEN;
  const isNullable = isTrue(valueOf(object, 'nullable'));
  const byDefault = valueOf(object, 'default');
  const about = { isOptional: false, isNullable, hasDefault: propertyOf(object, 'default') !== undefined, ...(byDefault && { defaultText: source.textOf(byDefault) }), isDeprecated: isTrue(valueOf(object, 'deprecated')), limits: limitsIn(object), hidden: 'nothing' as const };
  const reference = literalText(valueOf(object, '$ref'));
  if (reference !== undefined) return { ...about, shape: { kind: 'named', name: reference } };
  const choices = valueOf(object, 'anyOf', 'oneOf');
  if (choices?.type === 'ArrayExpression') {
    const union = unionOf(choices.elements.map((element) => (element ? readJsonSchema(element, source) : HIDDEN)));
    return { ...about, shape: union.shape, isNullable: isNullable || union.isNullable };
  }
  const allowed = valueOf(object, 'enum');
  if (allowed) return { ...about, shape: allowed.type === 'ArrayExpression' ? plain(...allowed.elements.map((element) => (element?.type === 'Literal' ? JSON.stringify(element.value) : '?'))) : UNKNOWN };
  const type = valueOf(object, 'type');
  const types = (type?.type === 'ArrayExpression' ? type.elements : [type]).map((element) => literalText(element));
  if (types.includes(undefined)) return { ...about, shape: UNKNOWN };
  const rest = types.filter((name) => name !== 'null');
  const withNull = { ...about, isNullable: isNullable || types.includes('null') };
  if (rest.length === 1 && rest[0] === 'object') return { ...withNull, shape: objectOf(object, source) };
  if (rest.length === 1 && rest[0] === 'array') {
    const items = valueOf(object, 'items');
    return { ...withNull, shape: { kind: 'array', items: items ? readJsonSchema(items, source).shape : UNKNOWN } };
  }
  return { ...withNull, shape: plain(...rest.map((name) => (name === 'integer' ? 'number' : (name ?? '')))) };
}

function objectOf(object: ObjectExpression, source: SchemaSource): Schema['shape'] {
  const declared = valueOf(object, 'properties');
  if (declared?.type !== 'ObjectExpression') return UNKNOWN;
  const required = valueOf(object, 'required');
  if (required && required.type !== 'ArrayExpression') return UNKNOWN;
  const names = new Set(required?.elements.map((element) => literalText(element)));
  const properties = new Map<string, Property>();
  const mixed: string[] = [];
  for (const member of declared.properties) {
    const name = member.type === 'Property' ? source.key(member) : undefined;
    if (member.type !== 'Property' || name === undefined) mixed.push(source.textOf(member));
    else {
      const read = readJsonSchema(member.value, source);
      properties.set(name, { ...read, isOptional: !names.has(name), isDeprecated: read.isDeprecated || isDeprecated(source.text, { start: member.start, end: member.start }), node: source.placeOf(member.key) });
    }
  }
  const additional = valueOf(object, 'additionalProperties');
  return { kind: 'object', properties, isStrict: additional?.type === 'Literal' && additional.value === false && !source.dropsUnknown, mixed };
}

/** What the options of a schema ask for: `{ minLength: 1, pattern: '^a' }`. */
export function limitsIn(options: Node | undefined): Limits {
  let limits: Limits = new Map();
  for (const [key, limit] of LIMIT_KEYS) {
    const value = valueOf(options, key);
    if (value) limits = withLimit(limits, limit, value.type === 'Literal' && (typeof value.value === 'number' || typeof value.value === 'string') ? value.value : undefined);
  }
  return literalText(valueOf(options, 'type')) === 'integer' ? withLimit(limits, 'integer', 1) : limits;
}

function isTrue(node: Node | undefined): boolean {
  return node?.type === 'Literal' && node.value === true;
}
