import { nextToken } from './tokens.ts';
import type { LexicalRules, Token } from './tokens.ts';

/** A stretch of a script: an SQL statement without its semicolon, or a line meant for the client. */
export interface Piece {
  readonly kind: 'statement' | 'client command';
  /** The first token that is no comment. */
  readonly start: number;
  /** Behind the last token, before the semicolon. */
  readonly end: number;
}

/** The pieces of a script and its comments, both in order. */
export interface SplitScript {
  readonly pieces: readonly Piece[];
  readonly comments: readonly Token[];
}

/**
 * Splits a script into statements, the way psql does it: a semicolon ends a statement unless it
 * stands in quotes, in a comment, in parentheses or in the body of a routine or a trigger. The rows of a
 * `COPY … FROM stdin` belong to it.
 */
export function splitStatements(
  text: string,
  rules: LexicalRules,
  start = 0,
  end: number = text.length,
): SplitScript {
  const pieces: Piece[] = [];
  const comments: Token[] = [];
  let first: Token | undefined;
  let last: Token | undefined;
  let depth = 0;
  const body = rules.bodies === 'atomic' ? new AtomicBody() : new CompoundBody();

  const close = (): void => {
    if (first && last) pieces.push({ kind: 'statement', start: first.start, end: last.end });
    first = last = undefined;
    depth = 0;
    body.reset();
  };

  let at = start;
  for (;;) {
    const token = nextToken(text, at, rules, end);
    if (!token || token.start >= end) break;
    at = Math.min(token.end, end);
    if (token.kind === 'comment') {
      comments.push(token);
      continue;
    }
    if (token.kind === 'command') {
      close();
      pieces.push({ kind: 'client command', start: token.start, end: at });
      continue;
    }
    if (token.kind === 'symbol') {
      const symbol = text.charAt(token.start);
      if (symbol === ';' && depth === 0 && !body.open) {
        const copiesRows = first && last && isCopyFromStdin(text, first.start, last.end);
        close();
        if (copiesRows) at = endOfCopiedRows(text, at, end);
        continue;
      }
      if (symbol === '(') depth++;
      else if (symbol === ')' && depth > 0) depth--;
    } else if (token.kind === 'word') {
      body.see(text, token);
    }
    first ??= token;
    last = at === token.end ? token : { ...token, end: at };
  }
  close();
  return { pieces, comments };
}

/**
 * Follows a `CREATE FUNCTION … BEGIN ATOMIC … END` body, in which semicolons separate
 * the body's own statements. `CASE` is the other word that an `END` closes.
 */
class AtomicBody {
  #words = 0;
  #creates = false;
  #isRoutine = false;
  #previous = '';
  #depth = 0;

  get open(): boolean {
    return this.#depth > 0;
  }

  reset(): void {
    this.#words = 0;
    this.#creates = false;
    this.#isRoutine = false;
    this.#previous = '';
    this.#depth = 0;
  }

  see(text: string, token: Token): void {
    this.#words++;
    if (this.#words > 4 && !this.#isRoutine) return;
    const word = text.slice(token.start, token.end).toLowerCase();
    if (this.#words === 1) this.#creates = word === 'create';
    else if (this.#creates && (word === 'function' || word === 'procedure')) this.#isRoutine = true;
    if (this.#isRoutine) {
      if (word === 'atomic' && this.#previous === 'begin') this.#depth = 1;
      else if (this.#depth > 0 && word === 'case') this.#depth++;
      else if (this.#depth > 0 && word === 'end') this.#depth--;
    }
    this.#previous = word;
  }
}

const withBody = new Set(['trigger', 'procedure', 'function', 'event', 'package']);
/** What `END` names when it closes something else than `BEGIN` or `CASE`. */
const closedByName = new Set(['if', 'loop', 'repeat', 'while', 'for']);

/**
 * Follows `CREATE TRIGGER … BEGIN … END` and the bodies of routines, in which semicolons separate the
 * body's own statements.
 */
class CompoundBody {
  #words = 0;
  #creates = false;
  #hasBody = false;
  #previous = '';
  #depth = 0;

  get open(): boolean {
    return this.#depth > 0;
  }

  reset(): void {
    this.#words = 0;
    this.#creates = false;
    this.#hasBody = false;
    this.#previous = '';
    this.#depth = 0;
  }

  see(text: string, token: Token): void {
    this.#words++;
    // `CREATE DEFINER = 'someone'@'somewhere' SQL SECURITY …` says late what it creates.
    if (this.#words > 12 && !this.#hasBody) return;
    const word = text.slice(token.start, token.end).toLowerCase();
    if (this.#words === 1) this.#creates = word === 'create';
    else if (this.#creates && withBody.has(word)) this.#hasBody = true;
    if (this.#hasBody) this.#follow(word);
    this.#previous = word;
  }

  #follow(word: string): void {
    const isBehindEnd = this.#previous === 'end';
    if (word === 'begin' || (word === 'case' && this.#depth > 0 && !isBehindEnd)) this.#depth++;
    else if (word === 'end' && this.#depth > 0) this.#depth--;
    else if (isBehindEnd && closedByName.has(word)) this.#depth++;
  }
}

function isCopyFromStdin(text: string, start: number, end: number): boolean {
  if (text.slice(start, start + 4).toLowerCase() !== 'copy') return false;
  return /\bfrom\s+stdin\b/iu.test(text.slice(start, end));
}

/**
 * The rows that psql sends to the server with a `COPY … FROM stdin`: the lines behind it, without
 * the one that ends them. Undefined for every other statement.
 *
 * @param start where the statement begins
 * @param end where it ends, before its semicolon
 * @param limit where the script ends
 */
export function copiedRows(text: string, start: number, end: number, limit: number = text.length): string | undefined {
  if (!isCopyFromStdin(text, start, end)) return undefined;
  const semicolon = text.indexOf(';', end);
  if (semicolon < 0 || semicolon >= limit) return '';
  const line = text.indexOf('\n', semicolon);
  if (line < 0 || line >= limit) return '';
  return text.slice(line + 1, endOfCopiedRows(text, semicolon, limit)).replace(/^\\\.[ \t]*$/mu, '');
}

/** The rows end with a line that is just `\.`, or with the text. */
function endOfCopiedRows(text: string, from: number, end: number): number {
  const marker = /^\\\.[ \t]*$/gmu;
  marker.lastIndex = from;
  const found = marker.exec(text);
  return found && found.index < end ? found.index + found[0].length : end;
}
