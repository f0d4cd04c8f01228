import type { CallExpression, Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { chainRoot, isFunction, literalText, memberName, unwrap, valueOf } from '../modules/nodes.ts';
import type { AnyFunction } from '../modules/nodes.ts';
import type { Scope } from '../modules/scopes.ts';
import { walkScoped } from '../modules/scopes.ts';
import { staticText } from '../modules/static-text.ts';
import { readMount } from './mounts.ts';
import { readRegistration } from './registration.ts';
import type { ModuleRoutes, Mount, Route } from './route.ts';
import { methodNamed } from './route.ts';
import { routerTest } from './routers.ts';
import { topLevelParts } from './top-level-parts.ts';

/** What a route is registered on: the owner by its name, and what the router itself puts in front of its paths. */
export interface Holder {
  readonly owner: string;
  readonly prefix: string;
}

/** Methods by which a router takes another one, or is given what stands in front. */
const MOUNTING = /^(?:use|route|register|mount|group|guard|openapi)$/u;

/**
 * Routes that are registered by calls on a router: `router.get('/p', handler)` of Express, Fastify, Koa, Hono, Elysia
 * and their kin, `router.route('/p').get(handler)`, and what one router says of another (`use`, `route`, `register`).
 * Besides them it tells the holders of calls that may describe a route by an object.
 */
export function findRouterCalls(module: Module, modules: Modules | undefined): ModuleRoutes & { readonly holders: ReadonlyMap<Node, Holder> } {
  const holders = new Map<Node, Holder>();
  const routes: Route[] = [];
  const mounts: Mount[] = [];
  const unknown: Node[] = [];
  const isRouter = routerTest(module);
  /** What `router.prefix('/p')` of Koa says later. */
  const laterPrefixes = new Map<string, string>();

  for (const [top, statement] of topLevelParts(module)) {
    const reader = new HolderReader(module, modules, top);
    walkScoped(statement, (node, scope) => {
      if (node.type === 'VariableDeclarator' && node !== statement) reader.declare(node);
      if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
      const callee = unwrap(node.callee);
      const name = memberName(callee);
      if (node.type === 'NewExpression' || callee.type === 'Identifier') {
        handOver(node.callee, node.arguments, reader, scope);
        return;
      }
      if (name === undefined || callee.type !== 'MemberExpression') return;
      const method = methodNamed(name);
      if (method !== undefined) {
        const found = readRegistration(node, callee.object, module, modules, isRouter, scope);
        if (found === 'unknown') unknown.push(node);
        if (!found || found === 'unknown') return;
        const { owner, prefix } = reader.holderOf(callee.object, scope);
        for (const path of found.paths) routes.push({ method, path: prefix + path, owner, node: found.node, registration: node, handlers: found.handlers });
      } else if (isRouter(callee.object, scope)) {
        const holder = reader.holderOf(callee.object, scope);
        holders.set(node, holder);
        readMounting(node, name, holder, reader, scope);
      }
    });
  }
  return { routes: routes.map((route) => ({ ...route, path: (laterPrefixes.get(route.owner) ?? '') + route.path })), mounts, unknown, holders };

  function readMounting(call: CallExpression, name: string, holder: Holder, reader: HolderReader, scope: Scope): void {
    if (name === 'prefix') {
      const prefix = call.arguments[0] && staticText(call.arguments[0], module, modules);
      if (prefix !== undefined) laterPrefixes.set(holder.owner, prefix);
    }
    if (!MOUNTING.test(name)) return;
    // A proxy answers whatever another service answers.
    if (name === 'register' && valueOf(call.arguments[1], 'upstream')) unknown.push(call);
    for (const { target, prefix } of readMount(call, name, module, modules)) {
      const written = unwrap(target);
      const whole = prefix === undefined ? undefined : holder.prefix + prefix;
      if (isFunction(written)) {
        // What the function is given is this router, behind the prefix.
        const inner = whole === undefined ? `${holder.owner}/${written.start}` : holder.owner;
        reader.handIn(written, { owner: inner, prefix: whole ?? '' });
        if (whole === undefined) mounts.push({ owner: holder.owner, prefix: whole, target, within: inner });
      } else mounts.push({ owner: holder.owner, prefix: whole, target, ...reader.localOwner(target, scope) });
    }
    const isUnknown = name === 'route' && literalText(call.arguments[0]) === undefined && call.arguments.length === 1 && call.arguments[0]?.type !== 'ObjectExpression' && readMount(call, name, module, modules).length === 0;
    if (isUnknown) unknown.push(call);
  }

  /** `registerUsers(app)` and `new UserRoutes(router)`: what they register, they register on what they are given. */
  function handOver(callee: Node, given: readonly Node[], reader: HolderReader, scope: Scope): void {
    const target = unwrap(callee);
    if (target.type !== 'Identifier' || scope.find(target.name)) return;
    for (const argument of given) {
      const router = unwrap(argument);
      if (router.type !== 'Identifier' && router.type !== 'MemberExpression') continue;
      if (isRouter(router, scope)) mounts.push({ owner: reader.holderOf(router, scope).owner, prefix: reader.holderOf(router, scope).prefix, target });
    }
  }
}

/** Tells what the router is called that an expression stands for: inside one top-level statement of a module. */
class HolderReader {
  readonly #module: Module;
  readonly #modules: Modules | undefined;
  readonly #top: string;
  /** Functions that are given a router. */
  readonly #handedIn = new Map<AnyFunction, Holder>();
  /** The variables inside functions whose values begin with an expression. */
  readonly #declared = new Map<Node, string>();

  constructor(module: Module, modules: Modules | undefined, top: string) {
    this.#module = module;
    this.#modules = modules;
    this.#top = top;
  }

  handIn(taker: AnyFunction, holder: Holder): void {
    this.#handedIn.set(taker, holder);
  }

  declare({ id, init }: Node & { type: 'VariableDeclarator' }): void {
    if (id.type !== 'Identifier' || !init) return;
    for (let node = unwrap(init); ; ) {
      this.#declared.set(node, id.name);
      if (node.type === 'CallExpression' || node.type === 'NewExpression') node = unwrap(node.callee);
      else if (node.type === 'MemberExpression') node = unwrap(node.object);
      else return;
    }
  }

  holderOf(receiver: Node, scope: Scope): Holder {
    const root = chainRoot(receiver);
    const own = this.#prefixIn(receiver);
    if (root.type !== 'Identifier') return { owner: this.#top, prefix: own };
    const binding = scope.find(root.name);
    if (binding?.kind === 'variable') return { owner: this.#inside(root.name), prefix: (binding.init ? this.#prefixIn(binding.init) : '') + own };
    if (binding?.kind === 'parameter') {
      const handedIn = binding.owner.params[0] === binding.pattern ? this.#handedIn.get(binding.owner) : undefined;
      return handedIn ? { owner: handedIn.owner, prefix: handedIn.prefix + own } : { owner: this.#top, prefix: own };
    }
    const value = this.#module.values.get(root.name);
    if (value && !isFunction(value)) return { owner: root.name, prefix: this.#prefixIn(value) + own };
    const declared = this.#declared.get(unwrap(receiver));
    return { owner: declared === undefined ? this.#top : this.#inside(declared), prefix: own };
  }

  /** The owner that a target is, when it is a variable inside of this statement. */
  localOwner(target: Node, scope: Scope): { readonly within?: string } {
    const root = chainRoot(target);
    return root.type === 'Identifier' && scope.find(root.name)?.kind === 'variable' ? { within: this.#inside(root.name) } : {};
  }

  #inside(name: string): string {
    return `${this.#top}/${name}`;
  }

  /** `new Router({ prefix: '/x' })`, `new Elysia({ prefix })`, `new Hono().basePath('/x')`. */
  #prefixIn(node: Node): string {
    let prefix = '';
    let current = unwrap(node);
    while (current.type === 'CallExpression' || current.type === 'NewExpression') {
      const callee = unwrap(current.callee);
      const given = memberName(callee) === 'basePath' ? current.arguments[0] : valueOf(current.arguments[0], 'prefix');
      if (given) prefix = (staticText(given, this.#module, this.#modules) ?? '') + prefix;
      if (callee.type !== 'MemberExpression') break;
      current = unwrap(callee.object);
    }
    return prefix;
  }
}
