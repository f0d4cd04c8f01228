import type {
  ArrowFunctionExpression,
  Class,
  Function as FunctionNode,
  Node,
  ObjectExpression,
  ObjectProperty,
  TSTypeAnnotation,
} from 'oxc-parser';
import { oxc } from './oxc.ts';

export type AnyFunction = FunctionNode | ArrowFunctionExpression;

/** The nodes directly inside a node, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const key of oxc().visitorKeys[node.type] ?? []) {
    const value: unknown = Reflect.get(node, key);
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(child)) children.push(child); // an array of what the parser put there
  }
  return children;
}

/** Calls `visit` with a node and everything inside it; what is inside a node for which it returns false is left out. */
export function walk(node: Node, visit: (node: Node) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

export function isFunction(node: Node): node is AnyFunction {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration';
}

export function isClass(node: Node): node is Class {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** The expression inside type wrappers, optional chains, parentheses and `await`. */
export function unwrap(node: Node): Node {
  let current = node;
  for (;;) {
    switch (current.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        current = current.expression;
        break;
      case 'AwaitExpression':
        current = current.argument;
        break;
      default:
        return current;
    }
  }
}

/** A string that is written down: a literal, or a template without expressions. */
export function literalText(node: Node | null | undefined): string | undefined {
  if (!node) return undefined;
  const inner = unwrap(node);
  if (inner.type === 'Literal' && typeof inner.value === 'string') return inner.value;
  if (inner.type === 'TemplateLiteral' && inner.expressions.length === 0) return inner.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The name of a key that is written down: of a property, a member, a class element or a type's member. */
export function keyName(node: { readonly key: Node; readonly computed?: boolean }): string | undefined {
  const { key, computed } = node;
  if (computed !== true && (key.type === 'Identifier' || key.type === 'PrivateIdentifier')) return key.name;
  if (key.type === 'Literal' && typeof key.value === 'number') return String(key.value);
  return literalText(key);
}

/** `b` of `a.b` and `a['b']`. */
export function memberName(node: Node): string | undefined {
  return node.type === 'MemberExpression' ? keyName({ key: node.property, computed: node.computed }) : undefined;
}

/** The property of an object that is written down, spreads aside. */
export function propertyOf(object: ObjectExpression, ...names: readonly string[]): ObjectProperty | undefined {
  return object.properties.find((node): node is ObjectProperty => node.type === 'Property' && names.includes(keyName(node) ?? ''));
}

/** The value of a property of an object that is written down. */
export function valueOf(node: Node | null | undefined, ...names: readonly string[]): Node | undefined {
  const object = node && unwrap(node);
  return object?.type === 'ObjectExpression' ? propertyOf(object, ...names)?.value : undefined;
}

/**
 * The names of a chain such as `this.db.query`, outermost object first; calls in the chain are left out, so
 * `z.string().min` gives `z`, `string`, `min`. Empty when the chain does not start with a name.
 */
export function chainOf(node: Node): readonly string[] {
  const current = unwrap(node);
  switch (current.type) {
    case 'Identifier':
      return [current.name];
    case 'ThisExpression':
      return ['this'];
    case 'CallExpression':
    case 'NewExpression':
      return chainOf(current.callee);
    case 'TaggedTemplateExpression':
      return chainOf(current.tag);
    case 'MemberExpression': {
      const object = chainOf(current.object);
      return object.length === 0 ? [] : [...object, memberName(current) ?? ''];
    }
    default:
      return [];
  }
}

/** The expression that a chain starts from: `a` of `a.b().c`. */
export function chainRoot(node: Node): Node {
  let current = unwrap(node);
  for (;;) {
    if (current.type === 'MemberExpression') current = unwrap(current.object);
    else if (current.type === 'CallExpression' || current.type === 'NewExpression') current = unwrap(current.callee);
    else if (current.type === 'TaggedTemplateExpression') current = unwrap(current.tag);
    else return current;
  }
}

/** The name of a type as it is written: `Pool` of `pool?: Pool`, `Redis.Cluster`'s first name, of a union the first that has one. */
export function typeNames(annotation: TSTypeAnnotation | Node | null | undefined): readonly string[] {
  const names: string[] = [];
  if (!annotation) return names;
  walk(annotation, (node) => {
    if (node.type === 'TSTypeReference') {
      let name: Node = node.typeName;
      while (name.type === 'TSQualifiedName') name = name.left;
      if (name.type === 'Identifier') names.push(name.name);
    } else if (node.type === 'TSTypeQuery') {
      let name: Node = node.exprName;
      while (name.type === 'TSQualifiedName') name = name.left;
      if (name.type === 'Identifier') names.push(name.name);
    }
    return undefined;
  });
  return names;
}

/** The decorators of a class or of a member, with the name that each has and what it is called with. */
export function decoratorsOf(node: Node): readonly { readonly name: string; readonly arguments: readonly Node[]; readonly node: Node }[] {
  const decorators: readonly Node[] = 'decorators' in node && Array.isArray(node.decorators) ? node.decorators : [];
  return decorators.flatMap((decorator) => {
    if (decorator.type !== 'Decorator') return [];
    const { expression } = decorator;
    const name = chainOf(expression).at(-1);
    return name === undefined ? [] : [{ name, arguments: expression.type === 'CallExpression' ? expression.arguments : [], node: decorator }];
  });
}
