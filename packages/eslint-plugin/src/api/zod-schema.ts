import type { CallExpression, Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import { chainRoot, keyName, literalText, memberName, unwrap, valueOf } from '../modules/nodes.ts';
import { isDeprecated } from './deprecation.ts';
import type { Property, Schema } from './shape.ts';
import { plain, schemaOf, unionOf, UNKNOWN } from './shape.ts';

/** Whether an expression is a chain that starts from Zod. */
export function isZod(node: Node, module: Module): boolean {
  const root = chainRoot(node);
  if (unwrap(node).type !== 'CallExpression' || root.type !== 'Identifier') return false;
  const source = module.imports.get(root.name)?.source;
  return source === undefined ? root.name === 'z' : /^(?:zod|@hono\/zod-openapi|zod-openapi|@asteasolutions\/zod-to-openapi)(?:$|\/)/u.test(source);
}

const STRINGS = ['string', 'email', 'uuid', 'url', 'cuid', 'cuid2', 'ulid', 'nanoid', 'iso', 'datetime', 'date', 'templateLiteral', 'jwt', 'base64', 'ipv4', 'ipv6', 'e164', 'guid'];
const NUMBERS = ['number', 'int', 'float32', 'float64', 'int32'];

/** Reads a schema of Zod; what it does not know is unknown and compared with nothing. */
export function readZod(node: Node, module: Module): Schema {
  const call = unwrap(node);
  if (call.type === 'Identifier') return schemaOf({ kind: 'named', name: call.name });
  if (call.type !== 'CallExpression') return schemaOf(UNKNOWN);
  const callee = unwrap(call.callee);
  const name = memberName(callee);
  if (callee.type !== 'MemberExpression' || name === undefined) return schemaOf(UNKNOWN);
  const object = unwrap(callee.object);
  const isMaker = object.type === 'Identifier' && (object.name === 'z' || module.imports.has(object.name) && !/^[a-z]\w*Schema$/u.test(object.name) && isZod(call, module));
  const isCoerced = object.type === 'MemberExpression' && memberName(object) === 'coerce';
  if (isMaker || isCoerced) return made(call, name, module, isCoerced);
  return changed(readZod(object, module), call, name, module);
}

function made(call: CallExpression, name: string, module: Module, isCoerced: boolean): Schema {
  const [first] = call.arguments;
  if (isCoerced) return schemaOf(UNKNOWN);
  if (name === 'object' || name === 'strictObject' || name === 'looseObject') return schemaOf(objectOf(first, module, name === 'strictObject'));
  if (name === 'array') return schemaOf({ kind: 'array', items: first ? readZod(first, module).shape : UNKNOWN });
  if (name === 'enum') return schemaOf(enumOf(first));
  if (name === 'literal') return schemaOf(first?.type === 'Literal' ? plain(JSON.stringify(first.value)) : UNKNOWN);
  if (name === 'union') return first?.type === 'ArrayExpression' ? unionOf(first.elements.map((element) => (element ? readZod(element, module) : schemaOf(UNKNOWN)))) : schemaOf(UNKNOWN);
  if (name === 'optional' || name === 'nullable' || name === 'nullish') return changed(first ? readZod(first, module) : schemaOf(UNKNOWN), call, name, module);
  if (NUMBERS.includes(name)) return schemaOf(plain('number'));
  if (name === 'boolean' || name === 'stringbool') return schemaOf(plain('boolean'));
  if (name === 'null') return schemaOf(plain('null'));
  if (name === 'undefined') return schemaOf(plain('undefined'));
  return schemaOf(STRINGS.includes(name) ? plain('string') : UNKNOWN);
}

/** What a method makes of a schema. */
function changed(schema: Schema, call: CallExpression, name: string, module: Module): Schema {
  const [first] = call.arguments;
  switch (name) {
    case 'optional':
      return { ...schema, isOptional: true };
    case 'nullable':
      return { ...schema, isNullable: true };
    case 'nullish':
      return { ...schema, isOptional: true, isNullable: true };
    case 'default':
    case 'catch':
    case 'prefault':
      return { ...schema, hasDefault: true };
    case 'array':
      return schemaOf({ kind: 'array', items: schema.shape });
    case 'or':
      return first ? unionOf([schema, readZod(first, module)]) : schema;
    case 'strict':
      return schema.shape.kind === 'object' ? { ...schema, shape: { ...schema.shape, isStrict: true } } : schema;
    case 'extend':
    case 'safeExtend': {
      const added = objectOf(first, module, false);
      if (added.kind !== 'object') return schemaOf(UNKNOWN);
      if (schema.shape.kind === 'object') return { ...schema, shape: { ...schema.shape, properties: new Map([...schema.shape.properties, ...added.properties]), mixed: [...schema.shape.mixed, ...added.mixed] } };
      return schema.shape.kind === 'named' ? schemaOf({ ...added, mixed: [...added.mixed, schema.shape.name] }) : schemaOf(UNKNOWN);
    }
    case 'meta':
      return valueOf(first, 'deprecated') ? { ...schema, isDeprecated: true } : schema;
    case 'transform':
    case 'pipe':
    case 'and':
    case 'merge':
    case 'pick':
    case 'omit':
    case 'partial':
    case 'deepPartial':
    case 'required':
    case 'keyof':
    case 'unwrap':
    case 'element':
      return schemaOf(UNKNOWN);
    default:
      // Bounds, refinements, descriptions.
      return schema;
  }
}

function objectOf(node: Node | undefined, module: Module, isStrict: boolean): Schema['shape'] {
  const object = node && unwrap(node);
  if (object?.type !== 'ObjectExpression') return UNKNOWN;
  const properties = new Map<string, Property>();
  const mixed: string[] = [];
  for (const member of object.properties) {
    const name = member.type === 'Property' ? keyName(member) : undefined;
    if (member.type !== 'Property' || name === undefined) mixed.push(module.text.slice(member.start, member.end));
    else {
      const read = readZod(member.value, module);
      properties.set(name, { ...read, isDeprecated: read.isDeprecated || isDeprecated(module.text, member), node: member.key });
    }
  }
  return { kind: 'object', properties, isStrict, mixed };
}

function enumOf(node: Node | undefined): Schema['shape'] {
  const list = node && unwrap(node);
  if (list?.type !== 'ArrayExpression') return UNKNOWN;
  const texts = list.elements.map((element) => literalText(element));
  return texts.every((text) => text !== undefined) ? plain(...texts.map((text) => JSON.stringify(text))) : UNKNOWN;
}
