import type { QualifiedName, Range } from '../../changes.ts';
import type { Token } from '../../text/tokens.ts';

/** Thrown where a statement does not go on as the grammar has it; `mysql.ts` turns it into a problem. */
export class UnexpectedToken extends Error {
  override readonly name = 'UnexpectedToken';
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Reads the tokens of one statement from left to right. */
export class TokenReader {
  readonly text: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  readonly #end: number;

  /** @param end where to stop, as an index into `tokens` */
  constructor(text: string, tokens: readonly Token[], start = 0, end: number = tokens.length) {
    this.text = text;
    this.#tokens = tokens;
    this.#at = start;
    this.#end = end;
  }

  /** The token that is next; undefined at the end. */
  get next(): Token | undefined {
    return this.#at < this.#end ? this.#tokens[this.#at] : undefined;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#end;
  }

  /** Where the next token starts, or the text ends. */
  get offset(): number {
    return this.next?.start ?? this.lastEnd;
  }

  /** Where the token that was read last ends. */
  get lastEnd(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  /** The text of the token that is `ahead` of the next one, upper case. */
  peek(ahead = 0): string {
    const at = this.#at + ahead;
    const token = at < this.#end ? this.#tokens[at] : undefined;
    if (!token || token.kind === 'quoted' || token.kind === 'string') return '';
    return this.text.slice(token.start, token.end).toUpperCase();
  }

  /** Whether the next tokens are these words or symbols. */
  isNext(...words: readonly string[]): boolean {
    return words.every((word, index) => this.peek(index) === word);
  }

  /** Reads these words or symbols if they are next. */
  accept(...words: readonly string[]): boolean {
    if (!this.isNext(...words)) return false;
    this.#at += words.length;
    return true;
  }

  /** Reads one of these words if it is next. */
  acceptOneOf(...words: readonly string[]): string | undefined {
    const found = words.find((word) => this.peek() === word);
    if (found !== undefined) this.#at++;
    return found;
  }

  expect(...words: readonly string[]): void {
    for (const word of words) if (!this.accept(word)) throw this.unexpected(word);
  }

  /** The error for the token that is next. */
  unexpected(expected?: string): UnexpectedToken {
    const { next } = this;
    const found = next ? `“${this.text.slice(next.start, Math.min(next.end, next.start + 40))}”` : 'the end of the statement';
    return new UnexpectedToken(`${found} was not expected here${expected === undefined ? '' : `, but ${expected}`}.`, this.offset);
  }

  /** Reads one token, whatever it is. */
  take(): Token {
    const { next } = this;
    if (!next) throw this.unexpected();
    this.#at++;
    return next;
  }

  /** Reads a token, or a pair of parentheses with all that is in it. */
  takeWhole(): void {
    if (this.peek() === '(') this.group();
    else this.take();
  }

  /** Reads until one of these words or symbols is next, parentheses as wholes; gives the range read. */
  takeUntil(...stops: readonly string[]): Range {
    const start = this.offset;
    while (!this.isAtEnd() && !stops.includes(this.peek())) this.takeWhole();
    return { start, end: Math.max(start, this.lastEnd) };
  }

  /** Reads until one of these words or symbols is next, parentheses as wholes; gives a reader for what stands before it. */
  until(...stops: readonly string[]): TokenReader {
    const start = this.#at;
    this.takeUntil(...stops);
    return this.between(start);
  }

  /** Reads a pair of parentheses and gives a reader for what is in it. */
  group(): TokenReader {
    const open = this.#at;
    this.expect('(');
    let depth = 1;
    while (depth > 0) {
      const symbol = this.peek();
      this.take();
      if (symbol === '(') depth++;
      else if (symbol === ')') depth--;
    }
    return new TokenReader(this.text, this.#tokens, open + 1, this.#at - 1);
  }

  /** A reader for the tokens from here to the end; this one is at its end then. */
  rest(): TokenReader {
    const reader = new TokenReader(this.text, this.#tokens, this.#at, this.#end);
    this.#at = this.#end;
    return reader;
  }

  /** The parts between the commas of what is left, each with a reader of its own. */
  parts(): TokenReader[] {
    const parts: TokenReader[] = [];
    while (!this.isAtEnd()) {
      const start = this.#at;
      this.takeUntil(',');
      parts.push(new TokenReader(this.text, this.#tokens, start, this.#at));
      if (!this.accept(',')) break;
    }
    return parts;
  }

  /** A reader for what was read since a mark. */
  between(mark: number): TokenReader {
    return new TokenReader(this.text, this.#tokens, mark, this.#at);
  }

  /** A place to come back to. */
  mark(): number {
    return this.#at;
  }

  returnTo(mark: number): void {
    this.#at = mark;
  }

  /** What is left, as a range. */
  get range(): Range {
    const start = this.offset;
    return { start, end: this.isAtEnd() ? start : (this.#tokens[this.#end - 1]?.end ?? start) };
  }

  /** What is left, as written. */
  get restText(): string {
    const { start, end } = this.range;
    return this.text.slice(start, end);
  }

  textOf({ start, end }: Range): string {
    return this.text.slice(start, end);
  }

  isStringNext(): boolean {
    return this.next?.kind === 'string';
  }

  /** Whether the next token can be a name. */
  isIdentifierNext(): boolean {
    const { next } = this;
    if (!next) return false;
    if (next.kind === 'word' || next.kind === 'quoted') return true;
    if (next.kind === 'string') return this.text.charAt(next.start) === '"';
    return next.kind === 'number' && /[a-z_]/iu.test(this.text.slice(next.start, next.end));
  }

  /** A name: plain, in backticks, or in double quotes as with ANSI_QUOTES. */
  identifier(): string {
    if (!this.isIdentifierNext()) throw this.unexpected('a name');
    const token = this.take();
    const written = this.text.slice(token.start, token.end);
    if (token.kind === 'quoted' || token.kind === 'string') {
      const quote = written.charAt(0);
      return written.slice(1, -1).replaceAll(quote + quote, quote);
    }
    return written;
  }

  /** A name, perhaps with its database in front. */
  qualifiedName(): QualifiedName {
    const first = this.identifier();
    if (this.peek() !== '.') {
      // `db.2fa_codes`: the lexer reads `.2fa` in one.
      return { name: first };
    }
    this.take();
    return { schema: first, name: this.identifier() };
  }

  /** A string constant without its quotes. */
  string(): string {
    if (!this.isStringNext()) throw this.unexpected('a string');
    let value = '';
    // Strings beside each other are one.
    while (this.isStringNext()) value += unquote(this.textOf(this.take()));
    return value;
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', 0: '\0', b: '\b', Z: '\u001a' };

/** The value of a string constant. */
export function unquote(literal: string): string {
  const quote = literal.charAt(0);
  return literal
    .slice(1, literal.endsWith(quote) && literal.length > 1 ? -1 : undefined)
    .replace(/\\([\s\S])/gu, (whole, next: string) => (next === '%' || next === '_' ? whole : (escapes[next] ?? next)))
    .replaceAll(quote + quote, quote);
}
