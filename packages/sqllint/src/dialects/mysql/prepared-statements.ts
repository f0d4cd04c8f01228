import type { Change, Condition, Range, Statement } from '../../changes.ts';
import type { Token } from '../../text/tokens.ts';
import { readCall } from './routines/run-routine.ts';
import { selectedValue, valueOf } from './routines/value.ts';
import type { Value } from './routines/value.ts';
import type { TokenReader } from './token-reader.ts';
import { unquote } from './token-reader.ts';

/** SQL in a string, and where it stands. */
interface HeldSql extends Range {
  readonly sql: string;
  /** What has to hold for it to be this one, where that is known. */
  readonly onlyIf?: readonly Condition[];
}

/** What a variable or a prepared statement may hold. */
interface Held {
  readonly candidates: readonly HeldSql[];
  /** Whether the SQL is put together of parts, so that what runs is not known. */
  readonly isComputed: boolean;
}

/**
 * MySQL has no `IF` outside of routines, so migrations choose between statements in strings:
 * `SET @sql = (SELECT IF(…, 'ALTER TABLE …', 'SELECT 1')); PREPARE s FROM @sql; EXECUTE s`.
 * This follows the strings to the `EXECUTE` and reads them as statements that may run.
 */
export class PreparedStatements {
  /** What strings a variable may hold, whatever else is in its expression. */
  readonly #variables = new Map<string, Held>();
  /** What it holds, where the expression is understood. */
  readonly #values = new Map<string, Value>();
  readonly #prepared = new Map<string, Held>();
  readonly #parse: (sql: string, offset: number) => readonly Statement[];

  constructor(parse: (sql: string, offset: number) => readonly Statement[]) {
    this.#parse = parse;
  }

  /** The statement, when it is an `EXECUTE`, a `PREPARE` or a `CALL`; undefined for every other, whose variables are noted. */
  read(reader: TokenReader, range: Range): Statement | undefined {
    if (reader.isNext('SET', '@') && reader.peek(2) !== '@') {
      this.#note(reader);
      return undefined;
    }
    if (reader.isNext('SELECT')) {
      this.#noteSelected(reader);
      return undefined;
    }
    if (reader.accept('CALL')) {
      const call = readCall(reader, this.#values);
      return { ...range, command: 'CALL', changes: [{ kind: 'callFunctions', ...range, functions: [call.name.name], calls: [call] }] };
    }
    if (reader.accept('PREPARE')) {
      const name = reader.identifier().toLowerCase();
      if (reader.accept('FROM')) this.#prepared.set(name, this.#source(reader));
      return { ...range, command: 'PREPARE', changes: [{ kind: 'noEffect', ...range, command: 'PREPARE' }] };
    }
    if (!reader.accept('EXECUTE')) return undefined;
    const immediate = reader.accept('IMMEDIATE');
    const held = immediate ? this.#source(reader) : this.#prepared.get(reader.isAtEnd() ? '' : reader.identifier().toLowerCase());
    return this.#execute(held, range);
  }

  #note(reader: TokenReader): void {
    reader.accept('SET');
    for (const part of reader.parts()) {
      if (!part.accept('@') || !part.isIdentifierNext()) continue;
      const name = part.identifier().toLowerCase();
      part.accept(':');
      if (!part.accept('=')) continue;
      this.#variables.set(name, heldIn(part, this.#variables));
      this.#values.set(`@${name}`, valueOf(part, this.#values));
    }
  }

  /** `SELECT COUNT(*) INTO @x FROM information_schema.columns WHERE …` */
  #noteSelected(reader: TokenReader): void {
    reader.accept('SELECT');
    const start = reader.mark();
    reader.takeUntil('INTO');
    const before = reader.between(start);
    if (!reader.accept('INTO', '@') || !reader.isIdentifierNext()) return;
    const name = reader.identifier().toLowerCase();
    if (reader.isNext(',')) return;
    this.#variables.set(name, heldIn(before, this.#variables));
    const list = before.until('FROM');
    const from = before.accept('FROM') ? before : reader.accept('FROM') ? reader : undefined;
    this.#values.set(`@${name}`, selectedValue(list, from, this.#values));
  }

  #source(reader: TokenReader): Held {
    const written = { start: reader.offset, end: reader.range.end };
    const start = reader.mark();
    const understood = heldOf(valueOf(reader, this.#values), written);
    if (understood) return understood;
    reader.returnTo(start);
    if (reader.accept('@') && reader.isIdentifierNext()) {
      return this.#variables.get(reader.identifier().toLowerCase()) ?? { candidates: [], isComputed: true };
    }
    return heldIn(reader, this.#variables);
  }

  #execute(held: Held | undefined, range: Range): Statement {
    const command = 'EXECUTE';
    if (!held || held.isComputed || held.candidates.length === 0) {
      const message = 'This runs SQL that is put together at run time, which is not analysed.';
      return {
        ...range,
        command,
        changes: [{ kind: 'opaque', ...range, command, reason: message }],
        problem: { kind: 'dynamic', ...range, message },
      };
    }
    const isConditional = held.candidates.length > 1;
    const changes: Change[] = [];
    let problem: Statement['problem'];
    for (const { sql, start, end, onlyIf } of held.candidates) {
      const isKnown = onlyIf?.some(({ kind }) => kind !== 'unknown') === true;
      for (const statement of this.#parse(sql, start)) {
        problem ??= statement.problem && { ...statement.problem, ...range };
        const place = { start, end };
        for (const change of statement.changes) {
          if (change.kind !== 'noEffect') changes.push({ ...change, ...place, ...(isConditional ? { conditional: true } : {}), ...(isKnown ? { onlyIf } : {}) });
        }
      }
    }
    if (changes.length === 0) changes.push({ kind: 'noEffect', ...range, command });
    return { ...range, command, changes, ...(problem ? { problem } : {}) };
  }
}

/** The SQL that a value is, where all that it may be is known. */
function heldOf(value: Value, place: Range): Held | undefined {
  if (value.kind !== 'texts') return undefined;
  const candidates = value.texts.flatMap(({ text, onlyIf, range }): HeldSql[] => (text === null ? [] : [{ sql: text, onlyIf, ...(range ?? place) }]));
  return { candidates, isComputed: false };
}

const statementWords = /^\s*(?:alter|create|drop|insert|update|delete|select|rename|truncate|set|do|call|replace|optimize|analyze|show)\b/iu;

/** The SQL that an expression may give: its strings that look like statements. */
function heldIn(reader: TokenReader, variables: ReadonlyMap<string, Held>): Held {
  const candidates: HeldSql[] = [];
  let isComputed = false;
  let inConcat = 0;
  let last: Token | undefined;
  const start = reader.mark();
  while (!reader.isAtEnd()) {
    const word = reader.peek();
    if (/^(?:CONCAT|CONCAT_WS|REPLACE|GROUP_CONCAT)$/u.test(word)) inConcat++;
    const token = reader.take();
    if (token.kind === 'string') {
      const sql = unquote(reader.textOf(token));
      if (statementWords.test(sql)) {
        // Positions are true only where nothing is escaped; elsewhere the string as a whole is meant.
        candidates.push({ sql, start: token.start, end: token.end });
        if (inConcat > 0) isComputed = true;
      }
    } else if (last && reader.textOf(last) === '@' && token.kind === 'word') {
      const held = variables.get(reader.textOf(token).toLowerCase());
      if (held && held.candidates.length > 0) {
        candidates.push(...held.candidates);
        isComputed ||= held.isComputed;
      }
    }
    last = token;
  }
  reader.returnTo(start);
  return { candidates, isComputed };
}
