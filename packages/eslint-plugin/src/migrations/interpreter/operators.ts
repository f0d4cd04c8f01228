import type { Condition } from 'sqllint';
import { TextValue } from '../script/text-value.ts';
import { ElsewhereValue, TestValue } from './values.ts';
import type { Value } from './values.ts';

/** A condition that may hold or not. */
export const unknown: Condition = { kind: 'unknown' };

/** Whether a value counts as true; undefined where that is not known. */
export function isTruthy(value: Value): boolean | undefined {
  if (value instanceof ElsewhereValue || value instanceof TestValue) return undefined;
  if (value instanceof TextValue) return value.isKnown ? value.toString() !== '' : undefined;
  return Boolean(value);
}

/** What has to hold for a value to count as true. */
export function conditionOf(value: Value): Condition {
  return value instanceof TestValue ? value.condition : unknown;
}

/** The result of an operator; those with one operand take it as the left one. */
export function binary(operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case '!':
      return not(left);
    case '&&':
    case '||':
      return bothOrEither(operator, left, right);
    case '===':
    case '==':
      return equals(left, right);
    case '!==':
    case '!=':
      return not(equals(left, right));
    case '+':
      return plus(left, right);
    case 'typeof':
      return new ElsewhereValue();
    default:
      return typeof left === 'number' && (typeof right === 'number' || operator === '-') ? arithmetic(operator, left, right) : new ElsewhereValue();
  }
}

function not(value: Value): Value {
  if (value instanceof TestValue) return new TestValue({ kind: 'not', of: value.condition });
  const truthy = isTruthy(value);
  return truthy === undefined ? new ElsewhereValue() : !truthy;
}

function bothOrEither(operator: '&&' | '||', left: Value, right: Value): Value {
  if (!(left instanceof TestValue) && !(right instanceof TestValue)) return new ElsewhereValue();
  const truthy = isTruthy(right);
  if (truthy !== undefined) return truthy === (operator === '&&') ? left : right;
  return new TestValue({ kind: operator === '&&' ? 'all' : 'any', of: [conditionOf(left), conditionOf(right)] });
}

function equals(left: Value, right: Value): Value {
  if (left instanceof TestValue && typeof right === 'boolean') return right ? left : not(left);
  if (right instanceof TestValue && typeof left === 'boolean') return left ? right : not(right);
  const [a, b] = [plain(left), plain(right)];
  if (a === undefined || b === undefined) return new ElsewhereValue();
  return a.value === b.value || (a.value === null && b.value === undefined) || (a.value === undefined && b.value === null);
}

function plain(value: Value): { readonly value: string | number | boolean | null | undefined } | undefined {
  if (value instanceof TextValue) return value.isKnown ? { value: value.toString() } : undefined;
  return typeof value === 'object' && value !== null ? undefined : { value };
}

function plus(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (left instanceof TextValue || right instanceof TextValue) return new TextValue([...piecesOf(left), ...piecesOf(right)]);
  return new ElsewhereValue();
}

function piecesOf(value: Value): TextValue['pieces'] {
  if (value instanceof TextValue) return value.pieces;
  const known = plain(value);
  return known ? [{ text: String(known.value) }] : [{ text: '…', isHole: true }];
}

function arithmetic(operator: string, left: number, right: Value): Value {
  const other = typeof right === 'number' ? right : 0;
  switch (operator) {
    case '-':
      return right === undefined ? -left : left - other;
    case '*':
      return left * other;
    case '/':
      return left / other;
    case '%':
      return left % other;
    case '**':
      return left ** other;
    case '<':
      return left < other;
    case '<=':
      return left <= other;
    case '>':
      return left > other;
    case '>=':
      return left >= other;
    default:
      return new ElsewhereValue();
  }
}
