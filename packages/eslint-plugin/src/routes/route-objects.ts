import type { Node, ObjectExpression } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { chainOf, propertyOf, unwrap, valueOf, walk } from '../modules/nodes.ts';
import { staticText } from '../modules/static-text.ts';
import type { ModuleRoutes, Route } from './route.ts';
import { methodNamed } from './route.ts';
import type { Holder } from './router-calls.ts';
import { topLevelParts } from './top-level-parts.ts';

/** Calls whose argument describes a route; a function that is called `route` may as well make a limit or a rule of it. */
const ROUTE_CALLS = /^(?:createRoute|addRoute|defineRoute|registerRoute)$/u;
const ROUTE_METHODS = /^(?:route|router|openapi)$/u;
/** What a description of a route has besides method and path, and an HTTP request has not. */
const ROUTE_KEYS = ['handler', 'handle', 'responses', 'middleware', 'preHandler', 'operationId'];

/**
 * Routes that an object describes: `fastify.route({ method, url, handler })`, Hono's `createRoute({ method, path })`,
 * hapi's `server.route({…})`, contracts of ts-rest and zodios, and home-made tables with `method`, `path` and `handler`.
 *
 * @param holders what the calls are made on that may describe a route
 */
export function findRouteObjects(module: Module, modules: Modules | undefined, holders: ReadonlyMap<Node, Holder>): ModuleRoutes {
  const routes: Route[] = [];
  const unknown: Node[] = [];
  for (const [owner, part] of topLevelParts(module)) {
    const visit = (node: Node, isInRouteCall: boolean, holder: Holder): void => {
      walk(node, (inner) => {
        if (inner === node) return undefined;
        if (inner.type === 'CallExpression' && !isInRouteCall && describesRoute(inner.callee)) {
          visit(inner, true, holders.get(inner) ?? holder);
          return false;
        }
        if (inner.type !== 'ObjectExpression') return undefined;
        if (!isInRouteCall && ROUTE_KEYS.every((key) => !propertyOf(inner, key))) return undefined;
        const found = readObject(inner, module, modules);
        if (found === 'unknown') unknown.push(inner);
        else if (found) routes.push(...found.map((route) => ({ ...route, owner: holder.owner, path: holder.prefix + route.path })));
        return undefined;
      });
    };
    visit(part, false, { owner, prefix: '' });
  }
  return { routes, mounts: [], unknown };
}

function describesRoute(callee: Node): boolean {
  const name = chainOf(callee).at(-1) ?? '';
  return ROUTE_CALLS.test(name) || (unwrap(callee).type === 'MemberExpression' && ROUTE_METHODS.test(name));
}

function readObject(object: ObjectExpression, module: Module, modules: Modules | undefined): readonly Omit<Route, 'owner'>[] | 'unknown' | undefined {
  const method = propertyOf(object, 'method', 'methods');
  const path = propertyOf(object, 'path', 'url');
  if (!method || !path) return undefined;
  const value = unwrap(method.value);
  const methods = (value.type === 'ArrayExpression' ? value.elements : [value]).map((node) => {
    const text = node ? staticText(node, module, modules) : undefined;
    return text === undefined ? undefined : methodNamed(text);
  });
  if (value.type === 'Literal' && methods[0] === undefined) return undefined;
  const text = staticText(path.value, module, modules);
  if (text === undefined || methods.some((name) => name === undefined)) return 'unknown';
  if (/^\w+:/u.test(text)) return undefined;
  const handler = valueOf(object, 'handler', 'handle');
  return methods.flatMap((name) =>
    name === undefined ? [] : [{ method: name, path: text, node: path.value, registration: object, handlers: handler ? [handler] : [] }],
  );
}
