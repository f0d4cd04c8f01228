import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { decoratorsOf, isFunction, literalText, unwrap, valueOf, walk } from '../modules/nodes.ts';
import { routesOf } from '../routes/routes-of.ts';

/** What a probe asks: whether the service can do its work, or whether its process is alive at all. */
export type Probe = 'readiness' | 'liveness';

/** A place where a service answers a probe. */
export interface HealthEntry {
  readonly probe: Probe;
  /** As the code has it: `/healthz`. */
  readonly path: string;
  readonly module: Module;
  /** What a report underlines. */
  readonly node: Node;
  /** What answers; empty when it is not in this module. */
  readonly handlers: readonly Node[];
  /** The class whose methods the handlers are. */
  readonly controller?: Node;
}

/** What has to be in a text, or in a path, for a probe to be answered there. */
export const ANSWERS_PROBES = /health|["'`/](?:ready|readyz|readiness|alive|live|livez|liveness|heartbeat|ping)(?![\w$])|under-?pressure/iu;

const READINESS = /^_?(?:health(?:z|[-_]?checks?)?|ready(?:z|[-_]?check)?|readiness(?:z|[-_]?(?:check|probe))?|heartbeat|healthy)$/iu;
const LIVENESS = /^_?(?:live(?:z|[-_]?check)?|liveness(?:z|[-_]?(?:check|probe))?|alive|ping)$/iu;
/** Segments that may stand in front of a probe's name. */
const IN_FRONT = /^(?:api|v\d+|_|internal|system|public|status|actuator|-|monitoring|app|service|common|core|management|server|web|health|probes?)$/iu;

/** The probe that a path is for; undefined for every other path. */
function probeOf(path: string): Probe | undefined {
  const segments = path.replace(/[?#].*$/u, '').split('/').filter((segment) => segment !== '');
  const last = segments.at(-1);
  if (last === undefined || segments.length > 4) return undefined;
  const front = segments.slice(0, -1);
  if (!front.every((segment) => IN_FRONT.test(segment) || READINESS.test(segment))) {
    // /health/db, /readiness/full
    return READINESS.test(segments[0] ?? '') && segments.length === 2 && /^[\w-]+$/u.test(last) && !LIVENESS.test(last) ? 'readiness' : undefined;
  }
  if (LIVENESS.test(last)) return 'liveness';
  return READINESS.test(last) || (READINESS.test(front.at(-1) ?? '') && /^[\w-]+$/u.test(last)) ? 'readiness' : undefined;
}

/** The places of a module that answer probes. */
export function healthEntries(module: Module, modules: Modules): readonly HealthEntry[] {
  const entries: HealthEntry[] = [];
  for (const route of routesOf(module, modules).routes) {
    if (!['GET', 'HEAD', 'ALL'].includes(route.method)) continue;
    const { path } = route;
    const isTerminus = decoratorsOf(route.registration).some(({ name }) => name === 'HealthCheck');
    // Where a router is mounted by another module, its own names and those of its file say what it is for.
    const around = [route.owner.replace(/(?:Router|Routes|Controller|Check|Api)$/u, ''), ...fileNames(module.file)];
    const own = probeOf(path) ?? (isTerminus ? 'readiness' : undefined);
    const name = own === undefined && (path === '/' || path === '') ? around.find((candidate) => probeOf(`/${candidate}`) !== undefined) : undefined;
    const probe = own ?? (name === undefined ? undefined : probeOf(`/${name}`));
    if (probe === undefined) continue;
    const exported = route.handlers.length === 0 ? modules.exported(module, route.method) : undefined;
    const home = exported?.kind === 'declaration' ? exported : undefined;
    entries.push({ probe, path: name === undefined ? path : `/${name}`, module: home?.module ?? module, node: route.node, handlers: home ? [home.node] : route.handlers, ...(route.controller && { controller: route.controller }) });
  }
  const known = new Set(entries.map(({ node }) => node));
  walk(module.program, (node) => {
    if (node.type === 'Property') {
      // createTerminus(server, { healthChecks: { '/ready': check } }), Bun.serve({ routes: { '/health': handler } })
      const path = literalText(node.key);
      const value = unwrap(node.value);
      const probe = path?.startsWith('/') === true ? probeOf(path) : undefined;
      if (probe !== undefined && path !== undefined && (isFunction(value) || value.type === 'Identifier' || value.type === 'MemberExpression')) entries.push({ probe, path, module, node: node.key, handlers: [value] });
    } else if (node.type === 'IfStatement') {
      const path = comparedPath(node.test);
      if (path && !known.has(path.node)) entries.push({ probe: path.probe, path: path.text, module, node: path.node, handlers: [node.consequent] });
    } else if (node.type === 'SwitchCase' && node.test) {
      const path = literalText(node.test);
      const probe = path?.startsWith('/') === true ? probeOf(path) : undefined;
      if (probe !== undefined && path !== undefined) entries.push({ probe, path, module, node: node.test, handlers: node.consequent });
    } else if (node.type === 'CallExpression') {
      const check = node.arguments.map((argument) => valueOf(argument, 'healthCheck')).find((value) => value !== undefined);
      if (check && /under-?pressure/iu.test(module.text)) entries.push({ probe: 'readiness', path: '/status', module, node: check, handlers: [check] });
    }
    return undefined;
  });
  return entries;
}

/** The name of a file without its endings, and where that says nothing the name of its folder. */
function fileNames(file: string): readonly string[] {
  const [name = '', folder = ''] = file.split('/').reverse();
  const stem = name.replace(/\.(?:routes?|router|controller|handler|plugin)(?=\.)|\.[cm]?[jt]sx?$/gu, '');
  return /^(?:index|route|routes|router|handler)$/u.test(stem) ? [folder] : [stem];
}

/** `req.url === '/healthz'`, in a test that may ask for more. */
function comparedPath(test: Node): { readonly node: Node; readonly text: string; readonly probe: Probe } | undefined {
  let found: { node: Node; text: string; probe: Probe } | undefined;
  walk(test, (node) => {
    if (node.type !== 'BinaryExpression' || (node.operator !== '===' && node.operator !== '==')) return undefined;
    for (const side of [node.left, node.right]) {
      const text = literalText(side);
      const probe = text?.startsWith('/') === true ? probeOf(text) : undefined;
      if (text !== undefined && probe !== undefined) found = { node: side, text, probe };
    }
    return undefined;
  });
  return found;
}
