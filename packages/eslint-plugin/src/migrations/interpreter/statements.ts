import type { TSESTree } from '@typescript-eslint/utils';
import type { Condition } from 'sqllint';
import { TextValue } from '../script/text-value.ts';
import { alwaysThrows, eitherEnd, normal, ofLoop } from './completion.ts';
import type { Completion } from './completion.ts';
import type { Interpreter } from './interpreter.ts';
import { binary, conditionOf, isTruthy, unknown } from './operators.ts';
import { Scope } from './scope.ts';
import { ElsewhereValue, FunctionValue, ListValue, RecordValue } from './values.ts';
import type { Value } from './values.ts';

const maxTurns = 2000;

/** Runs a block with names of its own. */
export function runBlock(statements: readonly TSESTree.Statement[], outer: Scope, interpreter: Interpreter): Completion {
  const scope = new Scope(outer);
  for (const statement of statements) {
    if (statement.type === 'FunctionDeclaration') {
      scope.declare(statement.id.name, { value: new FunctionValue(statement, scope, outer.self), depth: interpreter.depth });
    }
  }
  return runAll(statements, scope, interpreter);
}

function runAll(statements: readonly TSESTree.Statement[], scope: Scope, interpreter: Interpreter): Completion {
  for (const [index, statement] of statements.entries()) {
    const end = runStatement(statement, scope, interpreter);
    interpreter.flush();
    if (end.kind === 'maybe') {
      const rest = interpreter.under(end.unless, () => runAll(statements.slice(index + 1), scope, interpreter));
      return rest.kind === 'normal' ? end : rest;
    }
    if (end.kind !== 'normal') return end;
  }
  return normal;
}

function runStatement(node: TSESTree.Statement, scope: Scope, interpreter: Interpreter): Completion {
  interpreter.step();
  switch (node.type) {
    case 'ExpressionStatement':
      interpreter.settle(interpreter.evaluate(node.expression, scope));
      return normal;
    case 'VariableDeclaration':
      for (const { id, init } of node.declarations) interpreter.bind(id, init ? interpreter.evaluate(init, scope) : undefined, scope);
      return normal;
    case 'ReturnStatement':
      return { kind: 'return', value: node.argument ? interpreter.evaluate(node.argument, scope) : undefined };
    case 'ThrowStatement':
      return { kind: 'throw' };
    case 'BreakStatement':
      return { kind: 'break' };
    case 'ContinueStatement':
      return { kind: 'continue' };
    case 'BlockStatement':
      return runBlock(node.body, scope, interpreter);
    case 'IfStatement':
      return runIf(node, scope, interpreter);
    case 'ForOfStatement':
      return runForOf(node, scope, interpreter);
    case 'ForInStatement':
      return runForIn(node, scope, interpreter);
    case 'ForStatement': {
      const inner = new Scope(scope);
      if (node.init?.type === 'VariableDeclaration') runStatement(node.init, inner, interpreter);
      else if (node.init) interpreter.evaluate(node.init, inner);
      return runWhile(node.test, node.update, node.body, inner, interpreter);
    }
    case 'WhileStatement':
      return runWhile(node.test, null, node.body, scope, interpreter);
    case 'DoWhileStatement': {
      const end = ofLoop(runStatement(node.body, scope, interpreter));
      return end.kind === 'normal' ? runWhile(node.test, null, node.body, scope, interpreter) : end;
    }
    case 'TryStatement':
      return runTry(node, scope, interpreter);
    case 'SwitchStatement':
      return runSwitch(node, scope, interpreter);
    case 'LabeledStatement':
      return runStatement(node.body, scope, interpreter);
    default:
      return normal;
  }
}

function runIf(node: TSESTree.IfStatement, scope: Scope, interpreter: Interpreter): Completion {
  const test = interpreter.evaluate(node.test, scope);
  const truthy = isTruthy(test);
  if (truthy !== undefined) {
    const chosen = truthy ? node.consequent : node.alternate;
    return chosen ? runStatement(chosen, scope, interpreter) : normal;
  }
  const condition = conditionOf(test);
  const opposite: Condition = { kind: 'not', of: condition };
  const then = interpreter.under(condition, () => runStatement(node.consequent, scope, interpreter));
  const otherwise = node.alternate ? interpreter.under(opposite, () => runStatement(node.alternate ?? node.consequent, scope, interpreter)) : normal;
  return eitherEnd(then, otherwise, condition, opposite);
}

