import type { CallExpression, Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { chainOf, isFunction, unwrap, valueOf } from '../modules/nodes.ts';
import { staticText } from '../modules/static-text.ts';
import type { Mount } from './route.ts';

/** How constants are called that hold a path. */
const PATH_NAMES = /(?:prefix|path|base|basePath|route|endpoint|url)$/iu;

/** Reads what a call such as `app.use('/api', check, router)` puts behind which prefix. */
export function readMount(call: CallExpression, name: string, module: Module, modules: Modules | undefined): readonly Omit<Mount, 'owner'>[] {
  const [first, ...rest] = call.arguments;
  if (!first) return [];
  // What describes one route is no router, and has nothing in front: app.openapi(route, handler).
  if (name === 'openapi') return first.type === 'Identifier' ? [{ target: first, prefix: '' }] : [];
  if (name === 'register') {
    const prefix = valueOf(rest[0], 'prefix');
    return [{ target: unwrap(first), prefix: prefix ? staticText(prefix, module, modules) : '' }];
  }
  // app.route('/p') alone begins the registration of one path.
  if (name === 'route' && rest.length === 0) return [];
  const prefix = staticText(first, module, modules);
  const isPath = prefix !== undefined || !mayBeTarget(unwrap(first), module) || (rest.length > 0 && PATH_NAMES.test(chainOf(first).at(-1) ?? ''));
  const targets = (isPath ? rest : call.arguments).filter((argument) => mayBeTarget(unwrap(argument), module));
  // Koa's app.use(mount('/p', other)).
  const koaMounts = targets.flatMap((target) => {
    const inner = unwrap(target);
    const [path, other] = inner.type === 'CallExpression' && chainOf(inner.callee).join('.') === 'mount' ? inner.arguments : [];
    return path && other ? [{ target: other, prefix: staticText(path, module, modules) }] : [];
  });
  return koaMounts.length > 0 ? koaMounts : targets.map((target) => ({ target, prefix: isPath ? prefix : '' }));
}

/** What can be a router: a name, a member, what a call gives back, a function that is given a router. */
function mayBeTarget(node: Node, module: Module): boolean {
  if (node.type === 'Identifier') {
    const value = module.values.get(node.name);
    return value === undefined || !['Literal', 'TemplateLiteral', 'BinaryExpression', 'ObjectExpression'].includes(unwrap(value).type);
  }
  return isFunction(node) || node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'MemberExpression' || node.type === 'ImportExpression';
}
