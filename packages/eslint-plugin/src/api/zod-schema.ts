import type { CallExpression, Node } from 'oxc-parser';
import { chainRoot, literalText, memberName, unwrap, valueOf } from '../modules/nodes.ts';
import { isDeprecated } from './deprecation.ts';
import { withLimit } from './limits.ts';
import { merged, selected, withEach } from './object-shapes.ts';
import { readReference } from './read-reference.ts';
import type { SchemaSource } from './schema-source.ts';
import type { Property, Schema } from './shape.ts';
import { HIDDEN, plain, schemaOf, unionOf, UNKNOWN } from './shape.ts';

/** Methods of a schema that give back another schema. */
const DERIVES = /^(?:extend|safeExtend|merge|and|or|pick|omit|partial|deepPartial|required|strict|strip|passthrough|loose|optional|nullable|nullish|default|array|refine|superRefine|describe|meta|openapi|transform)$/u;

/** Whether an expression is a chain that starts from Zod, or from a schema of Zod that has a name. */
export function isZod(node: Node, source: SchemaSource): boolean {
  const call = unwrap(node);
  const root = chainRoot(call);
  if (call.type !== 'CallExpression' || root.type !== 'Identifier') return false;
  const from = source.module.imports.get(root.name)?.source;
  if (from === undefined && root.name === 'z') return true;
  if (from !== undefined && /^(?:zod|@hono\/zod-openapi|zod-openapi|@asteasolutions\/zod-to-openapi)(?:$|\/)/u.test(from)) return true;
  const found = DERIVES.test(memberName(unwrap(call.callee)) ?? '') ? source.declaration(root.name, 'value') : undefined;
  return found !== undefined && isZod(found.node, found.source);
}

/** Texts of a form of their own: a function of Zod, or a method of a text. */
const FORMATS = ['email', 'uuid', 'url', 'cuid', 'cuid2', 'ulid', 'nanoid', 'datetime', 'date', 'jwt', 'base64', 'ipv4', 'ipv6', 'e164', 'guid', 'ip', 'time'];
const NUMBERS = ['number', 'int', 'float32', 'float64', 'int32'];
/** What makes something else of a value, or takes it from something else. */
const CHANGES_VALUE = /^(?:transform|pipe|preprocess|overwrite|brand)$/u;

/** Reads a schema of Zod; what it does not know is unknown and compared with nothing. */
export function readZod(node: Node, source: SchemaSource): Schema {
  const call = unwrap(node);
  if (call.type === 'Identifier') return readReference(call.name, source);
  if (call.type !== 'CallExpression') return HIDDEN;
  const callee = unwrap(call.callee);
  const name = memberName(callee);
  if (callee.type !== 'MemberExpression' || name === undefined) return HIDDEN;
  const object = unwrap(callee.object);
  const isMaker = object.type === 'Identifier' && (object.name === 'z' || (source.module.imports.has(object.name) && !source.declaration(object.name, 'value') && isZod(call, source)));
  const isCoerced = object.type === 'MemberExpression' && memberName(object) === 'coerce';
  if (isMaker || isCoerced) return isCoerced ? schemaOf(UNKNOWN) : made(call, name, source);
  // z.iso.date() and z.object({…}).shape.name
  if (object.type === 'MemberExpression') return memberName(object) === 'iso' ? text(name) : HIDDEN;
  return changed(readZod(object, source), call, name, source);
}

function text(format?: string): Schema {
  const schema = schemaOf(plain('string'));
  return format === undefined ? schema : { ...schema, limits: withLimit(schema.limits, 'format', format) };
}

function made(call: CallExpression, name: string, source: SchemaSource): Schema {
  const [first] = call.arguments;
  if (name === 'object' || name === 'strictObject' || name === 'looseObject') return schemaOf(objectOf(first, source, name === 'strictObject'));
  if (name === 'array') return schemaOf({ kind: 'array', items: first ? readZod(first, source).shape : UNKNOWN });
  if (name === 'enum' || name === 'nativeEnum') return schemaOf(enumOf(first, source));
  if (name === 'literal') return schemaOf(first?.type === 'Literal' ? plain(JSON.stringify(first.value)) : UNKNOWN);
  if (name === 'union') return first?.type === 'ArrayExpression' ? unionOf(first.elements.map((element) => (element ? readZod(element, source) : HIDDEN))) : HIDDEN;
  if (name === 'intersection') return schemaOf(merged(...call.arguments.map((part) => readZod(part, source).shape)));
  if (name === 'optional' || name === 'nullable' || name === 'nullish') return changed(first ? readZod(first, source) : HIDDEN, call, name, source);
  if (NUMBERS.includes(name)) return name === 'int' || name === 'int32' ? { ...schemaOf(plain('number')), limits: withLimit(new Map(), 'integer', 1) } : schemaOf(plain('number'));
  if (name === 'boolean' || name === 'stringbool') return schemaOf(plain('boolean'));
  if (name === 'null') return schemaOf(plain('null'));
  if (name === 'undefined') return schemaOf(plain('undefined'));
  if (name === 'any' || name === 'unknown') return { ...schemaOf(UNKNOWN), isOptional: true };
  if (FORMATS.includes(name)) return text(name);
  return name === 'string' ? text() : name === 'preprocess' || name === 'lazy' || name === 'custom' ? HIDDEN : schemaOf(UNKNOWN);
}

