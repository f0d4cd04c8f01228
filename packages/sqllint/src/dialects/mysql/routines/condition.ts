import type { Condition } from '../../../changes.ts';
import type { TokenReader } from '../token-reader.ts';
import { catalogTest } from './catalog-test.ts';
import { onlyText, valueOf } from './value.ts';
import type { Value, Variables } from './value.ts';

export const always: Condition = { kind: 'all', of: [] };
export const never: Condition = { kind: 'any', of: [] };
const untold: Condition = { kind: 'unknown' };

export function opposite(condition: Condition): Condition {
  if (condition === always) return never;
  if (condition === never) return always;
  if (condition === untold) return untold;
  return condition.kind === 'not' ? condition.of : { kind: 'not', of: condition };
}

/** What has to hold for an expression to be true, as far as it asks the catalog or is settled by constants. */
export function conditionOf(reader: TokenReader, variables: Variables): Condition {
  const ors = operands(reader, 'OR').map((part) => both(operands(part, 'AND').map((one) => single(one, variables))));
  if (ors.includes(always)) return always;
  const open = ors.filter((one) => one !== never);
  const [first, ...others] = open;
  return first === undefined ? never : others.length === 0 ? first : { kind: 'any', of: open };
}

function both(parts: readonly Condition[]): Condition {
  if (parts.includes(never)) return never;
  const open = parts.filter((one) => one !== always);
  const [first, ...others] = open;
  return first === undefined ? always : others.length === 0 ? first : { kind: 'all', of: open };
}

/** The parts between a word that stands outside of parentheses. */
export function operands(reader: TokenReader, word: 'AND' | 'OR'): TokenReader[] {
  const parts: TokenReader[] = [];
  do parts.push(reader.until(word));
  while (reader.accept(word));
  return parts;
}

function single(reader: TokenReader, variables: Variables): Condition {
  if (reader.accept('NOT') || reader.accept('!')) return opposite(single(reader, variables));
  if (reader.accept('EXISTS')) {
    const query = reader.group();
    query.until('FROM');
    const test = query.accept('FROM') ? catalogTest(query, variables) : undefined;
    return test && reader.isAtEnd() ? { kind: 'exists', test } : untold;
  }
  const left = reader.until('=', '<', '>', '!', 'IS');
  if (reader.isAtEnd()) {
    const inner = left.mark();
    if (left.peek() === '(') {
      const group = left.group();
      if (left.isAtEnd() && group.peek() !== 'SELECT') return conditionOf(group, variables);
      left.returnTo(inner);
    }
    return isTruthy(valueOf(left, variables));
  }
  const value = valueOf(left, variables);
  if (reader.accept('IS')) {
    const isNot = reader.accept('NOT');
    if (!reader.accept('NULL')) return untold;
    return isNot ? opposite(isNull(value)) : isNull(value);
  }
  let operator = '';
  while (/^[=<>!]$/u.test(reader.peek())) operator += reader.textOf(reader.take());
  return compared(value, operator, valueOf(reader.rest(), variables));
}

function isTruthy(value: Value): Condition {
  if (value.kind === 'rows') return value.there;
  const text = onlyText(value);
  if (text === undefined) return untold;
  return text !== null && Number(text) !== 0 && !Number.isNaN(Number(text)) ? always : never;
}

function isNull(value: Value): Condition {
  if (value.kind === 'rows') return opposite(value.there);
  const text = onlyText(value);
  if (text === undefined) return untold;
  return text === null ? always : never;
}

function compared(left: Value, operator: string, right: Value): Condition {
  if (right.kind === 'rows' && left.kind === 'texts') return compared(right, mirrored[operator] ?? operator, left);
  const text = onlyText(right);
  if (text === undefined) return untold;
  if (left.kind === 'rows') return comparedRows(left.there, operator, text);
  const other = onlyText(left);
  if (other === undefined) return untold;
  // NULL is neither equal nor unequal.
  if (other === null || text === null) return never;
  const isEqual = other.toLowerCase() === text.toLowerCase();
  if (operator === '=') return isEqual ? always : never;
  return operator === '<>' || operator === '!=' ? (isEqual ? never : always) : untold;
}

const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** A number of rows beside a constant: `> 0`, `= 0`, `>= 1`, `< 1` … */
function comparedRows(there: Condition, operator: string, constant: string | null): Condition {
  const asked = `${operator}${constant ?? ''}`;
  if (['>0', '<>0', '!=0', '>=1', '=1'].includes(asked)) return there;
  return ['=0', '<1', '<=0', '<>1', '!=1'].includes(asked) ? opposite(there) : untold;
}
