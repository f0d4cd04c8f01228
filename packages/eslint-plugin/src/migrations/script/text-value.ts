import type { Range } from 'sqllint';

/** Some characters of a text, and the place in the file where they are written, if they are. */
export interface Piece {
  readonly text: string;
  /** As long as the text where it is copied from the file character by character. */
  readonly at?: Range;
  /** Set for an expression whose value is not known; `text` is how it is written. */
  readonly isHole?: boolean;
}

/** A string that remembers where its parts are written. */
export class TextValue {
  readonly pieces: readonly Piece[];

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }

  static of(text: string, at?: Range): TextValue {
    return new TextValue([{ text, ...(at && { at }) }]);
  }

  /** Whether all of it is known. */
  get isKnown(): boolean {
    return !this.pieces.some(({ isHole }) => isHole);
  }

  toString(): string {
    return this.pieces.map(({ text }) => text).join('');
  }
}

/**
 * The text of a string literal or a part of a template, with its escapes undone.
 *
 * @param cooked what the program gets
 * @param raw what is written between the quotes
 * @param start where that begins in the file
 */
export function textFromSource(cooked: string, raw: string, start: number): TextValue {
  if (cooked === raw) return new TextValue(cooked === '' ? [] : [{ text: cooked, at: { start, end: start + raw.length } }]);
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of raw.matchAll(/\\(?:\r\n|u\{[^}]*\}|u.{4}|x..|[0-7]{1,3}|[\s\S])|\r\n?/gu)) {
    if (match.index > at) pieces.push({ text: raw.slice(at, match.index), at: { start: start + at, end: start + match.index } });
    at = match.index + match[0].length;
    const text = unescaped(match[0]);
    if (text !== '') pieces.push({ text, at: { start: start + match.index, end: start + at } });
  }
  if (at < raw.length) pieces.push({ text: raw.slice(at), at: { start: start + at, end: start + raw.length } });
  return new TextValue(pieces);
}

const singleEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '\n': '', '\r\n': '', '\r': '' };

function unescaped(escape: string): string {
  if (!escape.startsWith('\\')) return '\n';
  const code = escape.slice(1);
  if (/^[ux]/u.test(code)) {
    const point = Number.parseInt(code.replaceAll(/[^0-9a-f]/giu, ''), 16);
    return point <= 0x10_ff_ff ? String.fromCodePoint(point) : '';
  }
  if (/^[0-7]/u.test(code)) return String.fromCodePoint(Number.parseInt(code, 8));
  return singleEscapes[code] ?? code;
}