function runForOf(node: TSESTree.ForOfStatement, scope: Scope, interpreter: Interpreter): Completion {
  const list = interpreter.evaluate(node.right, scope);
  if (list instanceof ListValue && !list.isOpen && list.items.length <= maxTurns) return runFor(list.items, node, scope, interpreter);
  return runInDoubt(node, new ElsewhereValue(), scope, interpreter);
}

function runForIn(node: TSESTree.ForInStatement, scope: Scope, interpreter: Interpreter): Completion {
  const object = interpreter.evaluate(node.right, scope);
  if (object instanceof RecordValue && !object.isOpen) return runFor([...object.entries.keys()].map((key) => TextValue.of(key)), node, scope, interpreter);
  return runInDoubt(node, new ElsewhereValue(), scope, interpreter);
}

function runFor(items: readonly Value[], node: TSESTree.ForInStatement | TSESTree.ForOfStatement, scope: Scope, interpreter: Interpreter): Completion {
  for (const item of items) {
    const end = runTurn(node, item, scope, interpreter);
    if (end.kind === 'break') break;
    if (end.kind === 'return' || end.kind === 'throw') return end;
  }
  return normal;
}

function runTurn({ left, body }: TSESTree.ForInStatement | TSESTree.ForOfStatement, item: Value, scope: Scope, interpreter: Interpreter): Completion {
  const inner = new Scope(scope);
  if (left.type === 'VariableDeclaration') interpreter.bind(left.declarations[0].id, item, inner);
  else interpreter.assign(left, item, inner);
  return runStatement(body, inner, interpreter);
}

/** Once, for nobody knows how often. */
function runInDoubt(node: TSESTree.ForInStatement | TSESTree.ForOfStatement, item: Value, scope: Scope, interpreter: Interpreter): Completion {
  interpreter.under(unknown, () => runTurn(node, item, scope, interpreter));
  return normal;
}

function runWhile(test: TSESTree.Expression | null, update: TSESTree.Expression | null, body: TSESTree.Statement, scope: Scope, interpreter: Interpreter): Completion {
  for (let turn = 0; turn < maxTurns; turn++) {
    const goesOn = test ? isTruthy(interpreter.evaluate(test, scope)) : true;
    if (goesOn === false) return normal;
    if (goesOn === undefined) {
      interpreter.under(unknown, () => runStatement(body, scope, interpreter));
      return normal;
    }
    const end = runStatement(body, scope, interpreter);
    if (end.kind === 'break') return normal;
    if (end.kind === 'return' || end.kind === 'throw') return end;
    // Whether it ends here is not known, and so is all that follows of it.
    if (end.kind === 'maybe' && end.of !== 'continue') return end.of === 'return' ? end : normal;
    if (update) interpreter.evaluate(update, scope);
  }
  return normal;
}

/** What a handler makes up for may not have happened; one that only throws again changes nothing. */
function runTry({ block, handler, finalizer }: TSESTree.TryStatement, scope: Scope, interpreter: Interpreter): Completion {
  let end: Completion;
  if (handler && !alwaysThrows(handler.body)) {
    const ends = [block, handler.body].map((body) => interpreter.under(unknown, () => runBlock(body.body, withCaught(handler, scope, interpreter), interpreter)));
    end = ends.every(({ kind }) => kind === 'return') ? { kind: 'return', value: new ElsewhereValue() } : normal;
  } else {
    end = runBlock(block.body, scope, interpreter);
  }
  if (finalizer) runBlock(finalizer.body, scope, interpreter);
  return end;
}

function withCaught({ param }: TSESTree.CatchClause, scope: Scope, interpreter: Interpreter): Scope {
  const inner = new Scope(scope);
  if (param) interpreter.bind(param, new ElsewhereValue(), inner);
  return inner;
}

function runSwitch({ discriminant, cases }: TSESTree.SwitchStatement, scope: Scope, interpreter: Interpreter): Completion {
  const value = interpreter.evaluate(discriminant, scope);
  const tests = cases.map(({ test }) => (test ? isTruthy(binary('===', value, interpreter.evaluate(test, scope))) : undefined));
  const isKnown = cases.every(({ test }, index) => !test || tests[index] !== undefined);
  if (!isKnown) {
    for (const { consequent } of cases) interpreter.under(unknown, () => runBlock(consequent, scope, interpreter));
    return normal;
  }
  let from = tests.indexOf(true);
  if (from < 0) from = cases.findIndex(({ test }) => !test);
  if (from < 0) return normal;
  const end = runBlock(cases.slice(from).flatMap(({ consequent }) => consequent), scope, interpreter);
  return end.kind === 'break' ? normal : end;
}
