import type { Range } from '../../changes.ts';
import type { OffsetMap } from '../../text/byte-offsets.ts';
import { nextToken } from '../../text/tokens.ts';
import type { LexicalRules, Token } from '../../text/tokens.ts';

export const postgresLexicalRules: LexicalRules = {
  dollarQuotes: true,
  escapeStrings: true,
  backslashEscapes: false,
  nestedComments: true,
  hashComments: false,
  backticks: false,
  brackets: false,
  doubleQuotedStrings: false,
  bodies: 'atomic',
  psqlCommands: true,
};

/** One statement's text, addressed by the parser's byte locations. */
export class StatementSource implements Range {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly #toUtf16: OffsetMap;

  /** @param toUtf16 maps the parser's locations to offsets in `text`. */
  constructor(text: string, start: number, end: number, toUtf16: OffsetMap) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.#toUtf16 = toUtf16;
  }

  get range(): Range {
    return { start: this.start, end: this.end };
  }

  get statementText(): string {
    return this.text.slice(this.start, this.end);
  }

  /** The offset of a parser location; the statement's start for a missing one. */
  offsetOf(location: number | undefined): number {
    // The parser leaves out a location of 0, so that a missing one means the start.
    return location === undefined || location < 0 ? this.start : this.#toUtf16(location);
  }

  /**
   * The text from `from` to the comma or parenthesis that ends the list element there,
   * and no further than `limit`.
   */
  elementText(from: number, limit = this.end): string {
    return this.text.slice(from, this.elementEnd(from, limit)).trim();
  }

  elementEnd(from: number, limit = this.end): number {
    let depth = 0;
    let end = from;
    for (const token of this.tokens(from, Math.min(limit, this.end))) {
      const symbol = token.kind === 'symbol' ? this.text.charAt(token.start) : '';
      if (symbol === '(' || symbol === '[') depth++;
      else if (symbol === ')' || symbol === ']') {
        if (depth === 0) break;
        depth--;
      } else if (depth === 0 && (symbol === ',' || symbol === ';')) break;
      end = token.end;
    }
    return end;
  }

  /** The elements of a comma-separated list that starts at `from`. */
  elements(from: number): Range[] {
    const found: Range[] = [];
    let at = from;
    while (at < this.end) {
      const first = this.tokens(at, this.end).next().value;
      if (!first) break;
      const end = this.elementEnd(first.start);
      found.push({ start: first.start, end });
      const separator = this.tokens(end, this.end).next().value;
      if (!separator || this.text.charAt(separator.start) !== ',') break;
      at = separator.end;
    }
    return found;
  }

  /** Where a symbol ends that follows `from`; the end of the statement where there is none. */
  endOfFirstSymbol(symbol: string, from: number): number {
    for (const token of this.tokens(from, this.end)) {
      if (token.kind === 'symbol' && this.text.charAt(token.start) === symbol) return token.end;
    }
    return this.end;
  }

  /** The text behind a keyword at parenthesis depth 0 of a range, or undefined without it. */
  textAfterKeyword(range: Range, keyword: string): string | undefined {
    let depth = 0;
    for (const token of this.tokens(range.start, range.end)) {
      if (token.kind === 'symbol') {
        const symbol = this.text.charAt(token.start);
        if (symbol === '(') depth++;
        else if (symbol === ')') depth--;
      } else if (depth === 0 && token.kind === 'word' && this.#word(token) === keyword) {
        return this.text.slice(token.end, range.end).trim();
      }
    }
    return undefined;
  }

  /** The text between two keywords at parenthesis depth 0, or up to the end of the statement without the second. */
  textBetweenKeywords(first: string, second: string): string | undefined {
    const behind = this.textAfterKeyword(this.range, first);
    if (behind === undefined) return undefined;
    const start = this.end - behind.length;
    const rest = this.textAfterKeyword({ start, end: this.end }, second);
    return rest === undefined ? behind : this.text.slice(start, this.end - rest.length).replace(/\s*\w+\s*$/u, '');
  }

  /** Tokens without comments. */
  *tokens(from: number, to: number): Generator<Token, undefined> {
    let at = from;
    for (;;) {
      const token = nextToken(this.text, at, postgresLexicalRules, to);
      if (!token) return undefined;
      at = token.end;
      if (token.kind !== 'comment') yield token;
    }
  }

  #word(token: Token): string {
    return this.text.slice(token.start, token.end).toLowerCase();
  }
}
