import type { DialectName } from '../dialect-name.ts';
import type { LockEffect } from '../facts/lock-modes.ts';
import type { RowsImage } from './rows/rows-image.ts';
import type { SchemaDifference } from './schema/compare-schema.ts';
import type { SchemaImage } from './schema/schema-image.ts';
import type { TableShape, ValueKind } from './table-shape.ts';

/**
 * A database to try migrations on, empty when it is opened and gone when it is closed. Each kind of
 * database implements this once, in `engines/`; the loop in `verify.ts` knows nothing else of it.
 *
 * Whatever runs is really committed, in the transactions that the migration tool would use. What
 * was tried is taken back by going back to a copy, never by rolling back an outer transaction, in
 * which deferred constraints, new enum values and CONCURRENTLY would behave differently.
 */
export interface Engine {
  readonly dialect: DialectName;
  /** What runs, as a report names it: `PostgreSQL 18.3 (PGlite 0.5.16)`. */
  readonly title: string;

  /** Keeps the whole state, schema and rows, so that it can be gone back to any number of times. */
  keep(): Promise<KeptState>;
  goBackTo(state: KeptState): Promise<void>;
  /** The state will not be gone back to any more. */
  forget(state: KeptState): Promise<void>;

  /**
   * Runs a script in a fresh session, statement by statement, up to the first that fails. What a
   * failed script leaves behind is what its transactions leave; nothing is cleaned up here except
   * the session.
   */
  run(script: RunnableScript, watch: 'locks' | 'nothing'): Promise<ScriptRun>;

  /** Lets every session of a script begin with some settings; absent where a script can store them in the database itself. */
  startSessionsWith?(settings: readonly string[]): void;

  /**
   * Runs statements of an application in one transaction that is committed at the end, each in a
   * savepoint, so that one that fails leaves the others alone.
   *
   * @param keeps whether what a statement did stays, or is taken back before the next one runs
   * @returns for each statement its error, or undefined where it went through; where the commit failed, its error for all
   */
  attempt(statements: readonly string[], keeps: 'what succeeds' | 'nothing'): Promise<readonly (DatabaseError | undefined)[]>;

  /** Every object with its definition, in the database's own words. */
  schema(): Promise<SchemaImage>;
  /** The rows of tables; of all tables when none are named. A table that does not exist is left out. */
  rows(tables?: readonly string[]): Promise<RowsImage>;
  /** What has to be known of tables and views to read and write their rows; of all of them when none are named. */
  tables(names?: readonly string[]): Promise<readonly TableShape[]>;
  /** The statement that takes a difference back, seen from the state that is wanted; undefined where there is none. */
  mend(difference: SchemaDifference): string | undefined;
  /** What gives numbers to columns of tables, and how far it is; of all tables when none are named. */
  counters(tables?: readonly string[]): Promise<readonly Counter[]>;
  /** Sequences that no column owns, by name, with the number that each gives next; undefined where the database has none. */
  sequences?(): Promise<ReadonlyMap<string, number>>;
  /** Takes numbers from such sequences, as an application does. */
  drawFrom?(sequences: readonly string[]): Promise<void>;
  /** How values and names are written for this database. */
  readonly writing: RowWriting;

  /** Ends every session and removes everything that was made. May be called twice. */
  close(): Promise<void>;
}

/** A state that can be gone back to; what is in it is known to the engine alone. */
export interface KeptState {
  readonly engine: string;
}

/** A sequence or the like that belongs to a column. */
export interface Counter {
  readonly table: string;
  readonly column: string;
  /** The number that it gives next. */
  readonly next: number;
  /** The largest number in the column; below everything where there is none. */
  readonly largest: number;
}

/** How one database writes rows. */
export interface RowWriting {
  /** A name as it stands in SQL. */
  readonly quoteName: (name: string) => string;
  /** A value of a kind as it stands in SQL, from the text that `RowsImage` would have for it. */
  readonly literal: (text: string, kind: ValueKind) => string;
  /** One statement that writes several rows, which may refer to each other; absent where there is no such statement. */
  readonly atOnce?: (rows: readonly RowAtOnce[]) => string;
  /** SQL that fails where a query of an application would fail, whatever its parameters are. */
  readonly checking: (query: string) => string;
}

/** A row among those that are written at once. */
export interface RowAtOnce {
  readonly table: TableShape;
  readonly values: ReadonlyMap<string, ValueAtOnce>;
}

/** A value as it stands in SQL, or the next number of what counts for a column; the same object stands for the same number. */
export type ValueAtOnce = string | { readonly counter: string; readonly of: TableShape };

/** A script, cut into the statements that the server gets. */
export interface RunnableScript {
  readonly statements: readonly RunnableStatement[];
  /**
   * - `one`: the migration tool runs all statements in one transaction;
   * - `each`: every statement commits by itself;
   * - `unknown`: the tool is not known. One transaction is tried; what refuses to run in one runs by itself.
   */
  readonly transaction: 'one' | 'each' | 'unknown';
}

/** A statement and where it stands in its file, in UTF-16 units. */
export interface RunnableStatement {
  readonly sql: string;
  /** The rows behind a `COPY … FROM stdin`, as they stand in the script; absent where there are none. */
  readonly input?: string;
  readonly start: number;
  readonly end: number;
}

/** What happened to a script. */
export interface ScriptRun {
  /** Absent when all of it ran. */
  readonly failure?: StatementFailure;
  /** For each statement that ran, in order, what it locked; empty when nobody watched. */
  readonly locks: readonly ObservedLocks[];
  /**
   * The tables of before whose rows the script may have changed, and those that it has changed
   * themselves; absent when that could not be watched. Partitions may stand for their table.
   */
  readonly touched?: readonly string[];
  /** Whether the tool's way of running it failed and it ran in another: statement by statement instead of in one transaction. */
  readonly ranOneByOne?: true;
  /** Why it does not run in the transaction that the tool opens, as far as the tool is known. */
  readonly refusedTogether?: StatementFailure;
  readonly milliseconds: number;
}

/** Where a script stopped, and why. */
export interface StatementFailure {
  /** Which statement; absent when it was the commit that failed. */
  readonly statement?: RunnableStatement;
  readonly error: DatabaseError;
}

/** What a server said when it refused something. */
export interface DatabaseError {
  readonly message: string;
  /** The SQLSTATE, or what the database has in its place. */
  readonly code?: string;
  readonly detail?: string;
}

/** The locks that a statement holds, beyond those of the statements before it. */
export interface ObservedLocks {
  readonly statement: RunnableStatement;
  /** Tables that were there before the script, each with the strongest lock and the hardest work. */
  readonly tables: readonly LockEffect[];
  /** How long the statement took on these few rows. */
  readonly milliseconds: number;
  /** Whether nobody could look: it refuses to share a transaction, or the server does not tell. */
  readonly isUnseen?: true;
}

/** An engine cannot be opened: a sentence that says why, and one that says what to do. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}
