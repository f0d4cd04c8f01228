import type { TSESTree } from '@typescript-eslint/utils';

/** Several rules walk the same tree, one after the other. */
const known = new WeakMap<TSESTree.Node, readonly TSESTree.Node[]>();

/** All nodes of a tree, parents before what is in them, in the order of the text as far as the parser has it. */
export function nodesIn(root: TSESTree.Node): readonly TSESTree.Node[] {
  if (root.type !== 'Program') return collect(root);
  let nodes = known.get(root);
  if (!nodes) known.set(root, (nodes = collect(root)));
  return nodes;
}

// A stack instead of calls: rules run while somebody types.
function collect(root: TSESTree.Node): readonly TSESTree.Node[] {
  const nodes: TSESTree.Node[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    nodes.push(node);
    open.push(...childrenOf(node).reverse());
  }
  return nodes;
}

/**
 * Gives each node its parent, as ESLint does while it lints, in a tree that ESLint has not seen.
 * @returns the same tree
 */
export function linkParents(program: TSESTree.Program): TSESTree.Program {
  for (const parent of nodesIn(program)) for (const child of childrenOf(parent)) Object.assign(child, { parent });
  return program;
}

function childrenOf(node: TSESTree.Node): TSESTree.Node[] {
  const children: TSESTree.Node[] = [];
  for (const key in node) {
    if (key === 'parent' || key === 'loc' || key === 'range' || key === 'tokens' || key === 'comments') continue;
    const value: unknown = node[key as keyof TSESTree.Node]; // one of its own keys
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) children.push(...(value as unknown[]).filter(isNode)); // an array of anything
    else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The nodes around a node, the nearest first. */
export function* ancestorsOf(node: TSESTree.Node): Generator<TSESTree.Node, undefined> {
  for (let current = node.parent; current; current = current.parent) yield current;
  return undefined;
}
