import type { Expression } from '../../changes.ts';
import type { TokenReader} from './token-reader.ts';
import { unquote } from './token-reader.ts';

/** Words of an expression that are no columns. */
const words = new Set(
  `AND OR NOT XOR IS NULL TRUE FALSE UNKNOWN IN LIKE RLIKE REGEXP SOUNDS BETWEEN EXISTS ANY ALL SOME CASE WHEN THEN ELSE END
  DIV MOD BINARY COLLATE INTERVAL AS CAST CONVERT USING ESCAPE DISTINCT SELECT FROM WHERE GROUP BY ORDER HAVING LIMIT OFFSET
  ASC DESC ON JOIN LEFT RIGHT INNER OUTER CROSS NATURAL STRAIGHT_JOIN UNION SEPARATOR MEMBER OF OVER PARTITION
  MICROSECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR UNSIGNED SIGNED CHAR DATE DATETIME TIME DECIMAL
  CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME CURRENT_USER LOCALTIME LOCALTIMESTAMP UTC_DATE UTC_TIME UTC_TIMESTAMP
  CHARACTER SET JSON ARRAY VALUE NEXT FOR DEFAULT VALUES ROW DUAL`.split(/\s+/u),
);

/** Those of them that call a function where a parenthesis follows. */
const wordsAndFunctions = new Set('LEFT RIGHT MICROSECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR DATE TIME CHAR VALUES'.split(' '));

/** Words that call a function without parentheses. */
const calledPlain: Readonly<Record<string, string>> = {
  CURRENT_TIMESTAMP: 'current_timestamp',
  LOCALTIME: 'current_timestamp',
  LOCALTIMESTAMP: 'current_timestamp',
  NOW: 'current_timestamp',
  CURRENT_DATE: 'current_date',
  CURDATE: 'current_date',
  CURRENT_TIME: 'current_time',
  CURTIME: 'current_time',
};

/** The expression that the reader still holds. */
export function expressionOf(reader: TokenReader): Expression {
  const text = reader.restText;
  const inner = unwrapped(reader);
  const constant = constantOf(inner);
  if (constant !== undefined) {
    return { text, key: constant === null ? 'null' : `constant ${constant}`, functions: [], columns: [], constant };
  }
  const keys: string[] = [];
  const functions = new Set<string>();
  const columns = new Set<string>();
  while (!inner.isAtEnd()) keys.push(keyOfNext(inner, functions, columns));
  return { text, key: keys.join(' '), functions: [...functions], columns: [...columns] };
}

/** Without the parentheses around the whole. */
function unwrapped(reader: TokenReader): TokenReader {
  let current = reader;
  while (current.peek() === '(') {
    const start = current.mark();
    const inner = current.group();
    if (!current.isAtEnd()) {
      current.returnTo(start);
      break;
    }
    current = inner;
  }
  return current;
}

/** One token as it counts for comparing expressions. */
function keyOfNext(reader: TokenReader, functions: Set<string>, columns: Set<string>): string {
  const token = reader.take();
  const written = reader.textOf(token);
  if (token.kind === 'string') return `"${unquote(written)}"`;
  if (token.kind === 'quoted') return nameKey(written.slice(1, -1).replaceAll('``', '`'), reader, columns);
  if (token.kind !== 'word') return written;
  const upper = written.toUpperCase();
  // The introducer of a string's character set, as servers show it.
  if (written.startsWith('_') && reader.isStringNext()) return '';
  const plain = calledPlain[upper];
  if (plain !== undefined) {
    functions.add(plain);
    if (reader.peek() === '(' && reader.peek(1) === ')') reader.group();
    return `call ${plain}`;
  }
  if (reader.peek() === '(' && (!words.has(upper) || wordsAndFunctions.has(upper))) {
    functions.add(written.toLowerCase());
    return `call ${written.toLowerCase()}`;
  }
  if (words.has(upper)) return upper.toLowerCase();
  return nameKey(written, reader, columns);
}

function nameKey(name: string, reader: TokenReader, columns: Set<string>): string {
  // In `t.c` only the last part is a column.
  if (reader.peek() !== '.') columns.add(name);
  return `«${name}»`;
}

/** The text of a constant that is all the reader holds, null for NULL, undefined for any other expression. */
export function constantOf(reader: TokenReader): string | null | undefined {
  const start = reader.mark();
  const found = readConstant(reader);
  const isAll = reader.isAtEnd();
  reader.returnTo(start);
  return isAll ? found : undefined;
}

function readConstant(reader: TokenReader): string | null | undefined {
  if (reader.accept('NULL')) return null;
  if (reader.accept('TRUE')) return '1';
  if (reader.accept('FALSE')) return '0';
  if (reader.isStringNext()) return reader.string();
  const sign = reader.acceptOneOf('-', '+');
  if (reader.next?.kind === 'number') return `${sign === '-' ? '-' : ''}${numberText(reader)}`;
  if (sign !== undefined) return undefined;
  if (reader.next?.kind !== 'word') return undefined;
  const prefix = reader.peek();
  const isPrefix = prefix === 'B' || prefix === 'X' || prefix === 'N' || prefix.startsWith('_');
  if (!isPrefix) return undefined;
  reader.take();
  if (!reader.isStringNext()) return undefined;
  const value = reader.string();
  if (prefix === 'B') return String(Number.parseInt(value === '' ? '0' : value, 2));
  return prefix === 'X' ? `0x${value.toLowerCase()}` : value;
}

/** `1.50` and `.5`, which the lexer reads in parts. */
function numberText(reader: TokenReader): string {
  return reader.textOf(reader.take());
}

/** A constant as it can be written again; undefined for every other expression. */
export function writtenConstant(reader: TokenReader): string | undefined {
  const constant = constantOf(reader);
  if (constant === undefined) return undefined;
  return reader.restText;
}
