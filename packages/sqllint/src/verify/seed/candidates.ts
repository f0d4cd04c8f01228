import type { ColumnShape } from '../table-shape.ts';

/** Texts that conditions on texts are usually about. */
const shapesOfText: readonly string[] = [
  'a', 'abc', 'A', 'ABC', 'a-b', 'a_b', 'a1', '0', '1', '12345', '1.0', 'a@example.com', 'https://example.com/a', '/a', 'example.com', '10.0.0.1', '#aabbcc',
  '+491701234567', 'DE', 'EUR', 'de-DE', '2024-02-29', 'a/b', 'v1.0.0', '0123456789abcdef', '0'.repeat(32), '0'.repeat(40), '0'.repeat(64), `0x${'0'.repeat(40)}`, `0x${'0'.repeat(64)}`,
];

const shapesOfNumber: readonly string[] = ['0', '1', '2', '10', '100', '-1'];

/**
 * Values that may satisfy a condition, the likeliest first: what the condition itself names, a bit
 * more and a bit less, and what conditions are usually about.
 *
 * @param condition as the server writes it: `CHECK ((status = ANY (ARRAY['new'::text, 'paid'::text])))`
 */
export function candidatesFor(column: ColumnShape, condition: string): string[] {
  const texts = [...condition.matchAll(/'((?:[^']|'')*)'/gu)].map(([, text = '']) => text.replaceAll("''", "'"));
  const numbers = [...condition.matchAll(/(?<![\w'.])-?\d+(?:\.\d+)?(?![\w'])/gu)].map(([number]) => Number(number));
  const near = numbers.flatMap((number) => [number, number + 1, number - 1, number + 2, number * 2]).map(String);
  switch (column.kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'float':
      return unique([...near, ...texts.filter((text) => /^-?\d+(?:\.\d+)?$/u.test(text)), ...shapesOfNumber]);
    case 'text': {
      const sized = numbers.filter((number) => number > 0 && number <= 1000).flatMap((length) => ['a'.repeat(length), '0'.repeat(length)]);
      const named = texts.filter((text) => !/[\^$[\](){}|*+?\\]/u.test(text));
      return unique([...named, ...texts.flatMap(sampleOf), ...sized, ...shapesOfText]).filter((text) => text.length <= (column.length ?? Infinity));
    }
    case 'boolean':
      return ['true', 'false'];
    case 'enum':
      return [...(column.labels ?? [])];
    case 'json':
      return unique([...texts.filter((text) => /^[[{"]/u.test(text)), ...objectsWith(texts), '{}', '[]', 'null', '""', '0']);
    case 'array':
      return unique([...texts.map((text) => `{"${text.replaceAll(/["\\]/gu, '\\$&')}"}`), '{}', '{1}', '{a}']);
    case 'date':
    case 'timestamp':
      return unique([...texts.filter((text) => /^\d{4}-/u.test(text)), ...[...numbers, ...texts.map(Number)].filter((year) => Number.isInteger(year) && year > 1900 && year < 9999).map((year) => `${String(year)}-06-15`), '2024-02-28', '2024-02-29', '9999-12-31', '0001-01-01']);
    case 'bytes':
      return unique(numbers.filter((length) => length > 0 && length <= 1000).flatMap((length) => [length, length + 1, length - 1]).map((length) => `\\x${'00'.repeat(length)}`));
    default:
      return unique(texts);
  }
}

/** JSON with the keys that a condition may ask for. */
function objectsWith(texts: readonly string[]): string[] {
  const keys = texts.filter((text) => /^[A-Za-z_][\w-]*$/u.test(text));
  return keys.length === 0 ? [] : ['a', 1, {}, []].map((value) => JSON.stringify(Object.fromEntries(keys.map((key) => [key, value]))));
}

/**
 * A text that a simple regular expression matches: classes, groups, alternatives and counts.
 * Empty where it is not that simple.
 */
function sampleOf(expression: string): string[] {
  if (!/[\^$[\](){}|*+?\\]/u.test(expression)) return [];
  const body = expression.replace(/^\^/u, '').replace(/\$$/u, '');
  let at = 0;
  function alternatives(): string {
    const first = sequence();
    while (body[at] === '|') {
      at++;
      sequence();
    }
    return first;
  }
  function sequence(): string {
    let text = '';
    while (at < body.length && body[at] !== '|' && body[at] !== ')') text += repeated(atom());
    return text;
  }
  function atom(): string {
    const char = body[at++] ?? '';
    if (char === '(') {
      const lead = /^\?(?::|[=!])/u.exec(body.slice(at));
      if (lead) at += lead[0].length;
      const inner = alternatives();
      at++;
      return lead && lead[0] !== '?:' ? '' : inner;
    }
    if (char === '[') return fromClass();
    if (char === '\\') return escaped(body[at++] ?? '');
    if (char === '^' || char === '$') return '';
    return char === '.' ? 'a' : char;
  }
  function fromClass(): string {
    const end = body.indexOf(']', at + 1);
    if (end < 0) return '';
    const inner = body.slice(at, end);
    at = end + 1;
    if (inner.startsWith('^')) return ['a', '0', '_', '-'].find((char) => !inner.includes(char)) ?? 'x';
    const named = /^\[:(alpha|alnum|digit|lower|upper|xdigit)/u.exec(inner);
    if (named) {
      at++;
      return named[1] === 'digit' ? '0' : named[1] === 'upper' ? 'A' : 'a';
    }
    return inner.startsWith('\\') ? escaped(inner[1] ?? '') : (inner[0] ?? '');
  }
  function repeated(unit: string): string {
    const count = /^(?:\{(\d+)(?:,\d*)?\}|[*+?])\??/u.exec(body.slice(at));
    if (!count) return unit;
    at += count[0].length;
    return count[1] === undefined ? unit : unit.repeat(Math.min(Number(count[1]), 1000));
  }
  return unique([alternatives()]);
}

function escaped(char: string): string {
  if (char === 'd') return '0';
  if (char === 'w') return 'a';
  if (char === 's') return ' ';
  return /[A-Za-z]/u.test(char) ? '' : char;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
