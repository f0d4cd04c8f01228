import type { CallExpression, Node } from 'oxc-parser';
import { HTTP_CLIENT_MODULES, ROUTER_MODULES, ROUTER_NAMES } from '../knowledge/route-frameworks.ts';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { chainRoot, isFunction, literalText, memberName, unwrap, valueOf, walk } from '../modules/nodes.ts';
import { staticText } from '../modules/static-text.ts';
import type { ModuleRoutes, Mount, Route } from './route.ts';
import { methodNamed } from './route.ts';

/**
 * Routes that are registered by calls on a router: `router.get('/p', handler)` of Express, Fastify, Koa, Hono, Elysia
 * and their kin, `router.route('/p').get(handler)`, and what one router says of another (`use`, `route`, `register`).
 */
export function findRouterCalls(module: Module, modules: Modules | undefined): ModuleRoutes {
  const routes: Route[] = [];
  const mounts: Mount[] = [];
  const unknown: Node[] = [];
  const isRouter = routerTest(module);
  for (const [owner, statement] of topLevelParts(module)) {
    walk(statement, (node) => {
      if (node.type !== 'CallExpression') return undefined;
      const callee = unwrap(node.callee);
      const name = memberName(callee);
      if (name === undefined || callee.type !== 'MemberExpression') return undefined;
      const method = methodNamed(name);
      const root = rootName(callee.object);
      const holder = module.values.has(root) ? root : owner;
      if (method !== undefined) {
        const found = readRegistration(node, callee.object, module, modules, isRouter);
        if (found === 'unknown') unknown.push(node);
        else if (found) for (const path of found.paths) routes.push({ method, path: ownPrefix(module, holder, modules) + path, owner: holder, node: found.node, registration: node, handlers: found.handlers });
      } else if (/^(?:use|route|register|mount|group|basePath)$/u.test(name) && isRouter(callee.object)) {
        const mount = readMount(node, name, module, modules);
        if (mount) mounts.push({ ...mount, owner: holder });
        else if (name === 'route' && literalText(node.arguments[0]) === undefined && node.arguments.length === 1 && node.arguments[0]?.type !== 'ObjectExpression') unknown.push(node);
      }
      return undefined;
    });
  }
  return { routes, mounts, unknown };
}

/** Each top-level statement of a module with the name that it declares; what declares none has an empty name. */
export function topLevelParts(module: Module): readonly (readonly [name: string, node: Node])[] {
  const parts: [string, Node][] = [];
  for (const statement of module.program.body) {
    const inner: Node = statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
    if (inner.type === 'VariableDeclaration') {
      for (const declarator of inner.declarations) parts.push([declarator.id.type === 'Identifier' ? declarator.id.name : '', declarator]);
    } else {
      const named = 'id' in inner && inner.id && 'name' in inner.id ? inner.id.name : statement.type === 'ExportDefaultDeclaration' ? 'default' : '';
      parts.push([named, inner]);
    }
  }
  return parts;
}

interface Registration {
  readonly paths: readonly string[];
  readonly node: Node;
  readonly handlers: readonly Node[];
}

