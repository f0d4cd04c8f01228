import type { TSESTree } from '@typescript-eslint/utils';
import type { Range } from 'sqllint';
import { calleeName, unwrap } from '../../analysis/syntax.ts';
import type { Scope } from './scope.ts';

/** Where a node stands, if that is the migration's own file. */
export function placeIn({ module }: Scope, { range: [start, end] }: TSESTree.Node): Range | undefined {
  return module?.isForeign ? undefined : { start, end };
}

/** From the name of what is called to the end of the call, as calls are chained. */
export function rangeOf(node: TSESTree.Node): Range {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : node.type === 'TaggedTemplateExpression' ? unwrap(node.tag) : undefined;
  const isChained = callee?.type === 'MemberExpression' && unwrap(callee.object).type === 'CallExpression';
  return { start: isChained ? callee.property.range[0] : node.range[0], end: node.range[1] };
}

/** Where each of the arguments of a call stands. */
export function argumentsOf(node: TSESTree.Node): Range[] {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
  return node.arguments.map(({ range: [start, end] }) => ({ start, end }));
}

/** The last name of what is called. */
export function calledName(node: TSESTree.Node): string | undefined {
  return node.type === 'CallExpression' || node.type === 'NewExpression' ? calleeName(node) : undefined;
}
