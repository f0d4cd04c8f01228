import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import { isFunction } from '../modules/nodes.ts';
import type { ModuleRoutes, Route } from './route.ts';
import { methodNamed } from './route.ts';

/**
 * Routes that a file is by where it lies: `app/…/route.ts` and `pages/api/…` of Next.js, and modules of Remix and React
 * Router that answer with `loader` and `action` and show nothing.
 */
export function findFileRoutes(module: Module): ModuleRoutes {
  const { file } = module;
  const app = /\/app\/(.+\/)?route\.[jt]sx?$/u.exec(file);
  if (app) return { routes: exportedHandlers(module, pathOfSegments(app[1] ?? ''), methodNamed), mounts: [], unknown: [] };
  const page = /\/pages\/(api\/.+)\.[jt]sx?$/u.exec(file);
  if (page?.[1] !== undefined) {
    const path = pathOfSegments(page[1].replace(/(?:^|\/)index$/u, ''));
    return { routes: exportedHandlers(module, path, (name) => (name === 'default' ? 'ALL' : undefined)), mounts: [], unknown: [] };
  }
  const remix = /\/app\/routes\/(.+?)(?:\/route|\/index)?\.[jt]sx?$/u.exec(file);
  if (remix?.[1] !== undefined && !module.exports.has('default')) {
    const path = pathOfSegments(remix[1].replaceAll(/\+?\/|\./gu, '/').replaceAll(/\$(\w+)/gu, '[$1]'));
    return { routes: exportedHandlers(module, path, (name) => (name === 'loader' ? 'GET' : name === 'action' ? 'POST' : undefined)), mounts: [], unknown: [] };
  }
  return { routes: [], mounts: [], unknown: [] };
}

function exportedHandlers(module: Module, path: string, methodOf: (name: string) => string | undefined): readonly Route[] {
  const routes: Route[] = [];
  for (const [name, exported] of module.exports) {
    const method = methodOf(name);
    if (method === undefined || (name !== 'default' && name.toLowerCase() === name && name !== 'loader' && name !== 'action')) continue;
    const local = 'local' in exported ? exported.local : undefined;
    const value = local === undefined ? undefined : module.values.get(local);
    const node = value ?? module.program;
    routes.push({ method, path, owner: local ?? '', node: nameNode(node), registration: node, handlers: value ? [value] : [] });
  }
  return routes;
}

/** The name of a function where it has one: underlining a whole handler helps nobody. */
function nameNode(node: Node): Node {
  return isFunction(node) ? (node.id ?? node) : node;
}

/** The path of a folder: groups in parentheses and slots are not part of it. */
function pathOfSegments(folder: string): string {
  const segments = folder.split('/').filter((segment) => segment !== '' && !/^(?:\(.*\)|@.*|_\w+)$/u.test(segment));
  return `/${segments.join('/')}`;
}
