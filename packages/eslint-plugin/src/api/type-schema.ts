import type { Class, Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import { decoratorsOf, keyName, valueOf } from '../modules/nodes.ts';
import { isDeprecated } from './deprecation.ts';
import type { Property, Schema, Shape } from './shape.ts';
import { plain, schemaOf, unionOf, UNKNOWN } from './shape.ts';

/** Reads what a type says of the values that it stands for. */
function readType(node: Node | null | undefined, module: Module): Schema {
  if (!node) return schemaOf(UNKNOWN);
  switch (node.type) {
    case 'TSTypeAnnotation':
      return readType(node.typeAnnotation, module);
    case 'TSParenthesizedType':
      return readType(node.typeAnnotation, module);
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
      return schemaOf({ kind: 'array', items: readType(node.elementType, module).shape });
    case 'TSUnionType':
      return unionOf(node.types.map((part) => readType(part, module)));
    case 'TSTypeLiteral':
      return schemaOf(membersOf(node.members, [], module));
    case 'TSTypeReference': {
      const name = node.typeName.type === 'Identifier' ? node.typeName.name : '';
      const inner = node.typeArguments?.params[0];
      if (name === 'Array' || name === 'ReadonlyArray') return schemaOf({ kind: 'array', items: readType(inner, module).shape });
      if (name === 'Promise' || name === 'Readonly') return readType(inner, module);
      return schemaOf(inner || name === '' ? UNKNOWN : { kind: 'named', name });
    }
    default:
      return schemaOf(UNKNOWN);
  }
}

/** Reads an interface, an alias of an object type, or a class with the fields of a DTO; undefined for everything else. */
export function readDeclaredType(node: Node, module: Module): Shape | undefined {
  if (node.type === 'TSInterfaceDeclaration') return membersOf(node.body.body, node.extends.map((parent) => module.text.slice(parent.start, parent.end)), module);
  if (node.type === 'TSTypeAliasDeclaration') {
    const { shape } = readType(node.typeAnnotation, module);
    return shape.kind === 'object' || shape.kind === 'array' || shape.kind === 'plain' ? shape : undefined;
  }
  return node.type === 'ClassDeclaration' ? fieldsOf(node, module) : undefined;
}

function membersOf(members: readonly Node[], mixed: readonly string[], module: Module): Shape {
  const properties = new Map<string, Property>();
  for (const member of members) {
    const name = member.type === 'TSPropertySignature' ? keyName(member) : undefined;
    if (member.type !== 'TSPropertySignature' || name === undefined) continue;
    const read = readType(member.typeAnnotation, module);
    properties.set(name, { ...read, isOptional: read.isOptional || member.optional, isDeprecated: isDeprecated(module.text, { start: member.start, end: member.start }), node: member.key });
  }
  return { kind: 'object', properties, isStrict: false, mixed };
}

function fieldsOf(node: Class, module: Module): Shape {
  const properties = new Map<string, Property>();
  for (const member of node.body.body) {
    const name = member.type === 'PropertyDefinition' && !member.static ? keyName(member) : undefined;
    if (member.type !== 'PropertyDefinition' || name === undefined || member.accessibility === 'private' || member.accessibility === 'protected') continue;
    const decorators = decoratorsOf(member);
    // @Exclude() of class-transformer: it never leaves the service.
    if (decorators.some((decorator) => decorator.name === 'Exclude')) continue;
    const read = readType(member.typeAnnotation, module);
    const isOptional =
      read.isOptional || member.optional === true || decorators.some((decorator) => decorator.name === 'IsOptional' || decorator.name === 'ApiPropertyOptional' || isFalse(valueOf(decorator.arguments[0], 'required')));
    properties.set(name, { ...read, isOptional, hasDefault: member.value !== null, isDeprecated: isDeprecated(module.text, { start: decorators[0]?.node.start ?? member.start, end: member.end }), node: member.key });
  }
  return { kind: 'object', properties, isStrict: false, mixed: node.superClass ? [module.text.slice(node.superClass.start, node.superClass.end)] : [] };
}

function isFalse(node: Node | undefined): boolean {
  return node?.type === 'Literal' && node.value === false;
}
