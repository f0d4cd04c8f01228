import path from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { staticKey, unwrap } from '../../analysis/syntax.ts';
import { TextValue } from '../script/text-value.ts';
import { builtInMember } from './built-ins.ts';
import { callExpression, newExpression } from './calls.ts';
import { methodOf, staticMethod } from './classes.ts';
import { list, record } from './collections.ts';
import type { Interpreter } from './interpreter.ts';
import { ModuleValue } from './modules.ts';
import { binary, conditionOf, isTruthy } from './operators.ts';
import type { Scope } from './scope.ts';
import { literal, taggedTemplate, template } from './texts.ts';
import { ClassValue, ElsewhereValue, FunctionValue, holdsDatabase, HostValue, RecordValue } from './values.ts';
import type { Value } from './values.ts';

/** The value of an expression, after it has done to the database what it does. */
export function evaluateExpression(expression: TSESTree.Node, scope: Scope, interpreter: Interpreter): Value {
  interpreter.step();
  const node = unwrap(expression);
  switch (node.type) {
    case 'Literal':
      return literal(node, scope);
    case 'TemplateLiteral':
      return template(node, scope, interpreter);
    case 'TaggedTemplateExpression':
      return taggedTemplate(node, scope, interpreter);
    case 'Identifier':
      return variable(node.name, scope);
    case 'ThisExpression':
      return scope.self;
    case 'MemberExpression':
      return memberOf(interpreter.evaluate(node.object, scope), keyOf(node, scope, interpreter), node, interpreter);
    case 'CallExpression':
      return callExpression(node, scope, interpreter);
    case 'NewExpression':
      return newExpression(node, scope, interpreter);
    case 'AwaitExpression':
      return interpreter.settle(interpreter.evaluate(node.argument, scope));
    case 'ArrayExpression':
      return list(node, scope, interpreter);
    case 'ObjectExpression':
      return record(node, scope, interpreter);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return new FunctionValue(node, scope, node.type === 'ArrowFunctionExpression' ? scope.self : undefined);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return new ClassValue(node, scope);
    case 'FunctionDeclaration':
      return new FunctionValue(node, scope, undefined);
    case 'BinaryExpression':
      return binary(node.operator, interpreter.evaluate(node.left, scope), interpreter.evaluate(node.right, scope));
    case 'LogicalExpression':
      return logical(node, scope, interpreter);
    case 'UnaryExpression':
      return unary(node, scope, interpreter);
    case 'ConditionalExpression':
      return conditional(node, scope, interpreter);
    case 'AssignmentExpression':
      return assignment(node, scope, interpreter);
    case 'UpdateExpression':
      return update(node, scope, interpreter);
    case 'SequenceExpression':
      return node.expressions.map((one) => interpreter.evaluate(one, scope)).at(-1);
    case 'YieldExpression':
      return node.argument ? interpreter.settle(interpreter.evaluate(node.argument, scope)) : undefined;
    default:
      return new ElsewhereValue();
  }
}

function variable(name: string, scope: Scope): Value {
  if (name === 'undefined') return undefined;
  const binding = scope.find(name);
  if (!binding) return name === '__dirname' && scope.module ? TextValue.of(path.dirname(scope.module.source.file)) : new ElsewhereValue({ name });
  if (binding.load) {
    const { load } = binding;
    binding.load = undefined;
    binding.value = load();
  }
  return binding.value;
}

/** The name of the member that an expression asks for, if that is known. */
export function keyOf(node: TSESTree.MemberExpression, scope: Scope, interpreter: Interpreter): string | undefined {
  const written = staticKey(node);
  if (written !== undefined) return written;
  const value = interpreter.evaluate(node.property, scope);
  return value instanceof TextValue && value.isKnown ? value.toString() : typeof value === 'number' ? String(value) : undefined;
}

/** What an object has under a name. */
export function memberOf(object: Value, key: string | undefined, node: TSESTree.Node, interpreter: Interpreter): Value {
  if (key === undefined) return new ElsewhereValue({ holdsDatabase: object instanceof HostValue });
  if (object instanceof HostValue) return object.get(key);
  if (object instanceof RecordValue) {
    const value = object.entries.get(key) ?? methodOf(object, key, interpreter);
    if (value !== undefined || !object.isOpen) return value;
    return new ElsewhereValue();
  }
  if (object instanceof ModuleValue) return object.get(key) ?? new ElsewhereValue({ name: key });
  if (object instanceof ClassValue) return staticMethod(object, key, interpreter);
  if (object instanceof ElsewhereValue && object.args?.[0] instanceof RecordValue && object.args[0].entries.has(key)) return object.args[0].get(key);
  if (object instanceof ElsewhereValue) return new ElsewhereValue({ name: key, of: object, holdsDatabase: object.holdsDatabase, call: node });
  return builtInMember(object, key);
}

function logical({ operator, left, right }: TSESTree.LogicalExpression, scope: Scope, interpreter: Interpreter): Value {
  const first = interpreter.evaluate(left, scope);
  if (operator === '??') {
    if (first === undefined || first === null) return interpreter.evaluate(right, scope);
    return first instanceof ElsewhereValue && !first.holdsDatabase ? new ElsewhereValue() : first;
  }
  const truthy = isTruthy(first);
  if (truthy !== undefined) return truthy === (operator === '&&') ? interpreter.evaluate(right, scope) : first;
  const condition = conditionOf(first);
  const second = interpreter.under(operator === '&&' ? condition : { kind: 'not', of: condition }, () => interpreter.settleIfHost(interpreter.evaluate(right, scope)));
  return binary(operator, first, second);
}

function unary({ operator, argument }: TSESTree.UnaryExpression, scope: Scope, interpreter: Interpreter): Value {
  const value = interpreter.evaluate(argument, scope);
  if (operator === 'void') {
    interpreter.settle(value);
    return undefined;
  }
  return binary(operator, value, undefined);
}

function conditional({ test, consequent, alternate }: TSESTree.ConditionalExpression, scope: Scope, interpreter: Interpreter): Value {
  const value = interpreter.evaluate(test, scope);
  const truthy = isTruthy(value);
  if (truthy !== undefined) return interpreter.evaluate(truthy ? consequent : alternate, scope);
  const condition = conditionOf(value);
  const first = interpreter.under(condition, () => interpreter.settleIfHost(interpreter.evaluate(consequent, scope)));
  const second = interpreter.under({ kind: 'not', of: condition }, () => interpreter.settleIfHost(interpreter.evaluate(alternate, scope)));
  const isSame = first === second || (first instanceof TextValue && second instanceof TextValue && first.isKnown && second.isKnown && first.toString() === second.toString());
  return isSame ? first : new ElsewhereValue({ holdsDatabase: holdsDatabase(first) || holdsDatabase(second) });
}

function assignment({ operator, left, right }: TSESTree.AssignmentExpression, scope: Scope, interpreter: Interpreter): Value {
  const value = interpreter.evaluate(right, scope);
  const assigned = operator === '=' ? value : binary(operator.slice(0, -1), interpreter.evaluate(left, scope), value);
  interpreter.assign(left, assigned, scope);
  return assigned;
}

function update({ operator, argument, prefix }: TSESTree.UpdateExpression, scope: Scope, interpreter: Interpreter): Value {
  const before = interpreter.evaluate(argument, scope);
  const after = binary(operator === '++' ? '+' : '-', before, 1);
  interpreter.assign(argument, after, scope);
  return prefix ? after : before;
}
