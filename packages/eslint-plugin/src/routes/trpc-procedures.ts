import type { CallExpression } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import { chainOf, keyName, memberName, unwrap, walk } from '../modules/nodes.ts';
import type { ModuleRoutes, Mount, Route } from './route.ts';
import { topLevelParts } from './top-level-parts.ts';

const ROUTER_CALLS = /^(?:router|createTRPCRouter|createRouter|mergeRouters|trpcRouter|\w+Router)$/u;
const KINDS: Readonly<Record<string, string>> = { query: 'QUERY', mutation: 'MUTATION', subscription: 'SUBSCRIPTION' };

/** Procedures of tRPC and oRPC: `router({ name: procedure.input(…).query(fn) })`, with nested routers as dotted names. */
export function findProcedures(module: Module): ModuleRoutes {
  const routes: Route[] = [];
  const mounts: Mount[] = [];
  if (!/\.(?:query|mutation|subscription)\s*\(|[rR]outer\s*\(/u.test(module.text)) return { routes, mounts, unknown: [] };
  for (const [owner, part] of topLevelParts(module)) {
    walk(part, (node) => {
      if (node.type !== 'CallExpression' || !ROUTER_CALLS.test(chainOf(node.callee).at(-1) ?? '')) return undefined;
      readRouter(node, owner, '');
      return false;
    });
  }
  return { routes, mounts, unknown: [] };

  function readRouter(call: CallExpression, owner: string, prefix: string): void {
    const [argument] = call.arguments;
    if (chainOf(call.callee).at(-1) === 'mergeRouters') {
      for (const merged of call.arguments) mounts.push({ owner, prefix, target: unwrap(merged) });
      return;
    }
    if (argument?.type !== 'ObjectExpression') return;
    for (const property of argument.properties) {
      const name = property.type === 'Property' ? keyName(property) : undefined;
      if (property.type !== 'Property' || name === undefined) continue;
      const value = unwrap(property.value);
      const path = prefix === '' ? name : `${prefix}.${name}`;
      if (value.type === 'CallExpression' && ROUTER_CALLS.test(chainOf(value.callee).at(-1) ?? '')) readRouter(value, owner, path);
      else if (value.type === 'CallExpression') {
        const kind = KINDS[memberName(unwrap(value.callee)) ?? ''];
        if (kind !== undefined) routes.push({ method: kind, path, owner, node: property.key, registration: value, handlers: [...value.arguments] });
      } else if (value.type === 'Identifier' || value.type === 'MemberExpression') mounts.push({ owner, prefix: path, target: value });
    }
  }
}
