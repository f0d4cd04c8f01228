import type { DatabaseError } from '../../engine.ts';

/** As much of a query as is told to another thread; two that begin alike for so long are taken for one. */
const shownLength = 1 << 16;
const headLength = 16;

/**
 * What a thread is asking its database, for another thread to read: a query that never ends leaves
 * nobody in its own thread who could tell.
 */
export class QueryWatch {
  readonly buffer: SharedArrayBuffer;
  /** When the query began, in milliseconds since 1970; 0 while none runs. */
  readonly #began: Float64Array;
  readonly #length: Int32Array;
  readonly #text: Uint8Array;
  readonly #own = new Uint8Array(shownLength);

  /** @param buffer that of the watch in the other thread */
  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(headLength + shownLength)) {
    this.buffer = buffer;
    this.#began = new Float64Array(buffer, 0, 1);
    this.#length = new Int32Array(buffer, 8, 1);
    this.#text = new Uint8Array(buffer, headLength);
  }

  begin(sql: string): void {
    const { written } = new TextEncoder().encodeInto(sql, this.#own);
    this.#text.set(this.#own.subarray(0, written));
    Atomics.store(this.#length, 0, written);
    this.#began[0] = Date.now();
  }

  end(): void {
    this.#began[0] = 0;
  }

  /** The query that runs, and for how many milliseconds it has. */
  get running(): { readonly sql: string; readonly milliseconds: number } | undefined {
    const [began = 0] = this.#began;
    if (began === 0) return undefined;
    const bytes = this.#text.slice(0, Atomics.load(this.#length, 0));
    return { sql: new TextDecoder().decode(bytes), milliseconds: Date.now() - began };
  }

  /** How a query reads in the other thread. */
  static shown(sql: string): string {
    if (sql.length * 3 <= shownLength) return sql;
    const bytes = new Uint8Array(shownLength);
    const { written } = new TextEncoder().encodeInto(sql, bytes);
    return new TextDecoder().decode(bytes.subarray(0, written));
  }
}

/** A query that a database did not survive, or would not have ended, and what is said instead of running it again. */
export interface StoppedQuery {
  /** As `QueryWatch.shown` gives it. */
  readonly sql: string;
  readonly error: DatabaseError;
}

/** SQL that fails as the query did, and leaves the transaction as a query that fails leaves it. */
export function failingInsteadOf(sql: string, { message, code = 'XX000' }: DatabaseError): string {
  const [savepoint = ''] = /^SAVEPOINT \w+; /u.exec(sql) ?? [];
  return `${savepoint}DO $sqllint$ BEGIN RAISE EXCEPTION USING MESSAGE = '${message.replaceAll("'", "''")}', ERRCODE = '${code}'; END $sqllint$`;
}
