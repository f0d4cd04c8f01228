import type { Node } from 'oxc-parser';
import { boundNames } from './module.ts';
import type { AnyFunction } from './nodes.ts';
import { childrenOf, isFunction } from './nodes.ts';

/** A name that is bound inside a piece of code. */
export type Binding =
  | { readonly kind: 'parameter'; readonly owner: AnyFunction; readonly pattern: Node; readonly name: string }
  | { readonly kind: 'variable'; readonly init: Node | null; readonly name: string }
  | { readonly kind: 'other'; readonly node: Node; readonly name: string };

/** The names that are bound around a node, inside the code that is walked. */
export class Scope {
  readonly #bindings = new Map<string, Binding>();
  readonly #above: Scope | undefined;

  constructor(above?: Scope) {
    this.#above = above;
  }

  find(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.#above?.find(name);
  }

  declare(binding: Binding): void {
    this.#bindings.set(binding.name, binding);
  }
}

/**
 * Walks a node and what is inside it, and tells for every node which names are bound there by the walked code itself:
 * a name that the scope does not know belongs to the module around it, or is a global.
 */
export function walkScoped(node: Node, enter: (node: Node, scope: Scope) => void, scope: Scope = new Scope()): void {
  enter(node, scope);
  if (isFunction(node)) {
    const inner = new Scope(scope);
    for (const pattern of node.params) for (const { name } of boundNames(pattern)) inner.declare({ kind: 'parameter', owner: node, pattern, name });
    for (const child of childrenOf(node)) walkScoped(child, enter, inner);
    return;
  }
  const opensScope = node.type === 'BlockStatement' || node.type === 'ForStatement' || node.type === 'ForOfStatement' || node.type === 'ForInStatement' || node.type === 'SwitchStatement' || node.type === 'CatchClause';
  const inner = opensScope ? new Scope(scope) : scope;
  if (opensScope) for (const child of childrenOf(node)) declareIn(inner, child);
  if (node.type === 'CatchClause' && node.param) for (const { name } of boundNames(node.param)) inner.declare({ kind: 'other', node, name });
  for (const child of childrenOf(node)) walkScoped(child, enter, inner);
}

function declareIn(scope: Scope, node: Node): void {
  if (node.type === 'VariableDeclaration') {
    for (const { id, init } of node.declarations) for (const { name } of boundNames(id)) scope.declare({ kind: 'variable', init, name });
  } else if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id) {
    scope.declare({ kind: 'other', node, name: node.id.name });
  } else if (node.type === 'SwitchCase') {
    for (const child of node.consequent) declareIn(scope, child);
  }
}
