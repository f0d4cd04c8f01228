import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { IsReader } from './configuration.ts';
import { isFallback, mentionsConfiguration, takesDefaults } from './configuration.ts';
import { staticKey, wrapped } from './syntax.ts';
import type { Constant } from './variables.ts';
import { findConstant, findVariable, readsOf } from './variables.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Where a property of an options object ends up. */
export interface OptionSink {
  /** The call that receives the object. */
  readonly call: Call;
  /** The keys from the received object down to the property: `['pool', 'max']`. */
  readonly path: readonly string[];
  /** The outermost object literal around the property. */
  readonly root: TSESTree.ObjectExpression;
  /** Whether a function on the way returns the object, as in `useFactory: () => ({ … })`. */
  readonly isReturned: boolean;
}

/**
 * What the walk from a property outwards found: the call that receives it, that it is a mere default, that a constant
 * or a class's field holds it and nothing more is known, or nothing.
 */
export type OptionUse =
  | { readonly kind: 'sink'; readonly sink: OptionSink }
  | { readonly kind: 'default' }
  | { readonly kind: 'held'; readonly constant: Constant; readonly root: TSESTree.ObjectExpression }
  | { readonly kind: 'field'; readonly field: string; readonly type: string | undefined; readonly root: TSESTree.ObjectExpression }
  | { readonly kind: 'unknown' };

const DEFAULT_USE: OptionUse = { kind: 'default' };
const UNKNOWN_USE: OptionUse = { kind: 'unknown' };

/**
 * Follows an options object from one of its properties outwards to the call that receives it: through nested objects,
 * arrays, spreads, conditions, type assertions, and through a constant that holds the object.
 */
export function findOptionUse(sourceCode: SourceCode, property: TSESTree.Property, isReader: IsReader): OptionUse {
  const key = staticKey(property);
  if (key === undefined || property.parent.type !== 'ObjectExpression') return UNKNOWN_USE;
  return followObject({ sourceCode, isReader }, property.parent, property, {
    path: [key],
    root: property.parent,
    isReturned: false,
    isHeld: false,
  });
}

interface Walk {
  readonly sourceCode: SourceCode;
  readonly isReader: IsReader;
}

interface Trail {
  readonly path: readonly string[];
  readonly root: TSESTree.ObjectExpression;
  readonly isReturned: boolean;
  /** Whether the walk has passed through a constant already; one is enough. */
  readonly isHeld: boolean;
}

function followObject(walk: Walk, object: TSESTree.ObjectExpression, member: TSESTree.ObjectLiteralElement, trail: Trail): OptionUse {
  if (isOverridden(object, member, trail.path[0])) return DEFAULT_USE;
  return followValue(walk, object, trail);
}

function followValue(walk: Walk, value: TSESTree.Node, trail: Trail): OptionUse {
  const node = wrapped(value);
  const { parent } = node;
  if (!parent) return UNKNOWN_USE;
  if (isFallback(walk.sourceCode, node, walk.isReader)) return DEFAULT_USE;
  switch (parent.type) {
    case 'Property':
      return parent.value === node ? followProperty(walk, parent, trail) : UNKNOWN_USE;
    case 'ArrayExpression':
    case 'ConditionalExpression':
      return followValue(walk, parent, trail);
    case 'LogicalExpression':
      return mentionsConfiguration(walk.sourceCode, parent.left) ? DEFAULT_USE : followValue(walk, parent, trail);
    case 'SpreadElement':
      return parent.parent.type === 'ObjectExpression'
        ? followObject(walk, parent.parent, parent, { ...trail, root: trail.isHeld ? trail.root : parent.parent })
        : UNKNOWN_USE;
    case 'CallExpression':
    case 'NewExpression':
      if (parent.callee === node) return UNKNOWN_USE;
      if (takesDefaults(parent, walk.isReader) || isParameterDefault(parent)) return DEFAULT_USE;
      return { kind: 'sink', sink: { call: parent, path: trail.path, root: trail.root, isReturned: trail.isReturned } };
    case 'VariableDeclarator':
      return trail.isHeld ? UNKNOWN_USE : followConstant(walk, parent, trail);
    case 'PropertyDefinition':
      return trail.isHeld || parent.value !== node ? UNKNOWN_USE : heldByField(parent, parent.typeAnnotation, trail);
    case 'AssignmentExpression':
      if (parent.left.type === 'MemberExpression' && parent.left.object.type === 'ThisExpression') return trail.isHeld ? UNKNOWN_USE : heldByField(parent.left, undefined, trail);
      return trail.isHeld || parent.right !== node || parent.operator !== '=' ? UNKNOWN_USE : followVariable(walk, parent.left, trail);
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return followReturn(walk, parent, trail);
    default:
      return UNKNOWN_USE;
  }
}

