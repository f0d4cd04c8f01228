import type { TSESTree } from '@typescript-eslint/utils';
import type { ParseCode } from '../analysis/parse-code.ts';
import { staticKey, unwrap } from '../analysis/syntax.ts';
import { nodesIn } from '../analysis/tree.ts';
import { entryFrom, isRecord } from './flag-entry.ts';
import type { FlagEntry } from './flag-entry.ts';

/** What one file of a registry says. */
export interface RegistryPart {
  readonly entries: readonly FlagEntry[];
  readonly exportedAt?: string;
  readonly hasFields: boolean;
}

const nothing: RegistryPart = { entries: [], hasFields: false };

/**
 * Reads a file of a registry: an OpenFeature manifest or another JSON file, a YAML file for each flag as GitLab has
 * them, a union, an enum or an object of TypeScript.
 *
 * @param file by its path
 * @param name of the type or constant that is meant, where a TypeScript file has several
 * @param parse reads TypeScript
 */
export function readRegistry(text: string, file: string, name: string | undefined, parse: ParseCode): RegistryPart {
  try {
    if (/\.jsonc?$/u.test(file)) return fromJson(text);
    if (/\.ya?ml$/u.test(file)) return fromYaml(text);
    return fromCode(parse(text, file), name);
  } catch {
    // Half typed, or not in a form that is known: then nothing is known of the flags.
    return nothing;
  }
}

function fromJson(text: string): RegistryPart {
  const value: unknown = JSON.parse(text.replace(/^\s*\/\/.*$/gmu, ''));
  const { flags = value, exportedAt } = isRecord(value) ? value : {};
  const listed = isRecord(flags) ? Object.entries(flags).filter(([key]) => !key.startsWith('$') && key !== 'exportedAt') : Array.isArray(flags) ? (flags as unknown[]).map(named) : []; // an array of anything
  const entries = listed.flatMap(([key, fields]) => (key === '' ? [] : [entryFrom(key, isRecord(fields) ? fields : {}, placeOf(text, key))]));
  const hasFields = listed.some(([, fields]) => isRecord(fields));
  return { entries, hasFields, ...(typeof exportedAt === 'string' && { exportedAt }) };
}

function named(flag: unknown): readonly [string, unknown] {
  const key = isRecord(flag) ? (flag['key'] ?? flag['name']) : flag;
  return [typeof key === 'string' ? key : '', flag];
}

function placeOf(text: string, key: string): FlagEntry['range'] {
  const quoted = JSON.stringify(key);
  const as = text.search(new RegExp(`${quoted.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&')}\\s*:`, 'u'));
  const start = as < 0 ? Math.max(text.indexOf(quoted), 0) : as;
  return [start, start + quoted.length];
}

/** A map of words and texts, one to a line: the part of YAML that such files are written in. */
function fromYaml(text: string): RegistryPart {
  const fields = Object.fromEntries(
    [...text.matchAll(/^(\w+):[ \t]*(?:"([^"]*)"|'([^']*)'|([^#\n]*?))[ \t]*(?:#.*)?$/gmu)].map(([, key = '', double, single, plain = '']) => {
      const value = double ?? single ?? plain;
      return [key, value === 'true' ? true : value === 'false' ? false : value];
    }),
  );
  const key = fields['name'] ?? fields['key'];
  if (typeof key !== 'string' || key === '') return nothing;
  const start = Math.max(text.search(/^(?:name|key):/mu), 0);
  return { entries: [entryFrom(key, fields, [start, text.indexOf(key, start) + key.length])], hasFields: true };
}

function fromCode(program: TSESTree.Program, name: string | undefined): RegistryPart {
  const parts = program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : name === undefined ? undefined : statement;
    return declaration ? declared(declaration, name) : [];
  });
  return { entries: parts.flatMap(({ entries }) => entries), hasFields: parts.some(({ hasFields }) => hasFields) };
}

function declared(declaration: TSESTree.Node, name: string | undefined): RegistryPart[] {
  const isMeant = (id: TSESTree.Node): boolean => id.type === 'Identifier' && (name === undefined || id.name === name);
  switch (declaration.type) {
    case 'TSTypeAliasDeclaration':
      return isMeant(declaration.id) ? [{ entries: nodesIn(declaration.typeAnnotation).flatMap(unionMember), hasFields: false }] : [];
    case 'TSEnumDeclaration':
      return isMeant(declaration.id)
        ? [{ entries: declaration.body.members.flatMap(({ id, initializer }) => constant(id, initializer, id.type === 'Identifier' ? id.name : undefined) ?? []), hasFields: false }]
        : [];
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id, init }) => {
        const value = init && unwrap(init);
        return value && isMeant(id) ? fromObject(frozen(value)) : [];
      });
    default:
      return [];
  }
}

/** `Object.freeze({ … })`, `defineFlags({ … })`. */
function frozen(value: TSESTree.Node): TSESTree.Node {
  const [argument] = value.type === 'CallExpression' ? value.arguments : [];
  return argument ? unwrap(argument) : value;
}

function unionMember(node: TSESTree.Node): FlagEntry[] {
  if (node.type !== 'TSLiteralType' || node.literal.type !== 'Literal' || typeof node.literal.value !== 'string') return [];
  return [entryFrom(node.literal.value, {}, node.literal.range)];
}

function fromObject(value: TSESTree.Node): RegistryPart[] {
  if (value.type === 'ArrayExpression') {
    return [{ entries: value.elements.flatMap((element) => (element?.type === 'Literal' && typeof element.value === 'string' ? [entryFrom(element.value, {}, element.range)] : [])), hasFields: false }];
  }
  if (value.type !== 'ObjectExpression') return [];
  let hasFields = false;
  const entries = value.properties.flatMap((property) => {
    const key = property.type === 'Property' ? staticKey(property) : undefined;
    if (property.type !== 'Property' || key === undefined) return [];
    const held = unwrap(property.value);
    if (held.type !== 'ObjectExpression') return constant(property.key, held, key) ?? entryFrom(key, {}, property.key.range);
    hasFields = true;
    const fields = fieldsOf(held);
    const given = fields['key'];
    return typeof given === 'string' ? entryFrom(given, fields, property.key.range, key) : entryFrom(key, fields, property.key.range);
  });
  return [{ entries, hasFields }];
}

/** `NEW_CHECKOUT: 'new-checkout'`: the text is the key, and the name is what code says. */
function constant(place: TSESTree.Node, value: TSESTree.Node | undefined, alias: string | undefined): FlagEntry | undefined {
  return value?.type === 'Literal' && typeof value.value === 'string' ? entryFrom(value.value, {}, place.range, alias) : undefined;
}

function fieldsOf(object: TSESTree.ObjectExpression): Record<string, unknown> {
  return Object.fromEntries(
    object.properties.flatMap((property) => {
      const key = property.type === 'Property' ? staticKey(property) : undefined;
      const value = property.type === 'Property' ? unwrap(property.value) : undefined;
      return key !== undefined && value?.type === 'Literal' ? [[key, value.value]] : [];
    }),
  );
}
