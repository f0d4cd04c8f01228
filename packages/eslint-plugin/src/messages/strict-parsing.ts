import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { calleeName, chainNames, unwrap } from '../analysis/syntax.ts';
import { ancestorsOf, nodesIn } from '../analysis/tree.ts';
import { findConstant, findVariable } from '../analysis/variables.ts';
import { SORT_NAMES, VERSION_NAMES } from '../knowledge/message-consumers.ts';
import type { FunctionNode } from './message-handlers.ts';
import { functionsReached } from './message-handlers.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Variable = TSESLint.Scope.Variable;

/** Code that refuses a message which it does not know yet. */
export interface Refusal {
  readonly node: TSESTree.Node;
  /** What of the message it refuses: an unknown sort, another version, a field too many. */
  readonly of: 'sort' | 'version' | 'field';
  /** What the code calls it: `event.type`, `OrderSchema`. */
  readonly subject: string;
}

/**
 * Where a handler, or a function of the file that it passes its message on to, throws at what a later version may send.
 * What is caught on the way is dealt with.
 */
export function findRefusals(sourceCode: SourceCode, handler: FunctionNode): readonly Refusal[] {
  const uncaughtCalls = (within: FunctionNode): readonly TSESTree.CallExpression[] =>
    nodesIn(within.body).filter((node) => node.type === 'CallExpression').filter((call) => !isCaught(call, within) && call.arguments.some((argument) => isOfMessage(sourceCode, argument, messageVariables(sourceCode, within))));
  return functionsReached(sourceCode, handler, uncaughtCalls).flatMap((reached) => refusalsIn(sourceCode, reached));
}

function refusalsIn(sourceCode: SourceCode, handler: FunctionNode): readonly Refusal[] {
  const message = messageVariables(sourceCode, handler);
  const refusals: Refusal[] = [];
  for (const node of nodesIn(handler.body)) {
    const refusal =
      node.type === 'SwitchStatement'
        ? refusedSort(sourceCode, node, message)
        : node.type === 'IfStatement'
          ? refusedByComparison(sourceCode, node, message)
          : node.type === 'CallExpression'
            ? refusedField(sourceCode, node, message)
            : undefined;
    if (refusal && !isCaught(refusal.node, handler)) refusals.push(refusal);
  }
  return refusals;
}

/** The parameters of a handler, and what is taken from them or parsed out of them. */
function messageVariables(sourceCode: SourceCode, handler: FunctionNode): ReadonlySet<Variable> {
  const variables = new Set<Variable>(sourceCode.getDeclaredVariables(handler).filter(({ defs }) => defs[0]?.type === 'Parameter'));
  for (const node of nodesIn(handler.body)) {
    if (node.type !== 'VariableDeclarator' || !node.init || !isOfMessage(sourceCode, node.init, variables)) continue;
    for (const variable of sourceCode.getDeclaredVariables(node)) variables.add(variable);
  }
  return variables;
}

/** Whether an expression is the message, a part of it, or what a call such as `JSON.parse` makes of it. */
function isOfMessage(sourceCode: SourceCode, expression: TSESTree.Node, message: ReadonlySet<Variable>): boolean {
  const node = unwrap(expression);
  switch (node.type) {
    case 'Identifier': {
      const variable = findVariable(sourceCode, node);
      return variable !== undefined && message.has(variable);
    }
    case 'MemberExpression':
      return isOfMessage(sourceCode, node.object, message);
    case 'AwaitExpression':
      return isOfMessage(sourceCode, node.argument, message);
    case 'CallExpression':
      return /^(?:parse|toString|toJSON|decode|deserialize|from|String)$/u.test(calleeName(node) ?? '') && [node.callee, ...node.arguments].some((part) => isOfMessage(sourceCode, part, message));
    default:
      return false;
  }
}

