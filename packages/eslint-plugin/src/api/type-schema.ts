import type { Class, Node } from 'oxc-parser';
import { chainOf, decoratorsOf, literalText, unwrap, valueOf } from '../modules/nodes.ts';
import { isDeprecated } from './deprecation.ts';
import type { Limits } from './limits.ts';
import { NO_LIMITS, withLimit } from './limits.ts';
import { merged, objectIn, selected, withEach } from './object-shapes.ts';
import { readReference } from './read-reference.ts';
import type { SchemaSource } from './schema-source.ts';
import type { Property, Schema, Shape } from './shape.ts';
import { plain, schemaOf, unionOf, UNKNOWN } from './shape.ts';
import { enumValues } from './zod-schema.ts';

/** Reads what a type says of the values that it stands for. */
export function readType(node: Node | null | undefined, source: SchemaSource): Schema {
  if (!node) return schemaOf(UNKNOWN);
  switch (node.type) {
    case 'TSTypeAnnotation':
      return readType(node.typeAnnotation, source);
    case 'TSParenthesizedType':
      return readType(node.typeAnnotation, source);
    case 'TSStringKeyword':
      return schemaOf(plain('string'));
    case 'TSNumberKeyword':
      return schemaOf(plain('number'));
    case 'TSBooleanKeyword':
      return schemaOf(plain('boolean'));
    case 'TSNullKeyword':
      return schemaOf(plain('null'));
    case 'TSUndefinedKeyword':
      return schemaOf(plain('undefined'));
    case 'TSLiteralType':
      return schemaOf(node.literal.type === 'Literal' ? plain(JSON.stringify(node.literal.value)) : UNKNOWN);
    case 'TSArrayType':
      return schemaOf({ kind: 'array', items: readType(node.elementType, source).shape });
    case 'TSUnionType':
      return unionOf(node.types.map((part) => readType(part, source)));
    case 'TSTypeLiteral':
      return schemaOf(membersOf(node.members, source));
    case 'TSIntersectionType':
      return schemaOf(merged(...node.types.map((part) => readType(part, source).shape)));
    case 'TSTypeReference': {
      const name = node.typeName.type === 'Identifier' ? node.typeName.name : '';
      const [inner, names] = node.typeArguments?.params ?? [];
      switch (name) {
        case 'Array':
        case 'ReadonlyArray':
          return schemaOf({ kind: 'array', items: readType(inner, source).shape });
        case 'Promise':
        case 'Readonly':
          return readType(inner, source);
        case 'Partial':
        case 'Required':
          return schemaOf(withEach(readType(inner, source).shape, { isOptional: name === 'Partial' }));
        case 'Pick':
        case 'Omit':
          return schemaOf(selected(readType(inner, source).shape, namesIn(names), name === 'Pick' ? 'pick' : 'omit'));
        default:
          if (inner?.type === 'TSTypeQuery' && inner.exprName.type === 'Identifier' && isInferred(node.typeName)) return readReference(inner.exprName.name, source);
          return schemaOf(inner || name === '' ? UNKNOWN : namedType(name, source));
      }
    }
    default:
      return schemaOf(UNKNOWN);
  }
}

/** `z.infer<typeof schema>`, TypeBox's `Static<typeof schema>`. */
function isInferred(name: Node): boolean {
  const last = name.type === 'TSQualifiedName' ? name.right : name;
  return last.type === 'Identifier' && /^(?:infer|output|input|Static|TypeOf|Infer)$/u.test(last.name);
}

/** A type by its name, compared under that. */
export function namedType(name: string, source: SchemaSource): Shape {
  const found = source.declaration(name, 'type');
  if (!found) return { kind: 'named', name };
  const meaning = found.source.remember(found.node, () => readDeclaredType(found.node, found.source));
  return { kind: 'named', name, ...(meaning && { meaning, declared: found.declared }) };
}

/** `'id' | 'name'`; undefined for everything else. */
function namesIn(node: Node | undefined): readonly string[] | undefined {
  const parts = node?.type === 'TSUnionType' ? node.types : node ? [node] : [];
  const names = parts.map((part) => (part.type === 'TSLiteralType' && part.literal.type === 'Literal' && typeof part.literal.value === 'string' ? part.literal.value : undefined));
  return names.length > 0 && names.every((name) => name !== undefined) ? names : undefined;
}

