/**
 * A lexer for SQL that knows just enough to find where strings, comments and statements end.
 * It never fails: what is not closed runs to the end of the text.
 */

/** How a dialect's lexer differs from the others'. */
export interface LexicalRules {
  /** `$tag$ … $tag$` */
  readonly dollarQuotes: boolean;
  /** `E'…\'…'` escapes with a backslash; a plain string does not. */
  readonly escapeStrings: boolean;
  /** Every string escapes with a backslash (MySQL). */
  readonly backslashEscapes: boolean;
  /** `/* /* *\/ *\/` */
  readonly nestedComments: boolean;
  /** `# …` to the end of the line (MySQL). */
  readonly hashComments: boolean;
  /** `` `name` `` (MySQL, SQLite). */
  readonly backticks: boolean;
  /** `[name]` (SQLite). */
  readonly brackets: boolean;
  /** `"…"` is a string rather than an identifier (MySQL without ANSI_QUOTES). */
  readonly doubleQuotedStrings: boolean;
  /**
   * Which bodies hold semicolons that end no statement: `BEGIN ATOMIC … END` of a function, or
   * `BEGIN … END` of a trigger, a routine or an event.
   */
  readonly bodies: 'atomic' | 'compound';
  /** A line that starts with a backslash is for psql, not for the server. */
  readonly psqlCommands: boolean;
}

export type TokenKind = 'word' | 'string' | 'quoted' | 'number' | 'comment' | 'symbol' | 'command';

/** A token; `kind` is `quoted` for a quoted identifier and `command` for a line meant for psql. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

const unitOf = {
  tab: 9,
  lf: 10,
  cr: 13,
  space: 32,
  doubleQuote: 34,
  hash: 35,
  dollar: 36,
  quote: 39,
  star: 42,
  minus: 45,
  dot: 46,
  slash: 47,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  underscore: 95,
  backtick: 96,
} as const;

/** Whether a code unit can start an unquoted identifier; everything beyond ASCII can. */
function startsWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === unitOf.underscore || code > 127;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSpace(code: number): boolean {
  return code === unitOf.space || (code >= unitOf.tab && code <= unitOf.cr) || code === 0xfeff || code === 0xa0;
}

function isLineEnd(code: number): boolean {
  return code === unitOf.lf || code === unitOf.cr;
}

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** Only blanks stand between the start of the line and `at`. */
function isFirstOnLine(text: string, at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const code = text.charCodeAt(i);
    if (isLineEnd(code)) return true;
    if (!isSpace(code)) return false;
  }
  return true;
}

function endOfBlockComment(text: string, from: number, nested: boolean): number {
  let depth = 1;
  let at = from + 2;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === unitOf.star && text.charCodeAt(at + 1) === unitOf.slash) {
      at += 2;
      if (--depth === 0) return at;
    } else if (nested && code === unitOf.slash && text.charCodeAt(at + 1) === unitOf.star) {
      depth++;
      at += 2;
    } else {
      at++;
    }
  }
  return at;
}

/** The end of a text in quotes; the quote itself is doubled inside, or escaped by a backslash. */
function endOfQuoted(text: string, from: number, quote: number, backslash: boolean): number {
  let at = from + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (backslash && code === unitOf.backslash) {
      at += 2;
    } else if (code === quote) {
      if (text.charCodeAt(at + 1) !== quote) return at + 1;
      at += 2;
    } else {
      at++;
    }
  }
  return text.length;
}

/** The end of `E'…'`, whose kind a part on a further line shares: `E'a'` and below it `'b'`. */
function endOfEscapeString(text: string, from: number): number {
  const continuation = /[^\S\r\n]*[\r\n]\s*(?=')/uy;
  let end = endOfQuoted(text, from, unitOf.quote, true);
  for (;;) {
    continuation.lastIndex = end;
    if (!continuation.test(text)) return end;
    end = endOfQuoted(text, continuation.lastIndex, unitOf.quote, true);
  }
}

/** The end of `$tag$ … $tag$`, or undefined when no dollar quote starts here. */
function endOfDollarQuoted(text: string, from: number): number | undefined {
  let at = from + 1;
  const first = text.charCodeAt(at);
  if (first !== unitOf.dollar && !startsWord(first)) return undefined;
  while (at < text.length && text.charCodeAt(at) !== unitOf.dollar) {
    const code = text.charCodeAt(at);
    if (!startsWord(code) && !isDigit(code)) return undefined;
    at++;
  }
  if (at >= text.length) return undefined;
  const tag = text.slice(from, at + 1);
  const close = text.indexOf(tag, at + 1);
  return close < 0 ? text.length : close + tag.length;
}

/**
 * The token that starts at or after `from`, or undefined at the end.
 * Comments are tokens; white space is not.
 */
export function nextToken(text: string, from: number, rules: LexicalRules, end = text.length): Token | undefined {
  let start = from;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  if (start >= end) return undefined;
  const code = text.charCodeAt(start);
  const next = text.charCodeAt(start + 1);

  if (startsWord(code)) {
    if (next === unitOf.quote && rules.escapeStrings && (code === 101 || code === 69)) {
      return { kind: 'string', start, end: endOfEscapeString(text, start + 1) };
    }
    let at = start + 1;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      if (!startsWord(unit) && !isDigit(unit) && unit !== unitOf.dollar) break;
      if (unit > 127 && isSpace(unit)) break;
      at++;
    }
    return { kind: 'word', start, end: at };
  }
  if (isDigit(code)) {
    let at = start + 1;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      if (!isDigit(unit) && !startsWord(unit) && unit !== unitOf.dot) break;
      at++;
    }
    return { kind: 'number', start, end: at };
  }
  switch (code) {
    case unitOf.minus:
      if (next === unitOf.minus) return { kind: 'comment', start, end: endOfLine(text, start) };
      break;
    case unitOf.slash:
      if (next === unitOf.star) {
        return { kind: 'comment', start, end: endOfBlockComment(text, start, rules.nestedComments) };
      }
      break;
    case unitOf.hash:
      if (rules.hashComments) return { kind: 'comment', start, end: endOfLine(text, start) };
      break;
    case unitOf.quote:
      return { kind: 'string', start, end: endOfQuoted(text, start, code, rules.backslashEscapes) };
    case unitOf.doubleQuote:
      return {
        kind: rules.doubleQuotedStrings ? 'string' : 'quoted',
        start,
        end: endOfQuoted(text, start, code, rules.backslashEscapes && rules.doubleQuotedStrings),
      };
    case unitOf.backtick:
      if (rules.backticks) return { kind: 'quoted', start, end: endOfQuoted(text, start, code, false) };
      break;
    case unitOf.openBracket:
      if (rules.brackets) {
        const close = text.indexOf(']', start);
        return { kind: 'quoted', start, end: close < 0 ? text.length : close + 1 };
      }
      break;
    case unitOf.dollar:
      if (rules.dollarQuotes) {
        const close = endOfDollarQuoted(text, start);
        if (close !== undefined) return { kind: 'string', start, end: close };
      }
      break;
    case unitOf.backslash:
      if (rules.psqlCommands && isFirstOnLine(text, start)) {
        return { kind: 'command', start, end: endOfLine(text, start) };
      }
      break;
    default:
  }
  return { kind: 'symbol', start, end: start + 1 };
}
