import type { TSESTree } from '@typescript-eslint/utils';

/** All nodes of a tree, parents before what is in them, in the order of the text as far as the parser has it. */
export function* nodesIn(root: TSESTree.Node): Generator<TSESTree.Node, undefined> {
  yield root;
  for (const [key, value] of Object.entries(root)) {
    if (key === 'parent' || typeof value !== 'object' || value === null) continue;
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(child)) yield* nodesIn(child); // an array of anything
  }
  return undefined;
}

/**
 * Gives each node its parent, as ESLint does while it lints, in a tree that ESLint has not seen.
 * @returns the same tree
 */
export function linkParents(program: TSESTree.Program): TSESTree.Program {
  for (const node of nodesIn(program)) {
    for (const [key, value] of Object.entries(node)) {
      if (key === 'parent' || typeof value !== 'object' || value === null) continue;
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(child)) Object.assign(child, { parent: node }); // an array of anything
    }
  }
  return program;
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The nodes around a node, the nearest first. */
export function* ancestorsOf(node: TSESTree.Node): Generator<TSESTree.Node, undefined> {
  for (let current = node.parent; current; current = current.parent) yield current;
  return undefined;
}
