import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { chainOf, chainRoot, keyName, literalText, memberName, unwrap } from '../modules/nodes.ts';
import { nestApplications } from './nest-application.ts';
import type { ModuleRoutes, Route } from './route.ts';

/** A route with the paths that it has for those who call: as many as its router is mounted in places. */
export interface MountedRoute {
  readonly module: Module;
  readonly route: Route;
  /** Those that begin with {@link UNKNOWN_PREFIX} have something in front that cannot be told from the text. */
  readonly paths: readonly string[];
}

/** Stands in a path for what is written in a way that cannot be told. */
export const UNKNOWN_PREFIX = '…';

/** A router of some module, by the module's file and its name in there. */
type Key = string;

interface Above {
  readonly key: Key;
  readonly prefix: string | undefined;
}

const MAX_DEPTH = 12;
/** Of a router that is mounted in more places than this, no more are told. */
const MAX_PATHS = 20;

/**
 * Puts in front of every route what the modules around it say: `app.use('/v1', router)`, plugins with a prefix, tRPC's
 * routers in routers, and NestJS's global prefix, versions and `RouterModule`.
 *
 * @param declared the routes of every module of a project
 */
export function mountRoutes(declared: readonly { readonly module: Module; readonly routes: ModuleRoutes }[], modules: Modules): readonly MountedRoute[] {
  const above = new Map<Key, Above[]>();
  const owners = new Set(declared.flatMap(({ module, routes }) => [...routes.routes, ...routes.mounts].map(({ owner }) => keyOf(module, owner))));
  const add = (key: Key, entry: Above): void => {
    const known = above.get(key) ?? [];
    if (key !== entry.key && !known.some((other) => other.key === entry.key && other.prefix === entry.prefix)) above.set(key, [...known, entry]);
  };
  for (const { module, routes } of declared) {
    for (const { owner, prefix, target, within } of routes.mounts) {
      const targets = within === undefined ? targetsOf(target, module, modules) : [keyOf(module, within)];
      for (const key of targets) add(key, { key: keyOf(module, owner), prefix });
    }
  }
  // A router inside of a function that nothing takes there is what the function gives back.
  for (const key of owners) {
    const end = key.lastIndexOf('/');
    if (end > key.indexOf('#') && !above.has(key)) add(key, { key: key.slice(0, end), prefix: '' });
  }
  // const users = createUsersRouter(): what stands in the function, stands behind the variable.
  const followed = new Set([...owners, ...above.keys()]);
  for (const key of followed) {
    const [file = '', name = ''] = key.split('#');
    const module = modules.at(file);
    const value = module?.values.get(name);
    for (const maker of module && value ? makersOf(value, module, modules) : []) {
      add(maker, { key, prefix: '' });
      followed.add(maker);
    }
  }
  const known = new Map<Key, readonly string[]>();
  const prefixesOf = (key: Key, depth: number, separator: string): readonly string[] => {
    const found = known.get(separator + key);
    if (found) return found;
    const entries = depth > MAX_DEPTH ? [] : (above.get(key) ?? []);
    const prefixes = entries.length === 0 ? [''] : [...new Set(entries.flatMap((entry) => prefixesOf(entry.key, depth + 1, separator).map((outer) => (entry.prefix === undefined ? UNKNOWN_PREFIX : joined(outer, entry.prefix, separator)))))];
    if (depth === 0) known.set(separator + key, prefixes);
    return prefixes.slice(0, MAX_PATHS);
  };
  const nest = nestApplications(declared.map(({ module }) => module), modules);
  return declared.flatMap(({ module, routes }) =>
    routes.routes.map((route) => {
      if (route.controller) return { module, route, paths: nest.pathsOf(module, route) };
      const separator = isProcedure(route) ? '.' : '/';
      return { module, route, paths: prefixesOf(keyOf(module, route.owner), 0, separator).map((prefix) => joined(prefix, route.path, separator)) };
    }),
  );
}

/** Whether a route is a procedure, whose names are joined by dots. */
function isProcedure({ method }: Route): boolean {
  return method === 'QUERY' || method === 'MUTATION' || method === 'SUBSCRIPTION';
}

function joined(outer: string, inner: string, separator: string): string {
  if (separator === '.') return [outer, inner].filter((part) => part !== '').join('.');
  const path = `${outer.startsWith(UNKNOWN_PREFIX) ? '' : '/'}${outer}/${inner}`.replaceAll(/\/{2,}/gu, '/');
  return path.length > 1 ? path.replace(/\/$/u, '') : path;
}

function keyOf({ file }: Module, owner: string): Key {
  return `${file}#${owner}`;
}

/** The routers that a mounted expression may be: the name itself, and the function that makes it. */
function targetsOf(target: Node, module: Module, modules: Modules): readonly Key[] {
  const node = unwrap(target);
  if (node.type === 'ImportExpression' || (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require')) {
    const specifier = literalText(node.type === 'ImportExpression' ? node.source : node.arguments[0]);
    const file = specifier === undefined ? undefined : modules.resolve(module, specifier);
    const other = file === undefined ? undefined : modules.at(file);
    return other ? keysOf(modules.exported(other, 'default')) : [];
  }
  // koa-mount, compose([…]) and wrappers such as fp(plugin) hand on what they are given.
  if (node.type === 'CallExpression' && node.arguments.length > 0 && chainOf(node.callee).length === 1) {
    const inner = node.arguments.flatMap((argument) => (argument.type === 'Identifier' || argument.type === 'MemberExpression' ? targetsOf(argument, module, modules) : []));
    return [...nameTargets(node, module, modules), ...inner];
  }
  return nameTargets(node, module, modules);
}

function nameTargets(node: Node, module: Module, modules: Modules): readonly Key[] {
  const root = chainRoot(node);
  if (root.type !== 'Identifier') return [];
  const meaning = modules.meaning(module, root.name);
  if (!meaning || meaning.kind === 'package') return [];
  const member = firstMember(node, root);
  if (meaning.kind === 'module') return member === undefined ? keysOf(modules.exported(meaning.module, 'default')) : keysOf(modules.exported(meaning.module, member));
  // A constant object with routers in it: routes.users.
  const value = unwrap(meaning.node);
  if (value.type === 'ObjectExpression' && member !== undefined) {
    const property = value.properties.find((candidate) => candidate.type === 'Property' && keyName(candidate) === member);
    return property?.type === 'Property' ? targetsOf(property.value, meaning.module, modules) : [];
  }
  return [keyOf(meaning.module, meaning.name)];
}

/** The functions and classes that a value is made by: `users` of `users(database)`, `Users` of `new Users().router`. */
function makersOf(value: Node, module: Module, modules: Modules): readonly Key[] {
  const node = unwrap(value);
  return node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'MemberExpression' ? targetsOf(node, module, modules) : [];
}

function keysOf(meaning: ReturnType<Modules['meaning']>): readonly Key[] {
  return meaning?.kind === 'declaration' ? [keyOf(meaning.module, meaning.name)] : [];
}

/** `users` of `routes.users.handler()`. */
function firstMember(node: Node, root: Node): string | undefined {
  let current = unwrap(node);
  for (;;) {
    if (current.type === 'MemberExpression') {
      const object = unwrap(current.object);
      if (object === root) return memberName(current);
      current = object;
    } else if (current.type === 'CallExpression' || current.type === 'NewExpression') current = unwrap(current.callee);
    else return undefined;
  }
}
