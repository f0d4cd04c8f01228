import type { Database, Sqlite3Static } from '@sqlite.org/sqlite-wasm';

import type { DatabaseError } from '../../engine.ts';

/** What a connection is to be like. */
export interface SessionOptions {
  /** Whether it enforces foreign keys when it begins. */
  readonly foreignKeys: boolean;
  /** How long a statement may take, in milliseconds. */
  readonly statementLimit: number;
}

/** How many instructions of its virtual machine SQLite runs before it asks whether to go on. */
const instructionsBetweenLooks = 20_000;

/** Memory that SQLite may take: 1 GiB. */
const memoryLimit = 2 ** 30;

/** What a statement is about to do, as SQLite says while it prepares it; the arguments depend on the action. */
export type Announcement = (action: number, first: string, second: string) => void;

/** What SQLite answered instead of doing what it was told. */
class SqliteError extends Error {
  override readonly name = 'SqliteError';
  readonly said: DatabaseError;

  constructor(said: DatabaseError) {
    super(said.message);
    this.said = said;
  }
}

export type SqliteRow = readonly (string | number | bigint | null)[];

/** One connection to a database in memory, with the settings that SQLite has by itself rather than those of its WebAssembly build. */
export class SqliteSession {
  readonly #sqlite: Sqlite3Static;
  readonly #database: Database;
  readonly #limit: number;
  #deadline = Infinity;

  /** @param bytes the content of a database file; empty for a new one */
  constructor(sqlite: Sqlite3Static, bytes: Uint8Array, { foreignKeys, statementLimit }: SessionOptions) {
    const { capi, wasm } = sqlite;
    this.#sqlite = sqlite;
    this.#limit = statementLimit;
    this.#database = new sqlite.oo1.DB(':memory:');
    const database = this.#database;
    if (bytes.length > 0) {
      const copy = wasm.allocFromTypedArray(bytes);
      const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE;
      database.checkRc(capi.sqlite3_deserialize(database, 'main', copy, bytes.length, bytes.length, flags));
    }
    capi.sqlite3_db_config(database, capi.SQLITE_DBCONFIG_DQS_DDL, 1, 0);
    capi.sqlite3_db_config(database, capi.SQLITE_DBCONFIG_DQS_DML, 1, 0);
    database.exec(`PRAGMA recursive_triggers = OFF; PRAGMA foreign_keys = ${foreignKeys ? 'ON' : 'OFF'}; PRAGMA hard_heap_limit = ${String(memoryLimit)}`);
    capi.sqlite3_progress_handler(database, instructionsBetweenLooks, () => (performance.now() > this.#deadline ? 1 : 0), 0);
  }

  get isInTransaction(): boolean {
    // Its types leave this one out.
    const capi = this.#sqlite.capi as unknown as { readonly sqlite3_get_autocommit: (database: Database) => number };
    return capi.sqlite3_get_autocommit(this.#database) === 0;
  }

  /** Has every statement from now on announced before it runs; nothing more once this is called without a listener. */
  announce(listener: Announcement | undefined): void {
    const { capi } = this.#sqlite;
    const authorize = (_: unknown, action: number, first: string | 0, second: string | 0): number => {
      listener?.(action, first === 0 ? '' : first, second === 0 ? '' : second);
      return capi.SQLITE_OK;
    };
    // Null takes the listener away; the types leave that out.
    capi.sqlite3_set_authorizer(this.#database, listener ? authorize : (null as unknown as typeof authorize), 0);
  }

  /**
   * Runs a statement, or several.
   * @returns the rows of the first that has any
   * @throws {SqliteError}
   */
  query(sql: string): readonly SqliteRow[] {
    const { capi } = this.#sqlite;
    this.#deadline = performance.now() + this.#limit;
    try {
      // Rows as lists hold values that SQLite has.
      return this.#database.exec({ sql, rowMode: 'array', returnValue: 'resultRows' }) as unknown as SqliteRow[];
    } catch (error) {
      if (!(error instanceof this.#sqlite.SQLite3Error)) throw error;
      const code = capi.sqlite3_extended_errcode(this.#database);
      if (code === capi.SQLITE_INTERRUPT) throw new SqliteError({ message: `The statement took longer than ${String(this.#limit / 1000)} seconds.`, code: 'SQLITE_INTERRUPT' });
      throw new SqliteError({ message: capi.sqlite3_errmsg(this.#database), code: capi.sqlite3_js_rc_str(code) });
    } finally {
      this.#deadline = Infinity;
    }
  }

  /** What SQLite says to a statement that it refuses; undefined where it runs. */
  errorOf(sql: string): DatabaseError | undefined {
    try {
      this.query(sql);
      return undefined;
    } catch (error) {
      if (error instanceof SqliteError) return error.said;
      throw error;
    }
  }

  /** How a column sorts and compares, and whether it counts up by itself; no pragma tells. */
  columnTraits(table: string, column: string): { readonly collation: string; readonly isAutoIncrement: boolean } {
    const { capi, wasm } = this.#sqlite;
    const scope = wasm.scopedAllocPush();
    try {
      const collation = wasm.scopedAlloc(8);
      const autoIncrement = wasm.scopedAlloc(8);
      this.#database.checkRc(capi.sqlite3_table_column_metadata(this.#database, 'main', table, column, 0, collation, 0, 0, autoIncrement));
      return { collation: wasm.cstrToJs(wasm.peekPtr(collation)) ?? 'BINARY', isAutoIncrement: wasm.peek32(autoIncrement) !== 0 };
    } finally {
      wasm.scopedAllocPop(scope);
    }
  }

  /** Ends the session; what was not committed is gone. */
  close(): Uint8Array {
    if (this.isInTransaction) this.#database.exec('ROLLBACK');
    const bytes = this.bytes();
    this.#database.close();
    return bytes;
  }

  /** The content of the database file, as it would be on a disk. Not to be called within a transaction. */
  bytes(): Uint8Array {
    return this.#sqlite.capi.sqlite3_js_db_export(this.#database);
  }
}
