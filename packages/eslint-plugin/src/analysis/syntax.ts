import type { TSESTree } from '@typescript-eslint/utils';

/** Wrappers that exist for the type checker only: `x as T`, `x satisfies T`, `x!`, `<T>x`. */
type TypeWrapper =
  | TSESTree.TSAsExpression
  | TSESTree.TSSatisfiesExpression
  | TSESTree.TSNonNullExpression
  | TSESTree.TSTypeAssertion;

function isTypeWrapper(node: TSESTree.Node): node is TypeWrapper {
  return (
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSTypeAssertion'
  );
}

/** The expression inside type wrappers and optional chains. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let current = node;
  while (isTypeWrapper(current) || current.type === 'ChainExpression') current = current.expression;
  return current;
}

/** The outermost node that is the same value as `node` at run time: the node itself or its outermost type wrapper. */
export function wrapped(node: TSESTree.Node): TSESTree.Node {
  let current = node;
  while (current.parent && (isTypeWrapper(current.parent) || current.parent.type === 'ChainExpression')) current = current.parent;
  return current;
}

/** The name of a property, member or class field when it is written down; `undefined` when it is computed. */
export function staticKey(node: TSESTree.Property | TSESTree.PropertyDefinition | TSESTree.MemberExpression): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  if (!node.computed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier')) return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}

/**
 * The names of a chain such as `config.server.get`, outermost object first; calls in the chain are left out, so
 * `z.string().min` gives `z`, `string`, `min`. Empty when the chain does not start with a name.
 */
export function chainNames(node: TSESTree.Node): readonly string[] {
  const current = unwrap(node);
  switch (current.type) {
    case 'Identifier':
      return [current.name];
    case 'ThisExpression':
      return ['this'];
    case 'Super':
      return ['super'];
    case 'CallExpression':
    case 'NewExpression':
      return chainNames(current.callee);
    case 'MemberExpression': {
      const key = staticKey(current);
      const object = chainNames(current.object);
      return key === undefined || object.length === 0 ? [] : [...object, key];
    }
    default:
      return [];
  }
}

/** The last name of a callee: `Pool` of `pg.Pool`, `get` of `client().get`. */
export function calleeName(node: TSESTree.CallExpression | TSESTree.NewExpression): string | undefined {
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'Super') return 'super';
  return callee.type === 'MemberExpression' ? staticKey(callee) : undefined;
}

/** Whether a call hands a plugin to a host: `app.register(plugin, options)`, `app.use(plugin, options)`. */
export function isPluginRegistration(node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return /^(?:register|use)$/.test(calleeName(node) ?? '');
}
