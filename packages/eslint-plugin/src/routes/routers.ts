import type { Node } from 'oxc-parser';
import { HTTP_CLIENT_MODULES, ROUTER_MODULES, ROUTER_NAMES } from '../knowledge/route-frameworks.ts';
import type { Module } from '../modules/module.ts';
import { chainRoot, isFunction, memberName, unwrap, valueOf, walk } from '../modules/nodes.ts';
import type { Scope } from '../modules/scopes.ts';

/** Tells whether an expression is an app or a router, in the scope that it stands in. */
export type RouterTest = (node: Node, scope?: Scope) => boolean;

interface Place {
  readonly module: Module;
  /** Names of parameters that are routers by what takes the function. */
  readonly handedIn: ReadonlySet<string>;
  readonly scope: Scope | undefined;
}

/** Makes a test that tells the apps and routers of a module from everything else that has such methods. */
export function routerTest(module: Module): RouterTest {
  // app.register(async (scope) => scope.get(…)): whatever the parameter is called.
  const handedIn = new Set<string>();
  walk(module.program, (node) => {
    if (node.type !== 'CallExpression' || !/^(?:register|group|guard|mount)$/u.test(memberName(unwrap(node.callee)) ?? '')) return undefined;
    for (const argument of node.arguments) {
      const plugin = unwrap(argument);
      const [parameter] = isFunction(plugin) ? plugin.params : [];
      if (parameter?.type === 'Identifier') handedIn.add(parameter.name);
    }
    return undefined;
  });
  return (node, scope) => isRouterIn(node, { module, handedIn, scope });
}

/** Whether an expression is an app or a router, by where it comes from or, when that is not known, by its name. */
function isRouterIn(node: Node, place: Place, hops = 6): boolean {
  const { module, handedIn, scope } = place;
  const root = chainRoot(node);
  if (root.type === 'ThisExpression') {
    const names = [...memberNames(node)];
    return names.length === 0 || names.some((name) => ROUTER_NAMES.test(name));
  }
  if (root.type !== 'Identifier') return false;
  const imported = module.imports.get(root.name);
  if (imported) {
    if (isFrom(imported.source, HTTP_CLIENT_MODULES)) return false;
    return isFrom(imported.source, ROUTER_MODULES) || ROUTER_NAMES.test(root.name);
  }
  const binding = scope?.find(root.name);
  const value = binding ? (binding.kind === 'variable' ? binding.init : undefined) : module.values.get(root.name);
  if (value && hops > 0) {
    const origin = unwrap(value);
    if (origin.type === 'CallExpression' || origin.type === 'NewExpression' || origin.type === 'MemberExpression') {
      const from = chainRoot(origin);
      const source = from.type === 'Identifier' ? module.imports.get(from.name)?.source : undefined;
      if (source !== undefined && isFrom(source, HTTP_CLIENT_MODULES)) return false;
      if (from !== root && isRouterIn(origin, place, hops - 1)) return true;
    }
  }
  return ROUTER_NAMES.test(root.name) || (!value && handedIn.has(root.name));
}

/** Whether the value can be traced to a framework in this module. */
export function comesFromFramework(node: Node, module: Module, scope?: Scope, hops = 6): boolean {
  const root = chainRoot(node);
  if (root.type !== 'Identifier' || hops === 0) return false;
  const imported = module.imports.get(root.name);
  if (imported) return isFrom(imported.source, ROUTER_MODULES);
  const binding = scope?.find(root.name);
  const value = binding ? (binding.kind === 'variable' ? (binding.init ?? undefined) : undefined) : module.values.get(root.name);
  return value !== undefined && unwrap(value).type !== 'Identifier' && !isFunction(value) && chainRoot(value) !== root && comesFromFramework(value, module, scope, hops - 1);
}

/** Whether an argument is a function for all that this module shows: written here, declared here or imported. */
export function isFunctionHere(argument: Node, module: Module, scope?: Scope): boolean {
  const node = unwrap(argument);
  if (isFunction(node)) return true;
  if (node.type === 'ArrayExpression') return node.elements.some((element) => element !== null && isFunctionHere(element, module, scope));
  if (node.type === 'ObjectExpression') return valueOf(node, 'handler') !== undefined;
  if (node.type === 'CallExpression') return node.arguments.some((inner) => isFunctionHere(inner, module, scope));
  const root = chainRoot(node);
  if (root.type === 'ThisExpression') return node.type === 'MemberExpression';
  if (root.type !== 'Identifier') return false;
  const binding = scope?.find(root.name);
  if (binding) return (binding.kind === 'variable' && binding.init !== null && isFunction(unwrap(binding.init))) || (binding.kind === 'other' && isFunction(binding.node));
  const value = module.values.get(root.name);
  return module.imports.has(root.name) || (value !== undefined && (isFunction(unwrap(value)) || node.type === 'MemberExpression'));
}

function* memberNames(node: Node): Generator<string> {
  let current = unwrap(node);
  while (current.type === 'MemberExpression' || current.type === 'CallExpression') {
    const name = memberName(current);
    if (name !== undefined) yield name;
    current = unwrap(current.type === 'MemberExpression' ? current.object : current.callee);
  }
}

function isFrom(source: string, names: readonly string[]): boolean {
  return names.some((name) => source === name || source.startsWith(`${name}/`));
}
