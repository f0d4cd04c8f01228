import type { Change, Range, Statement } from '../../changes.ts';
import type { Token } from '../../text/tokens.ts';
import type { TokenReader } from './token-reader.ts';
import { unquote } from './token-reader.ts';

/** SQL in a string, and where it stands. */
interface HeldSql extends Range {
  readonly sql: string;
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
  readonly #variables = new Map<string, Held>();
  readonly #prepared = new Map<string, Held>();
  readonly #parse: (sql: string, offset: number) => readonly Statement[];

  constructor(parse: (sql: string, offset: number) => readonly Statement[]) {
    this.#parse = parse;
  }

  /** The statement, when it is an `EXECUTE` or a `PREPARE`; undefined for every other, whose variables are noted. */
  read(reader: TokenReader, range: Range): Statement | undefined {
    if (reader.isNext('SET', '@') && reader.peek(2) !== '@') {
      this.#note(reader);
      return undefined;
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
      if (part.accept('=')) this.#variables.set(name, heldIn(part, this.#variables));
    }
  }

  #source(reader: TokenReader): Held {
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
    for (const { sql, start, end } of held.candidates) {
      for (const statement of this.#parse(sql, start)) {
        problem ??= statement.problem && { ...statement.problem, ...range };
        const place = { start, end };
        for (const change of statement.changes) {
          if (change.kind !== 'noEffect') changes.push({ ...change, ...place, ...(isConditional ? { conditional: true } : {}) });
        }
      }
    }
    if (changes.length === 0) changes.push({ kind: 'noEffect', ...range, command });
    return { ...range, command, changes, ...(problem ? { problem } : {}) };
  }
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