/** What a method makes of a schema. */
function changed(schema: Schema, call: CallExpression, name: string, source: SchemaSource): Schema {
  const [first] = call.arguments;
  const as = (shape: Schema['shape']): Schema => ({ ...schema, shape, hidden: shape === UNKNOWN ? 'all' : 'nothing' });
  const limited = (limit: Parameters<typeof withLimit>[1], value: number | string | undefined): Schema => ({ ...schema, limits: withLimit(schema.limits, limit, value) });
  const number = first?.type === 'Literal' && typeof first.value === 'number' ? first.value : undefined;
  if (CHANGES_VALUE.test(name)) return { ...schema, shape: UNKNOWN, hidden: name === 'brand' ? schema.hidden : schema.hidden === 'all' ? 'all' : 'output' };
  if (FORMATS.includes(name) && schema.shape.kind === 'plain') return limited('format', name);
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
      return { ...schema, hasDefault: true, ...(first && name === 'default' && { defaultText: source.textOf(first) }) };
    case 'array':
      return schemaOf({ kind: 'array', items: schema.shape });
    case 'or':
      return first ? unionOf([schema, readZod(first, source)]) : schema;
    case 'and':
    case 'merge':
      return as(first ? merged(schema.shape, readZod(first, source).shape) : UNKNOWN);
    case 'extend':
    case 'safeExtend':
      return as(merged(schema.shape, objectOf(first, source, schema.shape.kind === 'object' && schema.shape.isStrict)));
    case 'pick':
    case 'omit':
      return as(selected(schema.shape, maskOf(first, source), name));
    case 'partial':
    case 'required': {
      const names = first ? maskOf(first, source) : undefined;
      return first && !names ? as(UNKNOWN) : as(withEach(schema.shape, { isOptional: name === 'partial', ...(name === 'required' && { hasDefault: false }) }, names));
    }
    case 'strict':
    case 'strip':
    case 'passthrough':
    case 'loose':
      return schema.shape.kind === 'object' ? { ...schema, shape: { ...schema.shape, isStrict: name === 'strict' } } : schema;
    case 'meta':
      return valueOf(first, 'deprecated') ? { ...schema, isDeprecated: true } : schema;
    case 'min':
    case 'gte':
      return limited('minimum', number);
    case 'max':
    case 'lte':
      return limited('maximum', number);
    case 'length':
      return { ...schema, limits: withLimit(withLimit(schema.limits, 'minimum', number), 'maximum', number) };
    case 'nonempty':
      return limited('minimum', 1);
    case 'nonnegative':
      return limited('minimum', 0);
    case 'int':
      return limited('integer', 1);
    case 'regex':
      return limited('pattern', first ? source.textOf(first) : undefined);
    case 'deepPartial':
    case 'keyof':
    case 'unwrap':
    case 'element':
    case 'catchall':
    case 'parse':
      return HIDDEN;
    default:
      // Refinements, descriptions.
      return schema;
  }
}

/** `name` and `id` of `{ name: true, id: true }`; undefined when one cannot be told. */
function maskOf(node: Node | undefined, source: SchemaSource): readonly string[] | undefined {
  const mask = node && unwrap(node);
  if (mask?.type !== 'ObjectExpression') return undefined;
  const names = mask.properties.map((property) => (property.type === 'Property' ? source.key(property) : undefined));
  return names.every((name) => name !== undefined) ? names : undefined;
}

function objectOf(node: Node | undefined, source: SchemaSource, isStrict: boolean): Schema['shape'] {
  const object = node && unwrap(node);
  // z.object(fields), .extend(fields)
  const declared = object?.type === 'Identifier' ? source.declaration(object.name, 'value') : undefined;
  if (declared) return objectOf(declared.node, declared.source, isStrict);
  if (object && isShapeOf(object)) {
    const whole = merged(readZod(object.object, source).shape);
    return whole.kind === 'object' ? { ...whole, isStrict } : UNKNOWN;
  }
  if (object?.type !== 'ObjectExpression') return UNKNOWN;
  let properties = new Map<string, Property>();
  const mixed: string[] = [];
  for (const member of object.properties) {
    const name = member.type === 'Property' ? source.key(member) : undefined;
    if (member.type !== 'Property') {
      // ...Base.shape, ...fields
      const base = objectOf(member.argument, source, false);
      if (base.kind === 'object') {
        properties = new Map([...properties, ...base.properties]);
        mixed.push(...base.mixed);
      } else mixed.push(source.textOf(member));
    } else if (name === undefined) mixed.push(source.textOf(member));
    else {
      const read = readZod(member.value, source);
      properties.set(name, { ...read, isDeprecated: read.isDeprecated || isDeprecated(source.text, member), node: source.placeOf(member.key) });
    }
  }
  return { kind: 'object', properties, isStrict, mixed };
}

/** `Base.shape`: the properties of a schema. */
function isShapeOf(node: Node): node is Node & { type: 'MemberExpression' } {
  return node.type === 'MemberExpression' && memberName(node) === 'shape';
}

function enumOf(node: Node | undefined, source: SchemaSource): Schema['shape'] {
  const given = node && unwrap(node);
  const declared = given?.type === 'Identifier' ? source.declaration(given.name, 'value') : undefined;
  const list = declared ? unwrap(declared.node) : given;
  if (list?.type === 'TSEnumDeclaration') return enumValues(list);
  if (list?.type !== 'ArrayExpression') return UNKNOWN;
  const texts = list.elements.map((element) => literalText(element));
  return texts.every((value) => value !== undefined) ? plain(...texts.map((value) => JSON.stringify(value))) : UNKNOWN;
}

/** The values of an enumeration of TypeScript, when all of them are written down. */
export function enumValues({ body }: Node & { type: 'TSEnumDeclaration' }): Schema['shape'] {
  const values = body.members.map(({ initializer }) => (initializer?.type === 'Literal' ? JSON.stringify(initializer.value) : undefined));
  return values.every((value) => value !== undefined) ? plain(...values) : UNKNOWN;
}
