import type { TSESTree } from '@typescript-eslint/utils';
import { ancestorsOf, nodesIn } from '../analysis/tree.ts';

type Node = TSESTree.Node;

/** What runs when a flag is on, and what runs when it is off. */
export interface Guard {
  readonly on: readonly Node[];
  readonly off: readonly Node[];
}

/**
 * The branches that a flag decides between: in conditions that it stands in, and in those where a constant stands that
 * holds it.
 *
 * @param value the expression that asks for the flag
 */
export function guardsOf(value: Node): Guard[] {
  const direct = guardAt(value);
  if (direct) return [direct];
  const declarator = [...ancestorsOf(value)].find((node) => node.type === 'VariableDeclarator' || isFunction(node));
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return [];
  const { name } = declarator.id;
  const scope = [...ancestorsOf(declarator)].find((node) => isFunction(node) || node.type === 'Program');
  const uses = scope ? nodesIn(scope).filter((node) => node.type === 'Identifier' && node.name === name && node !== declarator.id) : [];
  return uses.flatMap((use) => guardAt(use) ?? []);
}

function isFunction(node: Node): boolean {
  return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
}

/** The guard whose condition an expression is, or is a part of that has to hold. */
function guardAt(value: Node): Guard | undefined {
  let node = value;
  let isOn = true;
  for (;;) {
    const { parent }: { parent?: Node | undefined } = node;
    switch (parent?.type) {
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'TSNonNullExpression':
      case 'TSAsExpression':
        break;
      case 'UnaryExpression':
        if (parent.operator !== '!') return undefined;
        isOn = !isOn;
        break;
      case 'BinaryExpression': {
        const other = parent.left === node ? parent.right : parent.left;
        if (other.type !== 'Literal' || typeof other.value !== 'boolean' || !/^[!=]==?$/.test(parent.operator)) return undefined;
        if (parent.operator.startsWith('!') === other.value) isOn = !isOn;
        break;
      }
      case 'LogicalExpression': {
        // `isOn && rest`: a condition to which more is added, or a value that is there or not.
        if (parent.operator === '||' && !isOn) break;
        if (parent.operator !== '&&' || !isOn) return undefined;
        if (!isCondition(parent)) return parent.left === node ? { on: [parent.right], off: [] } : undefined;
        break;
      }
      case 'ConditionalExpression':
        if (parent.test !== node) return undefined;
        return isOn ? { on: [parent.consequent], off: [parent.alternate] } : { on: [parent.alternate], off: [parent.consequent] };
      case 'IfStatement':
        return parent.test === node ? ofStatement(parent, isOn) : undefined;
      default:
        return undefined;
    }
    node = parent;
  }
}

function isCondition(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'LogicalExpression' && parent.operator === '&&') return isCondition(parent);
  return (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') && parent.test === node;
}

function ofStatement(statement: TSESTree.IfStatement, isOn: boolean): Guard {
  const { consequent, alternate } = statement;
  const rest = alternate ? [alternate] : leaves(consequent) ? behind(statement) : [];
  return isOn ? { on: [consequent], off: rest } : { on: rest, off: [consequent] };
}

/** Whether nothing behind a statement runs: it returns, throws, or goes on with the next round. */
function leaves(statement: TSESTree.Statement): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(leaves);
  return statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement' || statement.type === 'ContinueStatement' || statement.type === 'BreakStatement';
}

function behind(statement: TSESTree.IfStatement): readonly Node[] {
  const { parent } = statement;
  return parent.type === 'BlockStatement' || parent.type === 'Program' ? parent.body.slice(parent.body.indexOf(statement) + 1) : [];
}