function followProperty(walk: Walk, property: TSESTree.Property, trail: Trail): OptionUse {
  // A computed key, as of a table by kind, has no name to go by.
  const key = staticKey(property) ?? '';
  if (property.parent.type !== 'ObjectExpression') return UNKNOWN_USE;
  return followObject(walk, property.parent, property, {
    ...trail,
    path: [key, ...trail.path],
    root: trail.isHeld ? trail.root : property.parent,
  });
}

/** An object held by a constant goes where the constant goes; the first call that takes it decides. */
function followConstant(walk: Walk, declarator: TSESTree.VariableDeclarator, trail: Trail): OptionUse {
  const variable = declarator.id.type === 'Identifier' ? findVariable(walk.sourceCode, declarator.id) : undefined;
  const constant = variable && findConstant(variable);
  if (!constant) return UNKNOWN_USE;
  const uses = readsOf(constant.variable).map((read) => followValue(walk, read, { ...trail, isHeld: true }));
  return uses.find((use) => use.kind === 'default') ?? uses.find((use) => use.kind === 'sink') ?? { kind: 'held', constant, root: trail.root };
}

function heldByField(field: TSESTree.PropertyDefinition | TSESTree.MemberExpression, annotation: TSESTree.TSTypeAnnotation | undefined, trail: Trail): OptionUse {
  const name = staticKey(field);
  const type = annotation?.typeAnnotation;
  const typeName = type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : undefined;
  return name === undefined ? UNKNOWN_USE : { kind: 'field', field: name, type: typeName, root: trail.root };
}

/** An object that one of several assignments gives a variable goes where the variable is read. */
function followVariable(walk: Walk, target: TSESTree.Node, trail: Trail): OptionUse {
  const variable = target.type === 'Identifier' ? findVariable(walk.sourceCode, target) : undefined;
  const uses = variable ? readsOf(variable).map((read) => followValue(walk, read, { ...trail, isHeld: true })) : [];
  return uses.find((use) => use.kind === 'default') ?? uses.find((use) => use.kind === 'sink') ?? UNKNOWN_USE;
}

/** The result of a function that is itself an option, as in `forRootAsync({ useFactory: () => ({ … }) })`. */
function followReturn(walk: Walk, node: TSESTree.ReturnStatement | TSESTree.ArrowFunctionExpression, trail: Trail): OptionUse {
  let current: TSESTree.Node = node;
  while (current.type !== 'ArrowFunctionExpression' && current.type !== 'FunctionExpression') {
    // A `return` that stands in no function at all is possible in CommonJS.
    if (current.type === 'FunctionDeclaration' || !current.parent) return UNKNOWN_USE;
    current = current.parent;
  }
  return current.parent.type === 'Property' ? followProperty(walk, current.parent, { ...trail, isReturned: true }) : UNKNOWN_USE;
}

/** In `function send(queue = new PQueue({ concurrency: 10 }))` the caller has the last word. */
function isParameterDefault(call: Call): boolean {
  const node = wrapped(call);
  return node.parent?.type === 'AssignmentPattern' && node.parent.right === node;
}

/** Whether a spread after a member can replace it: `{ timeout: 30, ...options }`. */
function isOverridden(object: TSESTree.ObjectExpression, member: TSESTree.ObjectLiteralElement, key: string | undefined): boolean {
  const later = object.properties.slice(object.properties.indexOf(member) + 1);
  return later.some((element) => element.type === 'SpreadElement' && canHold(element.argument, key));
}

function canHold(value: TSESTree.Expression, key: string | undefined): boolean {
  switch (value.type) {
    case 'ObjectExpression':
      return value.properties.some((property) => property.type === 'SpreadElement' || staticKey(property) === key);
    case 'ConditionalExpression':
      return canHold(value.consequent, key) || canHold(value.alternate, key);
    case 'LogicalExpression':
      return canHold(value.right, key);
    case 'Literal':
      return false;
    default:
      return true;
  }
}
