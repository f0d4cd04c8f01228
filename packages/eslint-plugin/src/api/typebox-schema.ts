import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import { keyName, memberName, unwrap, valueOf } from '../modules/nodes.ts';
import { isDeprecated } from './deprecation.ts';
import type { Property, Schema } from './shape.ts';
import { plain, schemaOf, unionOf, UNKNOWN } from './shape.ts';

/** Whether an expression is a call of TypeBox's builder, or of the one that Elysia hands on. */
export function isTypeBox(node: Node, module: Module): boolean {
  const call = unwrap(node);
  if (call.type !== 'CallExpression') return false;
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const source = module.imports.get(callee.object.name)?.source ?? '';
  return /typebox|^elysia$/u.test(source);
}

const PLAIN: Readonly<Record<string, string>> = { String: 'string', Number: 'number', Integer: 'number', Numeric: 'number', Boolean: 'boolean', Null: 'null', Undefined: 'undefined' };

/** Reads a schema of TypeBox; what it does not know is unknown and compared with nothing. */
export function readTypeBox(node: Node, module: Module): Schema {
  const call = unwrap(node);
  if (call.type === 'Identifier') return schemaOf({ kind: 'named', name: call.name });
  if (call.type !== 'CallExpression') return schemaOf(UNKNOWN);
  const name = memberName(unwrap(call.callee)) ?? '';
  const [first, options] = call.arguments;
  const inner = (): Schema => (first ? readTypeBox(first, module) : schemaOf(UNKNOWN));
  const known = PLAIN[name];
  if (known !== undefined) return { ...schemaOf(plain(known)), hasDefault: valueOf(first, 'default') !== undefined };
  switch (name) {
    case 'Optional':
      return { ...inner(), isOptional: true };
    case 'Nullable':
    case 'MaybeNull':
      return { ...inner(), isNullable: true };
    case 'Readonly':
      return inner();
    case 'Array':
      return schemaOf({ kind: 'array', items: inner().shape });
    case 'Literal':
      return schemaOf(first?.type === 'Literal' ? plain(JSON.stringify(first.value)) : UNKNOWN);
    case 'Union':
      return first?.type === 'ArrayExpression' ? unionOf(first.elements.map((element) => (element ? readTypeBox(element, module) : schemaOf(UNKNOWN)))) : schemaOf(UNKNOWN);
    case 'Object': {
      if (first?.type !== 'ObjectExpression') return schemaOf(UNKNOWN);
      const properties = new Map<string, Property>();
      const mixed: string[] = [];
      for (const member of first.properties) {
        const key = member.type === 'Property' ? keyName(member) : undefined;
        if (member.type !== 'Property' || key === undefined) mixed.push(module.text.slice(member.start, member.end));
        else properties.set(key, { ...readTypeBox(member.value, module), isDeprecated: isDeprecated(module.text, member), node: member.key });
      }
      const additional = valueOf(options, 'additionalProperties');
      return schemaOf({ kind: 'object', properties, isStrict: additional?.type === 'Literal' && additional.value === false, mixed });
    }
    default:
      return schemaOf(UNKNOWN);
  }
}
