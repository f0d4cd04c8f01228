import type { Node } from 'oxc-parser';
import { SERVE_FUNCTIONS, SERVER_MODULES } from '../knowledge/server-frameworks.ts';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { chainOf, chainRoot, isFunction, memberName, unwrap } from '../modules/nodes.ts';
import type { Scope } from '../modules/scopes.ts';
import { walkScoped } from '../modules/scopes.ts';

/** A call that makes a process answer requests. */
export interface ServerStart {
  readonly node: Node;
  /** As the code has it: `app.listen`. */
  readonly text: string;
}

/** What has to be in a text for a server to be started in it. */
export const STARTS_SERVERS = /\.listen\s*\(|\bserve\s*\(|startStandaloneServer/u;

const MAX_HOPS = 6;

/** The calls of a module that start a server which belongs to a known framework or to Node itself. */
export function serverStarts(module: Module, modules: Modules): readonly ServerStart[] {
  const starts: ServerStart[] = [];
  walkScoped(module.program, (node, scope) => {
    if (node.type !== 'CallExpression') return;
    const callee = unwrap(node.callee);
    if (callee.type === 'MemberExpression') {
      const name = memberName(callee);
      const [first] = node.arguments;
      // history.listen(callback) and the like have no port.
      if (name === 'listen' && !(first && isFunction(unwrap(first))) && isServer(callee.object, { module, scope }, modules, MAX_HOPS)) starts.push({ node: callee, text: chainOf(callee).join('.') });
      else if (name === 'serve' && chainOf(callee).join('.') === 'Bun.serve') starts.push({ node: callee, text: 'Bun.serve' });
    } else if (callee.type === 'Identifier' && !scope.find(callee.name)) {
      const imported = module.imports.get(callee.name);
      if (imported && SERVE_FUNCTIONS.some(([source, name]) => imported.source === source && imported.name === name)) starts.push({ node: callee, text: callee.name });
    }
  });
  return starts;
}

interface Place {
  readonly module: Module;
  readonly scope?: Scope;
}

/** Whether a value can be traced to a framework; what is handed in from elsewhere cannot. */
function isServer(value: Node, { module, scope }: Place, modules: Modules, hops: number): boolean {
  if (hops === 0) return false;
  const root = chainRoot(value);
  if (root.type !== 'Identifier') return false;
  const binding = scope?.find(root.name);
  if (binding) return binding.kind === 'variable' && binding.init !== null && isServer(binding.init, { module, ...(scope && { scope }) }, modules, hops - 1);
  const meaning = modules.meaning(module, root.name);
  if (meaning?.kind === 'package') return SERVER_MODULES.some((name) => meaning.source === name || meaning.source.startsWith(`${name}/`));
  if (meaning?.kind !== 'declaration') return false;
  const { node } = meaning;
  // createApp() gives back what its return statements say.
  if (isFunction(node)) return returnsServer(node, meaning.module, modules, hops - 1);
  return node !== root && isServer(node, { module: meaning.module }, modules, hops - 1);
}

function returnsServer(body: Node, module: Module, modules: Modules, hops: number): boolean {
  let found = false;
  walkScoped(body, (node, scope) => {
    if (node.type === 'ReturnStatement' && node.argument) found ||= isServer(node.argument, { module, scope }, modules, hops);
  });
  return found;
}
