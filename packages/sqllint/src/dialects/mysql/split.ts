import { nextToken } from '../../text/tokens.ts';
import type { Token } from '../../text/tokens.ts';
import type { Piece, SplitScript } from '../../text/split.ts';
import { mysqlLexicalRules } from './lexical-rules.ts';

/** A statement with its tokens, comments left out. */
export interface TokenizedPiece extends Piece {
  readonly tokens: readonly Token[];
}

export interface TokenizedScript extends SplitScript {
  readonly pieces: readonly TokenizedPiece[];
}

/**
 * Splits a script the way the clients and the migration tools do it: at semicolons that stand
 * neither in parentheses nor in the body of a routine, or at what `DELIMITER` says.
 * @param text with the comments that the server runs opened already
 */
export function splitMySql(text: string, start = 0, end: number = text.length): TokenizedScript {
  const pieces: TokenizedPiece[] = [];
  const comments: Token[] = [];
  let tokens: Token[] = [];
  let delimiter = ';';
  let body = new RoutineBody(text);

  const close = (): void => {
    const [first] = tokens;
    const last = tokens.at(-1);
    if (first && last) pieces.push({ kind: 'statement', start: first.start, end: last.end, tokens });
    tokens = [];
    body = new RoutineBody(text);
  };

  let at = start;
  for (;;) {
    const token = nextToken(text, at, mysqlLexicalRules, end);
    if (!token || token.start >= end) break;
    if (token.kind === 'comment') {
      comments.push(token);
      at = Math.min(token.end, end);
      continue;
    }
    const command = tokens.length === 0 && token.kind === 'word' ? delimiterCommand(text, token.start, end) : undefined;
    if (command) {
      close();
      delimiter = command.delimiter;
      at = command.end;
      continue;
    }
    if (delimiter !== ';' && text.startsWith(delimiter, token.start)) {
      close();
      at = token.start + delimiter.length;
      continue;
    }
    // `END//`: the lexer has no reason to end a word at a delimiter such as `$$`.
    const inside = delimiter !== ';' && token.kind === 'word' ? text.slice(token.start, token.end).indexOf(delimiter) : -1;
    const seen: Token = { ...token, end: inside > 0 ? token.start + inside : Math.min(token.end, end) };
    at = seen.end;
    const symbol = token.kind === 'symbol' ? text.charAt(token.start) : '';
    if (delimiter === ';' && symbol === ';' && !body.isOpen) {
      close();
      continue;
    }
    if (delimiter === ';') body.see(seen);
    tokens.push(seen);
  }
  close();
  return { pieces, comments };
}

function delimiterCommand(text: string, at: number, end: number): { delimiter: string; end: number } | undefined {
  const found = /^delimiter[^\S\r\n]+(\S+)[^\r\n]*/iu.exec(text.slice(at, Math.min(end, at + 200)));
  if (!found) return undefined;
  return { delimiter: found[1] ?? ';', end: at + found[0].length };
}

/**
 * Follows the body of a procedure, a function, a trigger or an event, whose statements end with
 * semicolons of their own: `BEGIN … END` and, within, what else an `END` closes.
 */
class RoutineBody {
  readonly #text: string;
  #count = 0;
  #creates = false;
  #isRoutine = false;
  #depth = 0;
  #afterEnd = false;

  constructor(text: string) {
    this.#text = text;
  }

  get isOpen(): boolean {
    return this.#depth > 0;
  }

  see(token: Token): void {
    this.#count++;
    if (token.kind !== 'word') {
      this.#afterEnd = false;
      return;
    }
    // A definer and characteristics may stand between CREATE and the kind of routine.
    if (!this.#isRoutine && this.#count > 16) return;
    const word = this.#text.slice(token.start, token.end).toUpperCase();
    if (this.#count === 1) {
      this.#creates = word === 'CREATE' || word === 'ALTER';
      // MariaDB's anonymous block; the statement BEGIN alone starts a transaction.
      if (word === 'BEGIN' && /^begin\s+not\s+atomic\b/iu.test(this.#text.slice(token.start, token.start + 40))) this.#isRoutine = true;
    }
    if (!this.#isRoutine) {
      if (this.#creates && /^(?:TABLE|VIEW|INDEX)$/u.test(word)) this.#creates = false;
      this.#isRoutine = this.#creates && /^(?:PROCEDURE|FUNCTION|TRIGGER|EVENT|PACKAGE)$/u.test(word);
      if (!this.#isRoutine) return;
    }
    const closes = this.#afterEnd;
    this.#afterEnd = false;
    // `END IF`, `END LOOP` … close what opens without being counted.
    if (closes && /^(?:IF|LOOP|WHILE|REPEAT|CASE)$/u.test(word)) {
      if (word !== 'CASE') this.#depth++;
      return;
    }
    if (word === 'BEGIN' || word === 'CASE') this.#depth++;
    else if (word === 'END') {
      if (this.#depth > 0) this.#depth--;
      this.#afterEnd = true;
    }
  }
}