/** Reads an interface, an alias of an object type, an enumeration, or a class with the fields of a DTO; undefined for everything else. */
export function readDeclaredType(node: Node, source: SchemaSource): Shape | undefined {
  if (node.type === 'TSInterfaceDeclaration') return inherited(node.extends.map((parent) => parent.typeArguments || parent.expression.type !== 'Identifier' ? { text: source.textOf(parent), shape: UNKNOWN } : { text: source.textOf(parent), shape: namedType(parent.expression.name, source) }), membersOf(node.body.body, source));
  if (node.type === 'TSTypeAliasDeclaration') {
    const { shape } = readType(node.typeAnnotation, source);
    return shape.kind === 'object' || shape.kind === 'array' || shape.kind === 'plain' ? shape : undefined;
  }
  if (node.type === 'TSEnumDeclaration') return enumValues(node);
  if (node.type !== 'ClassDeclaration') return undefined;
  const { superClass } = node;
  return inherited(superClass ? [{ text: source.textOf(superClass), shape: parentOf(superClass, source) }] : [], fieldsOf(node, source, superClass !== null && !objectIn(parentOf(superClass, source))));
}

/** What a class extends: another class, or what NestJS's helpers make of one: `PartialType(OmitType(User, ['id']))`. */
function parentOf(node: Node, source: SchemaSource): Shape {
  const value = unwrap(node);
  if (value.type === 'Identifier') return namedType(value.name, source);
  if (value.type !== 'CallExpression') return UNKNOWN;
  const [first, list] = value.arguments;
  const base = (): Shape => (first ? parentOf(first, source) : UNKNOWN);
  switch (chainOf(value.callee).at(-1)) {
    case 'PartialType':
      return withEach(base(), { isOptional: true });
    case 'PickType':
    case 'OmitType': {
      const elements = list && unwrap(list);
      const names = elements?.type === 'ArrayExpression' ? elements.elements.map((element) => literalText(element)) : [undefined];
      return selected(base(), names.every((name) => name !== undefined) ? names : undefined, chainOf(value.callee).at(-1) === 'PickType' ? 'pick' : 'omit');
    }
    case 'IntersectionType':
      return merged(...value.arguments.map((part) => parentOf(part, source)));
    default:
      return UNKNOWN;
  }
}

/** An object with what its parents give it; of parents that cannot be read the texts are kept. */
function inherited(parents: readonly { readonly text: string; readonly shape: Shape }[], own: Shape & { readonly kind: 'object' }): Shape {
  const known = parents.flatMap(({ shape }) => objectIn(shape) ?? []);
  const unknown = parents.filter(({ shape }) => !objectIn(shape)).map(({ text }) => text);
  const whole = merged(...known, own);
  return whole.kind === 'object' ? { ...whole, mixed: [...whole.mixed, ...unknown] } : own;
}

function membersOf(members: readonly Node[], source: SchemaSource): Shape & { readonly kind: 'object' } {
  const properties = new Map<string, Property>();
  const mixed: string[] = [];
  for (const member of members) {
    if (member.type !== 'TSPropertySignature') continue;
    const name = source.key(member);
    if (name === undefined) mixed.push(source.textOf(member));
    else {
      const read = readType(member.typeAnnotation, source);
      properties.set(name, { ...read, isOptional: read.isOptional || member.optional, isDeprecated: isDeprecated(source.text, { start: member.start, end: member.start }), node: source.placeOf(member.key) });
    }
  }
  return { kind: 'object', properties, isStrict: false, mixed };
}

/** Decorators by which a field is checked when a request comes in. What only the documentation says (`@ApiProperty`) refuses nobody. */
const CHECKS = /^(?:Is(?!Optional$)[A-Z]\w*|ValidateNested|Matches|Length|Min|Max|MinLength|MaxLength|MinDate|MaxDate|Array[A-Z]\w*|Contains|Equals|NotEquals|Field|Validate)$/u;

/** What is a date for the code, came as the text of one, whatever checks that. */
function isDate(type: Node | undefined): boolean {
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Date';
}

/** Whether a decorator makes another value of what comes in: `@Transform(…)`, `@Type(() => Number)`, `@ToNumber()`. */
function isConversion({ name, arguments: [made] }: ReturnType<typeof decoratorsOf>[number]): boolean {
  return /^(?:Transform|To[A-Z]\w*)$/u.test(name) || (name === 'Type' && made?.type === 'ArrowFunctionExpression' && made.body.type === 'Identifier' && /^(?:Number|Boolean|String|Date|BigInt)$/u.test(made.body.name));
}

