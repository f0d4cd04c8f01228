import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { toSnakeCase } from './names.ts';
import { calleeName, staticKey, unwrap } from './syntax.ts';
import type { Constant } from './variables.ts';
import { findConstant, findVariable } from './variables.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** A value that is fixed when the program is written. */
export interface FixedValue {
  /** What it comes to; a string for a duration such as `'30s'` or a size such as `'1mb'`, `undefined` where a helper computes it. */
  readonly value: number | string | undefined;
  /** The constant that holds the value, when the expression is nothing but its name. */
  readonly constant?: Constant;
}

const MAX_HOPS = 8;
const DURATION_TEXT =
  /^\d+(?:\.\d+)?\s*(?:ms|msecs?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)?$/i;
const SIZE_TEXT = /^\d+(?:\.\d+)?\s*(?:[kmg]i?)?b$/i;
const UNIT = '(?:ms|millis|milliseconds?|secs?|seconds?|mins?|minutes?|hours?|days?|weeks?)';
const AMOUNT = '(?:a|an|one|two|three|four|five|ten|fifteen|twenty|thirty|sixty|half_an?)';
const UNIT_NAME = new RegExp(`^(?:${AMOUNT}_)?${UNIT}(?:_(?:per|in|to|as|of)_${UNIT}|_${UNIT})?$`);
const UNIT_HELPER = new RegExp(`^(?:to_|from_|as_|in_|of_)?${UNIT}(?:_to_${UNIT})?$|^(?:from_object|duration)$`);

/**
 * The value of an expression that consists of literals, arithmetic, units of time and constants of this file.
 *
 * Anything else, a call with an unknown result, a parameter, `env.X ?? 30`, makes the whole expression not fixed.
 */
export function findFixedValue(sourceCode: SourceCode, expression: TSESTree.Node, hops = MAX_HOPS): FixedValue | undefined {
  if (hops === 0) return undefined;
  const node = unwrap(expression);
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'number') return { value: node.value };
      return typeof node.value === 'string' && (DURATION_TEXT.test(node.value) || SIZE_TEXT.test(node.value)) ? { value: node.value } : undefined;
    case 'UnaryExpression':
      return negated(node, findFixedValue(sourceCode, node.argument, hops - 1));
    case 'BinaryExpression':
      return combined(
        node,
        findFixedValue(sourceCode, node.left, hops - 1),
        findFixedValue(sourceCode, node.right, hops - 1),
      );
    case 'Identifier':
      return valueOfName(sourceCode, node, hops);
    case 'MemberExpression':
      // `Time.Minute`, `Minute.ms`: a library's unit.
      return UNIT_NAME.test(toSnakeCase(staticKey(node) ?? '')) && unwrap(node.object).type === 'Identifier' ? { value: undefined } : undefined;
    case 'CallExpression':
      return isUnitHelper(node) && hasFixedParts(sourceCode, node, hops) ? { value: undefined } : undefined;
    default:
      return undefined;
  }
}

function valueOfName(sourceCode: SourceCode, node: TSESTree.Identifier, hops: number): FixedValue | undefined {
  const variable = findVariable(sourceCode, node);
  const constant = variable && findConstant(variable);
  if (constant) {
    const fixed = findFixedValue(sourceCode, constant.declarator.init, hops - 1);
    // `ONE_DAY` is a way to write a number; what it is the value of stands where it is used.
    const isUnit = UNIT_NAME.test(toSnakeCase(node.name));
    return fixed && (isUnit ? { value: fixed.value } : { value: fixed.value, constant: fixed.constant ?? constant });
  }
  const isImported = variable?.defs[0]?.type === 'ImportBinding';
  return isImported && UNIT_NAME.test(toSnakeCase(node.name)) ? { value: undefined } : undefined;
}

function negated(node: TSESTree.UnaryExpression, operand: FixedValue | undefined): FixedValue | undefined {
  if (!operand || (node.operator !== '-' && node.operator !== '+')) return undefined;
  const { value } = operand;
  return { value: typeof value === 'number' && node.operator === '-' ? -value : value };
}

function combined(
  { operator }: TSESTree.BinaryExpression,
  left: FixedValue | undefined,
  right: FixedValue | undefined,
): FixedValue | undefined {
  const compute = ARITHMETIC.get(operator);
  if (!left || !right || !compute || typeof left.value === 'string' || typeof right.value === 'string') return undefined;
  if (left.value === undefined || right.value === undefined) return { value: undefined };
  return { value: compute(left.value, right.value) };
}

const ARITHMETIC: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / right],
  ['%', (left, right) => left % right],
  ['**', (left, right) => left ** right],
]);

/** `ms('5m')`, `minutesToMilliseconds(1)`, `Duration.fromObject({ minutes: 5 }).toMillis()`. */
function isUnitHelper(call: TSESTree.CallExpression): boolean {
  return UNIT_HELPER.test(toSnakeCase(calleeName(call) ?? ''));
}

function hasFixedParts(sourceCode: SourceCode, call: TSESTree.CallExpression, hops: number): boolean {
  const callee = unwrap(call.callee);
  const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const isChain = receiver?.type === 'CallExpression';
  if (isChain && !(isUnitHelper(receiver) && hasFixedParts(sourceCode, receiver, hops - 1))) return false;
  if (call.arguments.length === 0) return isChain;
  return call.arguments.every((argument) => {
    if (argument.type === 'ObjectExpression') {
      return argument.properties.every(
        (property) => property.type === 'Property' && findFixedValue(sourceCode, property.value, hops - 1),
      );
    }
    const isText = argument.type === 'Literal' && typeof argument.value === 'string';
    return isText || findFixedValue(sourceCode, argument, hops - 1) !== undefined;
  });
}
