import type { DatabaseError } from '../engine.ts';

/** One connection to a PostgreSQL, wherever it runs. */
export interface PostgresSession {
  /**
   * Sends a text as one simple query: several statements are one transaction, unless they say otherwise.
   * @returns the rows of the last statement; every value is a text or null
   * @throws {PostgresError}
   */
  query(sql: string): Promise<readonly PostgresRow[]>;
  /**
   * Runs a `COPY … FROM stdin`.
   * @param rows what the server reads
   * @throws {PostgresError}
   */
  copyIn(sql: string, rows: string): Promise<void>;
  /**
   * Runs a statement that refuses to share a transaction, and tells which locks it asks for on some
   * tables; absent where there is no other session that could look.
   * @throws {PostgresError}
   */
  readonly runAlone?: (sql: string, tables: readonly HeldTable[]) => Promise<readonly AskedLock[]>;
}

/** A table of which it is to be told how it is locked. */
export interface HeldTable {
  readonly oid: string;
  /** As SQL names it. */
  readonly sql: string;
}

export interface AskedLock {
  readonly oid: string;
  /** As `pg_locks` has it: `ShareUpdateExclusiveLock`. */
  readonly mode: string;
}

export type PostgresRow = Readonly<Record<string, string | null>>;

/** What the server answered instead of doing what it was told. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError';
  readonly said: DatabaseError;

  constructor(said: DatabaseError) {
    super(said.message);
    this.said = said;
  }
}

/** SQLSTATEs by what they mean here. */
const onlyOutsideTransaction: ReadonlySet<string> = new Set([
  // CONCURRENTLY, VACUUM, CREATE DATABASE …
  '25001',
  // A new enum value is of no use before it is committed.
  '55P04',
  // The same transaction has trigger events pending for the table.
  '55006',
  // COMMIT inside a DO block.
  '2D000',
]);

/** Whether a statement was refused only because it shares a transaction with others. */
export function needsOwnTransaction({ code }: DatabaseError): boolean {
  return code !== undefined && onlyOutsideTransaction.has(code);
}

/** The value of a row that is known not to be NULL. */
export function textOf(row: PostgresRow, column: string): string {
  const value = row[column];
  if (value === null || value === undefined) throw new Error(`The catalog query gave no ${column}.`);
  return value;
}
