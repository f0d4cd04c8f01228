import type { CallExpression, Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { isFunction, literalText, memberName, unwrap, valueOf } from '../modules/nodes.ts';
import type { Scope } from '../modules/scopes.ts';
import { staticText } from '../modules/static-text.ts';
import { methodNamed } from './route.ts';
import type { RouterTest } from './routers.ts';
import { comesFromFramework, isFunctionHere } from './routers.ts';

/** What a call says that registers a route. */
interface Registration {
  readonly paths: readonly string[];
  readonly node: Node;
  readonly handlers: readonly Node[];
}

/** Reads `router.get('/p', handler)` and its kin; undefined for calls that register nothing. */
export function readRegistration(call: CallExpression, receiver: Node, module: Module, modules: Modules | undefined, isRouter: RouterTest, scope: Scope): Registration | 'unknown' | undefined {
  // router.route('/p').get(handler).post(handler)
  const routed = routeCallBelow(receiver);
  if (routed && call.arguments.length > 0 && isRouter(routed.callee, scope)) {
    const [first] = routed.arguments;
    const path = first && staticText(written(first, scope), module, modules);
    return path === undefined || !first ? 'unknown' : { paths: [path], node: first, handlers: handlersIn(call.arguments) };
  }
  const [first, ...rest] = call.arguments;
  if (!first || rest.length === 0 || !takesRequests(rest) || !isRouter(receiver, scope)) return undefined;
  // A name such as “api” may as well belong to a client, which is given data where a router is given functions.
  const isCertain = comesFromFramework(receiver, module, scope) || rest.some((argument) => isFunctionHere(argument, module, scope));
  if (!isCertain) return undefined;
  const handlers = handlersIn(rest);
  const list = unwrap(written(first, scope));
  const paths = (list.type === 'ArrayExpression' ? list.elements : [list]).map((element) => element ? staticText(written(element, scope), module, modules) : undefined);
  // Koa's router takes a name in front of the path.
  const [name, path] = [paths[0], rest[0] ? staticText(rest[0], module, modules) : undefined];
  if (name !== undefined && !/^[/*]|^$/u.test(name)) return path?.startsWith('/') === true && rest[0] ? { paths: [path], node: rest[0], handlers } : undefined;
  return paths.every((text) => text !== undefined) ? { paths, node: first, handlers } : 'unknown';
}

/** What a constant of a function around the call holds. */
function written(node: Node, scope: Scope): Node {
  const binding = node.type === 'Identifier' ? scope.find(node.name) : undefined;
  return binding?.kind === 'variable' && binding.init ? binding.init : node;
}

/** Whether what follows the path can answer requests: the last argument is no text and no bare options. */
function takesRequests(rest: readonly Node[]): boolean {
  const last = rest.at(-1);
  if (!last) return false;
  const node = unwrap(last);
  if (isFunction(node) || node.type === 'Identifier' || node.type === 'MemberExpression' || node.type === 'ArrayExpression' || node.type === 'CallExpression' || node.type === 'SpreadElement') return true;
  // Fastify takes the handler among the options, Elysia and others take options behind the handler, which a function may give: guarded(handler).
  return node.type === 'ObjectExpression' && (valueOf(node, 'handler') !== undefined || rest.some((other) => isFunction(unwrap(other)) || unwrap(other).type === 'CallExpression'));
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

