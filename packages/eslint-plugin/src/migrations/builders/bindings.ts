import type { DialectName } from 'sqllint';
import type { Value } from '../interpreter/values.ts';
import { ListValue, RecordValue } from '../interpreter/values.ts';
import type { Piece } from '../script/text-value.ts';
import { TextValue } from '../script/text-value.ts';
import { literal, quotedText, textOf } from './sql-text.ts';
import type { Sql } from '../script/script-writer.ts';

/**
 * SQL with what is bound to it in its place: `?` and `??` in the order of a list, `:name` and `:name:` by the names of
 * an object. What a database itself numbers (`$1`) stays as it is.
 */
export function withBindings(sql: TextValue, bindings: Value, dialect: DialectName): TextValue {
  if (bindings instanceof ListValue) return byPosition(sql, bindings, dialect);
  if (bindings instanceof RecordValue) return byName(sql, bindings, dialect);
  return sql;
}

function byPosition(sql: TextValue, bindings: ListValue, dialect: DialectName): TextValue {
  let next = 0;
  return replaced(sql, /\\?\?\??/gu, (found) => {
    if (found.startsWith('\\')) return undefined;
    const value = bindings.items[next++];
    return found === '??' ? identifier(value, dialect) : literal(value ?? null, dialect);
  });
}

function byName(sql: TextValue, bindings: RecordValue, dialect: DialectName): TextValue {
  return replaced(sql, /(?<![:\w]):(\w+):?(?!:)/gu, (found) => {
    const name = found.replaceAll(':', '');
    if (!bindings.entries.has(name)) return undefined;
    const value = bindings.get(name);
    return found.endsWith(':') ? identifier(value, dialect) : literal(value ?? null, dialect);
  });
}

function identifier(value: Value, dialect: DialectName): Sql | undefined {
  const name = textOf(value);
  return name?.split('.').map((one) => quotedText(one, dialect)).join('.');
}

function replaced(sql: TextValue, pattern: RegExp, replace: (found: string) => Sql | undefined): TextValue {
  const pieces: Piece[] = [];
  for (const piece of sql.pieces) {
    let copied = 0;
    for (const { 0: found, index } of piece.text.matchAll(pattern)) {
      const replacement = replace(found);
      if (replacement === undefined) continue;
      pieces.push(slice(piece, copied, index), { text: plainText(replacement), ...(piece.at && { at: slice(piece, index, index + found.length).at ?? piece.at }) });
      copied = index + found.length;
    }
    pieces.push(slice(piece, copied, piece.text.length));
  }
  return new TextValue(pieces.filter(({ text }) => text !== ''));
}

function slice(piece: Piece, start: number, end: number): Piece {
  const text = piece.text.slice(start, end);
  if (!piece.at) return { text };
  const isExact = piece.at.end - piece.at.start === piece.text.length;
  return { text, at: isExact ? { start: piece.at.start + start, end: piece.at.start + end } : piece.at };
}

function plainText(sql: Sql): string {
  if (typeof sql === 'string') return sql;
  return sql instanceof TextValue ? sql.toString() : sql.sql.map(plainText).join('');
}