/** @param isDerived whether the class has a parent that cannot be read, so that what it states again may be there without it */
function fieldsOf(node: Class, source: SchemaSource, isDerived: boolean): Shape & { readonly kind: 'object' } {
  const properties = new Map<string, Property>();
  const mixed: string[] = [];
  for (const member of node.body.body) {
    if (member.type !== 'PropertyDefinition' || member.static || member.accessibility === 'private' || member.accessibility === 'protected') continue;
    if (isDerived && (member.declare === true || member.override === true)) continue;
    const decorators = decoratorsOf(member);
    // @Exclude() of class-transformer: it never leaves the service.
    if (decorators.some((decorator) => decorator.name === 'Exclude')) continue;
    // What an ORM's entity is related to is there when somebody has asked for it, which nobody can tell.
    if (decorators.some((decorator) => /^(?:OneToOne|OneToMany|ManyToOne|ManyToMany|RelationId)$/u.test(decorator.name))) continue;
    const name = source.key(member);
    if (name === undefined) {
      mixed.push(source.textOf(member));
      continue;
    }
    const read = readType(member.typeAnnotation, source);
    const mayBeMissing = read.isOptional || member.optional === true || decorators.some((decorator) => decorator.name === 'ApiPropertyOptional' || isFalse(valueOf(decorator.arguments[0], 'required')));
    const checks = decorators.filter((decorator) => CHECKS.test(decorator.name));
    // What is not there is not looked into either.
    const isOnlyNested = checks.length > 0 && checks.every((decorator) => decorator.name === 'ValidateNested');
    const isOptional = mayBeMissing || isOnlyNested || decorators.some((decorator) => decorator.name === 'IsOptional' || decorator.name === 'ValidateIf');
    // Nobody refuses a request for what no decorator asks for.
    const isUnchecked = checks.length === 0;
    const shape = read.shape.kind === 'plain' && decorators.some(isConversion) ? UNKNOWN : read.shape;
    properties.set(name, { ...read, shape, isOptional, ...(!mayBeMissing && { isAnswered: true }), hasDefault: member.value !== null, ...(member.value && { defaultText: source.textOf(member.value) }), isUnchecked, limits: isDate(member.typeAnnotation?.typeAnnotation) ? withLimit(limitsOf(decorators), 'format', 'date') : limitsOf(decorators), isDeprecated: isDeprecated(source.text, { start: decorators[0]?.node.start ?? member.start, end: member.end }), node: source.placeOf(member.key) });
  }
  return { kind: 'object', properties, isStrict: false, mixed };
}

/** What decorators of class-validator ask for besides a type. */
function limitsOf(decorators: ReturnType<typeof decoratorsOf>): Limits {
  let limits = NO_LIMITS;
  for (const { name, arguments: [first, second] } of decorators) {
    const [one, other] = [first, second].map((node) => (node?.type === 'Literal' && typeof node.value === 'number' ? node.value : undefined));
    if (/^(?:Min|MinLength|ArrayMinSize)$/u.test(name)) limits = withLimit(limits, 'minimum', one);
    else if (/^(?:Max|MaxLength|ArrayMaxSize)$/u.test(name)) limits = withLimit(limits, 'maximum', one);
    else if (name === 'Length') limits = withLimit(second ? withLimit(limits, 'maximum', other) : limits, 'minimum', one);
    else if (name === 'Matches') limits = withLimit(limits, 'pattern', first?.type === 'Literal' && 'regex' in first ? `/${first.regex.pattern}/` : undefined);
    // From a date to a text of a date: the request has the same in it.
    else if (name === 'IsDate') limits = withLimit(limits, 'format', 'date');
    else if (/^Is(?:Email|UUID|Url|ISO8601|Mongo\w+|DateString|IP|JWT)$/u.test(name)) limits = withLimit(limits, 'format', name.slice(2).toLowerCase());
    else if (name === 'IsInt') limits = withLimit(limits, 'integer', 1);
  }
  return limits;
}

function isFalse(node: Node | undefined): boolean {
  return node?.type === 'Literal' && node.value === false;
}
