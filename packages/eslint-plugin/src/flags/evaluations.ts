import type { TSESTree } from '@typescript-eslint/utils';
import { isModuleOf } from '../analysis/imports.ts';
import { calleeName, chainNames, staticKey, unwrap } from '../analysis/syntax.ts';
import { nodesIn } from '../analysis/tree.ts';
import type { FlagCall, FlagSdk } from '../knowledge/flag-sdks.ts';
import { FLAG_SDKS } from '../knowledge/flag-sdks.ts';
import type { FlagSettings } from '../settings.ts';

/** A place where code asks whether a flag is on, or for its value. */
export interface FlagEvaluation {
  /** The key, or the name of the constant that holds it. */
  readonly key: string;
  /** Whether it is a name: `Flags.NEW_CHECKOUT`. */
  readonly isName: boolean;
  /** What underlines the key. */
  readonly keyNode: TSESTree.Node;
  /** The whole expression, whose value is the flag's. */
  readonly node: TSESTree.Node;
  /** What holds when nobody answers. */
  readonly fallback: TSESTree.Node | undefined;
}

/**
 * The places of a file that ask for a flag by a key that is written down, or by the constant that holds it: calls of an
 * SDK that the file imports, of what it imports from a module of the project that imports one, and of the functions and
 * objects that the project has named.
 *
 * @param program a tree with parents
 * @param textOf the text of a module that is imported by a relative path; undefined when there is none
 */
export function flagEvaluations(program: TSESTree.Program, { functions = [], members = [] }: FlagSettings = {}, textOf?: (source: string) => string | undefined): FlagEvaluation[] {
  const modules = modulesOf(program);
  const sdks = FLAG_SDKS.filter((sdk) => modules.some((name) => isModuleOf(name, sdk.modules)));
  const clients = textOf ? clientsOf(program, textOf) : new Map<string, readonly FlagCall[]>();
  if (sdks.length === 0 && clients.size === 0 && functions.length === 0 && members.length === 0) return [];
  const own: readonly FlagCall[] = functions.map((name) => ({ name, key: 0, fallback: 1 }));
  const calls = sdks.flatMap((sdk) => sdk.calls);
  return nodesIn(program).flatMap((node) => {
    switch (node.type) {
      case 'CallExpression':
        return called(node, [...calls, ...(clients.get(chainNames(node.callee)[0] ?? '') ?? [])], own) ?? [];
      case 'MemberExpression':
        return member(node, members) ?? [];
      case 'JSXOpeningElement':
        return component(node, sdks) ?? [];
      default:
        return [];
    }
  });
}

const specifier = /(?:\bfrom|\bimport|\brequire\()\s*['"]([^'"]+)['"]/gu;

/** What is imported from modules of the project that import an SDK: the client, as a rule, with the calls of that SDK. */
function clientsOf(program: TSESTree.Program, textOf: (source: string) => string | undefined): ReadonlyMap<string, readonly FlagCall[]> {
  const clients = new Map<string, readonly FlagCall[]>();
  for (const statement of program.body) {
    if (statement.type !== 'ImportDeclaration' || !statement.source.value.startsWith('.')) continue;
    const names = [...(textOf(statement.source.value) ?? '').matchAll(specifier)].map(([, name = '']) => name);
    const calls = FLAG_SDKS.filter((sdk) => names.some((name) => isModuleOf(name, sdk.modules))).flatMap((sdk) => sdk.calls);
    if (calls.length > 0) for (const { local } of statement.specifiers) clients.set(local.name, calls);
  }
  return clients;
}

function modulesOf(program: TSESTree.Program): string[] {
  const names: string[] = [];
  for (const node of nodesIn(program)) {
    if (node.type === 'ImportDeclaration') names.push(node.source.value);
    else if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require') names.push(textOf(node.arguments[0]) ?? '');
    else if (node.type === 'ImportExpression') names.push(textOf(node.source) ?? '');
  }
  return names.filter((name) => name !== '');
}

function called(node: TSESTree.CallExpression, calls: readonly FlagCall[], own: readonly FlagCall[]): FlagEvaluation | undefined {
  const name = calleeName(node);
  if (name === undefined) return undefined;
  const chain = chainNames(node.callee).join('.');
  const call = own.find((known) => chain === known.name || chain.endsWith(`.${known.name}`)) ?? calls.find((known) => known.name === name);
  const keyNode = call && argumentAt(node, call.key);
  const text = keyNode && textOf(keyNode);
  const key = text ?? (keyNode && memberName(keyNode));
  if (!call || !keyNode || key === undefined) return undefined;
  return { key, isName: text === undefined, keyNode, node, fallback: call.fallback === undefined ? undefined : argumentAt(node, call.fallback) };
}

function argumentAt(node: TSESTree.CallExpression, place: number | string): TSESTree.Node | undefined {
  if (typeof place === 'number') return node.arguments[place];
  const [options] = node.arguments;
  if (options?.type !== 'ObjectExpression') return undefined;
  const property = options.properties.find((candidate) => candidate.type === 'Property' && staticKey(candidate) === place);
  return property?.type === 'Property' ? property.value : undefined;
}

/** `flags.newCheckout`, of an object that the project has named. */
function member(node: TSESTree.MemberExpression, members: readonly string[]): FlagEvaluation | undefined {
  const key = staticKey(node);
  if (key === undefined || members.length === 0) return undefined;
  const chain = chainNames(node.object).join('.');
  if (!members.some((name) => chain === name || chain.endsWith(`.${name}`))) return undefined;
  return { key, isName: false, keyNode: node.property, node, fallback: undefined };
}

function component(node: TSESTree.JSXOpeningElement, sdks: readonly FlagSdk[]): FlagEvaluation | undefined {
  const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
  const attribute = sdks.map(({ components }) => components?.[name]).find((known) => known !== undefined);
  const given = attribute === undefined ? undefined : node.attributes.find((candidate) => candidate.type === 'JSXAttribute' && candidate.name.name === attribute);
  const value = given?.type === 'JSXAttribute' ? given.value : undefined;
  const key = value ? textOf(value) : undefined;
  return value && key !== undefined ? { key, isName: false, keyNode: value, node: node.parent, fallback: undefined } : undefined;
}

/** `NEW_CHECKOUT` of `Flags.NEW_CHECKOUT`. */
function memberName(node: TSESTree.Node): string | undefined {
  const value = unwrap(node);
  return value.type === 'MemberExpression' && value.object.type === 'Identifier' ? staticKey(value) : undefined;
}

function textOf(node: TSESTree.Node | undefined): string | undefined {
  if (!node) return undefined;
  const value = unwrap(node);
  if (value.type === 'Literal' && typeof value.value === 'string') return value.value;
  if (value.type === 'JSXExpressionContainer') return textOf(value.expression);
  return value.type === 'TemplateLiteral' && value.expressions.length === 0 ? (value.quasis[0]?.value.cooked ?? undefined) : undefined;
}
