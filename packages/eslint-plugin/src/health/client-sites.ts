import type { Node } from 'oxc-parser';
import type { DependencyKind } from '../knowledge/dependency-clients.ts';
import { DEPENDENCY_CLIENTS, PACKAGES_IN_TOUCH } from '../knowledge/dependency-clients.ts';
import type { Module } from '../modules/module.ts';
import { boundNames } from '../modules/module.ts';
import { chainOf, isClass, memberName, unwrap } from '../modules/nodes.ts';
import type { Binding, Scope } from '../modules/scopes.ts';
import { walkScoped } from '../modules/scopes.ts';

/** A place where a client of a dependency is made. */
export interface ClientSite {
  readonly kind: DependencyKind;
  readonly node: Node;
  /** What makes it, as the code says it: `new Pool`. */
  readonly text: string;
}

/** What has to be in a text for a client to be made in it. */
export const MAKES_CLIENTS = new RegExp(
  `['"](?:${[...new Set(DEPENDENCY_CLIENTS.flatMap(({ modules }) => modules.map((name) => name.replaceAll(/[.*+?^$(){}|[\]\\/]/gu, String.raw`\$&`))))].join('|')})(?:/|['"])|PrismaClient`,
  'u',
);

/** Scripts that somebody runs by hand, unless they are what starts the server. */
const COMMANDS = /\/bin\/(?!www|server|start|app)[^/]+$/u;

/** The places of a module where clients of dependencies are made for the service itself. */
export function clientSites(module: Module): readonly ClientSite[] {
  if (COMMANDS.test(module.file)) return [];
  const sites: ClientSite[] = [];
  walkScoped(module.program, (node, scope) => {
    const kind = kindMade(node, module, scope);
    if (kind === undefined || madeForOthers(node, scope) || isExempt(module, node)) return;
    // One pool behind another (`drizzle(new Pool())`) is one client.
    if (sites.some((site) => site.kind === kind && site.node.start <= node.start && node.end <= site.node.end)) return;
    sites.push({ kind, node, text: textOf(node) });
  });
  return sites;
}

/** The kind of dependency that a package is a client of, whatever is imported from it. */
export function kindOfPackage(source: string, name: string): DependencyKind | undefined {
  if (name === 'PrismaClient') return 'sql';
  const bare = source.replace(/^node:/u, '');
  const found = DEPENDENCY_CLIENTS.find(({ modules }) => modules.some((module) => bare === module || bare.startsWith(`${module}/`)));
  return found?.kind ?? Object.entries(PACKAGES_IN_TOUCH).find(([module]) => bare === module || bare.startsWith(`${module}/`))?.[1];
}

function kindMade(node: Node, module: Module, scope: Scope): DependencyKind | undefined {
  if (isClass(node)) return node.superClass ? kindOfMaker(node.superClass, module, scope) : undefined;
  if (node.type === 'NewExpression') return kindOfMaker(node.callee, module, scope);
  if (node.type !== 'CallExpression') return undefined;
  const plugin = chainOf(node.callee).at(-1) === 'register' ? node.arguments[0] : undefined;
  return kindOfMaker(node.callee, module, scope) ?? (plugin && kindOfMaker(plugin, module, scope));
}

function kindOfMaker(callee: Node, module: Module, scope: Scope): DependencyKind | undefined {
  const maker = unwrap(callee);
  if (maker.type !== 'Identifier' && maker.type !== 'MemberExpression') return undefined;
  const [root = '', ...rest] = chainOf(maker);
  if (scope.find(root)) return undefined;
  let imported = module.imports.get(root);
  if (!imported) {
    // const { Pool } = pg
    const value = module.values.get(root);
    const origin = value && unwrap(value);
    const from = origin?.type === 'Identifier' ? module.imports.get(origin.name) : undefined;
    imported = from && { source: from.source, name: root };
  }
  if (!imported) return undefined;
  const { source, name } = imported;
  if (name === 'PrismaClient' && rest.length === 0) return 'sql';
  const names = name === '*' || name === 'default' ? [rest.join('.'), ['default', ...rest].join('.')] : [[name, ...rest].join('.')];
  return DEPENDENCY_CLIENTS.find(({ modules, makers }) => modules.some((known) => source === known || source.startsWith(`${known}/`)) && names.some((candidate) => makers.includes(candidate)))?.kind;
}

/** Names of what holds the service's own configuration. */
const OWN_CONFIGURATION = /^(?:\w*config(?:uration)?(?:Service)?|env|environment|cfg)$/iu;

/** Values that hang together are followed so far. */
const MAX_HOPS = 4;

/** Whether a client is made from what a function or an object is given: for a tenant, or for whoever asks. */
function madeForOthers(node: Node, scope: Scope): boolean {
  return (node.type === 'NewExpression' || node.type === 'CallExpression') && node.arguments.some((argument) => isGiven(argument, scope, MAX_HOPS));
}

function isGiven(value: Node, scope: Scope, hops: number): boolean {
  let found = false;
  walkScoped(value, (inner, innerScope) => {
    if (found || hops === 0) return;
    if (inner.type === 'MemberExpression' && inner.object.type === 'ThisExpression') {
      // this.params.url; what a method of the object works out is its own business.
      if (/^#?_?(?:params?|datasource|connection(?:Info|Params|Options)?|credentials?|settings|options|integration|tenant|account)$/iu.test(memberName(inner) ?? '')) found = true;
      return;
    }
    if (inner.type !== 'Identifier' || innerScope.find(inner.name)) return;
    const binding = scope.find(inner.name);
    // `config.redisUrl` is the service's own, `config` as a whole may be anybody's.
    if (binding?.kind === 'parameter') found = isPluginOption(binding) ? false : !OWN_CONFIGURATION.test(inner.name) || inner === value;
    else if (binding?.kind === 'variable' && binding.init) found = isGiven(binding.init, scope, hops - 1);
  });
  return found;
}

/** What a plugin of Fastify gets besides the instance is what the service itself registers it with. */
function isPluginOption({ owner, name }: Binding & { kind: 'parameter' }): boolean {
  const [instance, options] = owner.params.flatMap((parameter) => boundNames(parameter)[0]?.name ?? []);
  return options === name && /^(?:fastify|app|instance|server|_app|_fastify)$/u.test(instance ?? '');
}

/** `@healthcheck-exempt <reason>` in a comment on the line or right above it. */
function isExempt(module: Module, node: Node): boolean {
  const before = module.text.slice(0, node.start).split('\n');
  const line = (before.pop() ?? '') + (module.text.slice(node.start).split('\n', 1)[0] ?? '');
  if (line.includes('@healthcheck-exempt')) return true;
  for (let above = before.pop(); above !== undefined && /^\s*(?:\/\/|\/?\*)/u.test(above); above = before.pop()) if (above.includes('@healthcheck-exempt')) return true;
  return false;
}

function textOf(node: Node): string {
  if (isClass(node)) return `extends ${node.superClass ? chainOf(node.superClass).join('.') : ''}`;
  const chain = chainOf(node).join('.');
  return node.type === 'NewExpression' ? `new ${chain}` : node.type === 'CallExpression' && chain.endsWith('register') ? `register(${chainOf(node.arguments[0] ?? node).join('.')})` : chain;
}
