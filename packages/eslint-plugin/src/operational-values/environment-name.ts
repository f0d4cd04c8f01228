import type { TSESTree } from '@typescript-eslint/utils';
import { toSnakeCase } from '../analysis/names.ts';
import { chainNames, isPluginRegistration, unwrap } from '../analysis/syntax.ts';

/** The name of an environment variable for a constant or a field: its own name in capitals. */
export function environmentNameOf(name: string): string {
  return toSnakeCase(name).toUpperCase();
}

/**
 * The name of an environment variable for an option. A key of one word says too little alone, so it gets the name of
 * the object around it or of what is being called: `POOL_MAX` for `new Pool({ max: 10 })`.
 *
 * @param path the keys that lead to the option
 * @param call the call that receives the options
 */
export function environmentNameOfOption(path: readonly string[], call: TSESTree.CallExpression | TSESTree.NewExpression): string {
  const name = environmentNameOf(path.at(-1) ?? '');
  if (name.includes('_')) return name;
  const owner = path.at(-2) ?? calledName(call);
  const prefix = owner === undefined ? '' : environmentNameOf(owner);
  return prefix === '' ? name : `${prefix}_${name}`;
}

/** `Pool` of `new pg.Pool()`, `rateLimit` of `app.register(rateLimit)`, `axios` of `axios.get()`, `Redis` of `super()` in a class that extends `Redis`. */
function calledName(call: TSESTree.CallExpression | TSESTree.NewExpression): string | undefined {
  const callee = unwrap(call.callee);
  const [plugin] = call.arguments;
  if (plugin?.type === 'Identifier' && isPluginRegistration(call)) return plugin.name;
  const names = chainNames(callee.type === 'Super' ? (superClassOf(callee) ?? callee) : callee).filter((name) => name !== 'this' && name !== 'super');
  return call.type === 'CallExpression' && callee.type === 'MemberExpression' ? (names.at(-2) ?? names.at(-1)) : names.at(-1);
}

function superClassOf(node: TSESTree.Node): TSESTree.Node | null | undefined {
  let current: TSESTree.Node | undefined = node;
  while (current && current.type !== 'ClassDeclaration' && current.type !== 'ClassExpression') current = current.parent;
  return current?.superClass;
}