/** `switch (event.type) { …; default: throw new Error() }`. */
function refusedSort(sourceCode: SourceCode, statement: TSESTree.SwitchStatement, message: ReadonlySet<Variable>): Refusal | undefined {
  const name = chainNames(statement.discriminant).at(-1) ?? '';
  const isVersion = VERSION_NAMES.test(name);
  if ((!isVersion && !SORT_NAMES.test(name)) || !isOfMessage(sourceCode, statement.discriminant, message)) return undefined;
  const thrown = statement.cases.find(({ test }) => test === null)?.consequent.map(throwIn).find(Boolean);
  return thrown && { node: thrown, of: isVersion ? 'version' : 'sort', subject: sourceCode.getText(statement.discriminant) };
}

/** `if (event.version !== 2) throw new Error()`, `if (job.name !== 'mail') throw new Error()`. */
function refusedByComparison(sourceCode: SourceCode, statement: TSESTree.IfStatement, message: ReadonlySet<Variable>): Refusal | undefined {
  const { test } = statement;
  if (test.type !== 'BinaryExpression' || (test.operator !== '!==' && test.operator !== '!=') || !throwIn(statement.consequent)) return undefined;
  const sides = [test.left, test.right];
  const nameOf = (side: TSESTree.Node): string => chainNames(side).at(-1) ?? '';
  const told = sides.find((side) => (VERSION_NAMES.test(nameOf(side)) || SORT_NAMES.test(nameOf(side))) && isOfMessage(sourceCode, side, message));
  const expected = sides.find((side) => side !== told);
  if (!told || !expected || !isFixed(expected)) return undefined;
  return { node: test, of: VERSION_NAMES.test(nameOf(told)) ? 'version' : 'sort', subject: sourceCode.getText(told) };
}

/** A literal, or a constant by its spelling: `VERSION`, `JOB_NAMES.mail`. */
function isFixed(node: TSESTree.Node): boolean {
  return node.type === 'Literal' || chainNames(node).some((name) => /^[A-Z][A-Z\d_]*$/u.test(name));
}

/** `OrderSchema.parse(event)` with a schema that takes no field which it does not know. */
function refusedField(sourceCode: SourceCode, call: TSESTree.CallExpression, message: ReadonlySet<Variable>): Refusal | undefined {
  const callee = unwrap(call.callee);
  const [argument] = call.arguments;
  if (callee.type !== 'MemberExpression' || !/^parse(?:Async)?$/u.test(calleeName(call) ?? '') || !argument || !isOfMessage(sourceCode, argument, message)) return undefined;
  return isStrictSchema(sourceCode, callee.object) ? { node: call, of: 'field', subject: sourceCode.getText(callee.object).split(/[\n({]/u, 1)[0] ?? '' } : undefined;
}

function isStrictSchema(sourceCode: SourceCode, expression: TSESTree.Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'Identifier') {
    const variable = findVariable(sourceCode, node);
    const constant = variable && findConstant(variable);
    return constant !== undefined && constant.declarator.init.type !== 'Identifier' && isStrictSchema(sourceCode, constant.declarator.init);
  }
  if (node.type !== 'CallExpression') return false;
  const name = calleeName(node) ?? '';
  if (name === 'strict' || name === 'strictObject') return true;
  const callee = unwrap(node.callee);
  // What is added last has the last word.
  return !/^(?:passthrough|loose|strip|catchall|nonstrict|object|looseObject)$/u.test(name) && callee.type === 'MemberExpression' && isStrictSchema(sourceCode, callee.object);
}

function throwIn(statement: TSESTree.Statement): TSESTree.ThrowStatement | undefined {
  if (statement.type === 'ThrowStatement') return statement;
  return statement.type === 'BlockStatement' ? statement.body.find((inner) => inner.type === 'ThrowStatement') : undefined;
}

/** Whether what is thrown at a place is caught before it leaves a function. */
function isCaught(place: TSESTree.Node, within: FunctionNode): boolean {
  let child = place;
  for (const node of ancestorsOf(place)) {
    if (node.type === 'TryStatement' && node.handler && node.block === child) return true;
    if (node === within) return false;
    child = node;
  }
  return false;
}
