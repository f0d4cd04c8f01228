import sqlite from 'node-sqlite3-wasm';

/** A database in memory, as a connection sees it. */
export class RealSqlite {
  readonly #database = new sqlite.Database(':memory:');

  constructor() {
    // As SQLite itself has it; the package is built otherwise.
    this.#database.exec('PRAGMA foreign_keys = OFF');
  }

  /** Runs a script; the message of the first error, or undefined. */
  run(sql: string): string | undefined {
    try {
      this.#database.exec(sql);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** The rows of a query, each as the list of its values. */
  rows(sql: string): unknown[][] {
    return this.#database.all(sql).map((row) => Object.values<unknown>(row));
  }

  /** Every table, index, trigger and view with its statement, blanks apart. */
  schema(): string[] {
    return this.rows("SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1").map(([text]) => String(text).replace(/\s+/gu, ' '));
  }

  close(): void {
    this.#database.close();
  }
}
