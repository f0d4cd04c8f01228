import type { Node } from 'oxc-parser';
import { literalText, memberName, unwrap, valueOf } from '../modules/nodes.ts';
import { isDeprecated } from './deprecation.ts';
import { limitsIn } from './json-schema.ts';
import { withLimit } from './limits.ts';
import { merged, selected, withEach } from './object-shapes.ts';
import { readReference } from './read-reference.ts';
import type { SchemaSource } from './schema-source.ts';
import type { Property, Schema } from './shape.ts';
import { HIDDEN, plain, schemaOf, unionOf, UNKNOWN } from './shape.ts';
import { enumValues } from './zod-schema.ts';

/** Whether an expression is a call of TypeBox's builder, or of the one that Elysia hands on. */
export function isTypeBox(node: Node, { module }: SchemaSource): boolean {
  const call = unwrap(node);
  if (call.type !== 'CallExpression') return false;
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const source = module.imports.get(callee.object.name)?.source ?? '';
  return /typebox|^elysia$/u.test(source);
}

const PLAIN: Readonly<Record<string, string>> = { String: 'string', Number: 'number', Integer: 'number', Numeric: 'number', Boolean: 'boolean', Null: 'null', Undefined: 'undefined' };

/** Reads a schema of TypeBox; what it does not know is unknown and compared with nothing. */
export function readTypeBox(node: Node, source: SchemaSource): Schema {
  const call = unwrap(node);
  if (call.type === 'Identifier') return readReference(call.name, source);
  if (call.type !== 'CallExpression' || !isTypeBox(call, source)) return HIDDEN;
  const name = memberName(unwrap(call.callee)) ?? '';
  const [first, second] = call.arguments;
  const options = call.arguments.at(-1);
  const inner = (): Schema => (first ? readTypeBox(first, source) : HIDDEN);
  const byDefault = valueOf(options, 'default');
  const about = { hasDefault: byDefault !== undefined, ...(byDefault && { defaultText: source.textOf(byDefault) }), limits: limitsIn(options) };
  const known = PLAIN[name];
  if (known !== undefined) return { ...schemaOf(plain(known)), ...about, ...(name === 'Integer' && { limits: withLimit(about.limits, 'integer', 1) }) };
  const shaped = (shape: Schema['shape']): Schema => (shape === UNKNOWN ? HIDDEN : schemaOf(shape));
  switch (name) {
    case 'Optional':
    case 'Required':
    case 'Partial': {
      const schema = inner();
      if (name === 'Optional') return { ...schema, isOptional: true, ...(about.hasDefault && { hasDefault: true }) };
      return shaped(withEach(schema.shape, { isOptional: name === 'Partial' }));
    }
    case 'Nullable':
    case 'MaybeNull':
      return { ...inner(), isNullable: true };
    case 'Readonly':
      return inner();
    case 'Array':
      return { ...schemaOf({ kind: 'array', items: inner().shape }), ...about };
    case 'Literal':
      return schemaOf(first?.type === 'Literal' ? plain(JSON.stringify(first.value)) : UNKNOWN);
    case 'Enum': {
      const declared = first?.type === 'Identifier' ? source.declaration(first.name, 'value')?.node : undefined;
      return { ...schemaOf(declared?.type === 'TSEnumDeclaration' ? enumValues(declared) : UNKNOWN), ...about };
    }
    case 'Union':
      return first?.type === 'ArrayExpression' ? { ...unionOf(first.elements.map((element) => (element ? readTypeBox(element, source) : HIDDEN))), ...(about.hasDefault && { hasDefault: true }) } : HIDDEN;
    case 'Composite':
    case 'Intersect':
      return first?.type === 'ArrayExpression' ? shaped(merged(...first.elements.map((element) => (element ? readTypeBox(element, source).shape : UNKNOWN)))) : HIDDEN;
    case 'Pick':
    case 'Omit': {
      const names = second?.type === 'ArrayExpression' ? second.elements.map((element) => literalText(element)) : [undefined];
      return shaped(selected(inner().shape, names.every((text) => text !== undefined) ? names : undefined, name === 'Pick' ? 'pick' : 'omit'));
    }
    case 'Object': {
      if (first?.type !== 'ObjectExpression') return HIDDEN;
      const properties = new Map<string, Property>();
      const mixed: string[] = [];
      for (const member of first.properties) {
        const key = member.type === 'Property' ? source.key(member) : undefined;
        if (member.type !== 'Property' || key === undefined) mixed.push(source.textOf(member));
        else properties.set(key, { ...readTypeBox(member.value, source), isDeprecated: isDeprecated(source.text, member), node: source.placeOf(member.key) });
      }
      const additional = valueOf(second, 'additionalProperties');
      return schemaOf({ kind: 'object', properties, isStrict: additional?.type === 'Literal' && additional.value === false && !source.dropsUnknown, mixed });
    }
    default:
      // Unsafe, Transform, Ref and helpers of others.
      return name === 'Any' || name === 'Unknown' || name === 'Record' || name === 'Date' ? schemaOf(UNKNOWN) : HIDDEN;
  }
}