function readRegistration(call: CallExpression, receiver: Node, module: Module, modules: Modules | undefined, isRouter: (node: Node) => boolean): Registration | 'unknown' | undefined {
  // router.route('/p').get(handler).post(handler)
  const routed = routeCallBelow(receiver);
  if (routed && call.arguments.length > 0 && isRouter(routed.callee)) {
    const [first] = routed.arguments;
    const path = first && staticText(first, module, modules);
    return path === undefined || !first ? 'unknown' : { paths: [path], node: first, handlers: handlersIn(call.arguments) };
  }
  const [first, ...rest] = call.arguments;
  if (!first || rest.length === 0 || !takesRequests(rest) || !isRouter(receiver)) return undefined;
  // A name such as “api” may as well belong to a client, which is given data where a router is given functions.
  const isCertain = comesFromFramework(receiver, module) || rest.some((argument) => isFunctionHere(argument, module));
  if (!isCertain) return undefined;
  const handlers = handlersIn(rest);
  const list = unwrap(first);
  const paths = (list.type === 'ArrayExpression' ? list.elements : [list]).map((element) => element ? staticText(element, module, modules) : undefined);
  // Koa's router takes a name in front of the path.
  const [name, path] = [paths[0], rest[0] ? staticText(rest[0], module, modules) : undefined];
  if (name !== undefined && !/^[/*]|^$/u.test(name)) return path?.startsWith('/') === true && rest[0] ? { paths: [path], node: rest[0], handlers } : undefined;
  return paths.every((text) => text !== undefined) ? { paths, node: first, handlers } : 'unknown';
}

/** Whether what follows the path can answer requests: the last argument is no text and no bare options. */
function takesRequests(rest: readonly Node[]): boolean {
  const last = rest.at(-1);
  if (!last) return false;
  const node = unwrap(last);
  if (isFunction(node) || node.type === 'Identifier' || node.type === 'MemberExpression' || node.type === 'ArrayExpression' || node.type === 'CallExpression' || node.type === 'SpreadElement') return true;
  // Fastify takes the handler among the options, Elysia and others take options behind the handler.
  return node.type === 'ObjectExpression' && (valueOf(node, 'handler') !== undefined || rest.some((other) => isFunction(unwrap(other))));
}

function handlersIn(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((argument) => {
    const node = unwrap(argument);
    const handler = valueOf(node, 'handler');
    if (handler) return [handler];
    if (node.type === 'ObjectExpression' || literalText(node) !== undefined) return [];
    return node.type === 'ArrayExpression' ? handlersIn(node.elements.filter((element) => element !== null)) : [node];
  });
}

function routeCallBelow(receiver: Node): CallExpression | undefined {
  let current = unwrap(receiver);
  while (current.type === 'CallExpression') {
    const callee = unwrap(current.callee);
    const name = memberName(callee);
    if (callee.type !== 'MemberExpression' || name === undefined) return undefined;
    if (name === 'route' && current.arguments.length === 1 && current.arguments[0]?.type !== 'ObjectExpression') return current;
    if (methodNamed(name) === undefined) return undefined;
    current = unwrap(callee.object);
  }
  return undefined;
}

function readMount(call: CallExpression, name: string, module: Module, modules: Modules | undefined): Omit<Mount, 'owner'> | undefined {
  const [first, ...rest] = call.arguments;
  if (!first) return undefined;
  if (name === 'register') {
    const prefix = valueOf(rest[0], 'prefix');
    return { target: first, prefix: prefix ? staticText(prefix, module, modules) : '' };
  }
  const target = rest.at(-1);
  if (!target) return name === 'use' ? { target: first, prefix: '' } : undefined;
  const prefix = staticText(first, module, modules);
  // app.use(middleware, router) has no prefix.
  const isPath = prefix !== undefined || unwrap(first).type === 'TemplateLiteral' || unwrap(first).type === 'BinaryExpression';
  return { target, prefix: isPath ? prefix : '' };
}

/** `new Router({ prefix: '/x' })`, `new Elysia({ prefix })`, `new Hono().basePath('/x')`. */
function ownPrefix(module: Module, owner: string, modules: Modules | undefined): string {
  const value = module.values.get(owner);
  if (!value) return '';
  let prefix = '';
  let current = unwrap(value);
  while (current.type === 'CallExpression' || current.type === 'NewExpression') {
    const given = valueOf(current.arguments[0], 'prefix');
    if (given) prefix = (staticText(given, module, modules) ?? '') + prefix;
    const callee = unwrap(current.callee);
    if (memberName(callee) === 'basePath' && current.arguments[0]) prefix = (staticText(current.arguments[0], module, modules) ?? '') + prefix;
    if (callee.type !== 'MemberExpression') break;
    current = unwrap(callee.object);
  }
  return prefix;
}

function rootName(node: Node): string {
  const root = chainRoot(node);
  return root.type === 'Identifier' ? root.name : '';
}

/** Tells the apps and routers of a module from everything else that has such methods. */
function routerTest(module: Module): (node: Node) => boolean {
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
  return (node) => isRouterIn(node, module, handedIn);
}

/** Whether an expression is an app or a router, by where it comes from or, when that is not known, by its name. */
function isRouterIn(node: Node, module: Module, handedIn: ReadonlySet<string>, hops = 6): boolean {
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
  const value = module.values.get(root.name);
  if (value && hops > 0) {
    const origin = unwrap(value);
    if (origin.type === 'CallExpression' || origin.type === 'NewExpression' || origin.type === 'MemberExpression') {
      const from = chainRoot(origin);
      const source = from.type === 'Identifier' ? module.imports.get(from.name)?.source : undefined;
      if (source !== undefined && isFrom(source, HTTP_CLIENT_MODULES)) return false;
      if (from !== root && isRouterIn(origin, module, handedIn, hops - 1)) return true;
    }
  }
  return ROUTER_NAMES.test(root.name) || (!value && handedIn.has(root.name));
}

/** Whether the value can be traced to a framework in this module. */
function comesFromFramework(node: Node, module: Module, hops = 6): boolean {
  const root = chainRoot(node);
  if (root.type !== 'Identifier' || hops === 0) return false;
  const imported = module.imports.get(root.name);
  if (imported) return isFrom(imported.source, ROUTER_MODULES);
  const value = module.values.get(root.name);
  return value !== undefined && unwrap(value).type !== 'Identifier' && !isFunction(value) && chainRoot(value) !== root && comesFromFramework(value, module, hops - 1);
}

/** Whether an argument is a function for all that this module shows: written here, declared here or imported. */
function isFunctionHere(argument: Node, module: Module): boolean {
  const node = unwrap(argument);
  if (isFunction(node)) return true;
  if (node.type === 'ArrayExpression') return node.elements.some((element) => element !== null && isFunctionHere(element, module));
  if (node.type === 'ObjectExpression') return valueOf(node, 'handler') !== undefined;
  if (node.type === 'CallExpression') return node.arguments.some((inner) => isFunctionHere(inner, module));
  const root = chainRoot(node);
  if (root.type === 'ThisExpression') return node.type === 'MemberExpression';
  if (root.type !== 'Identifier') return false;
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
