import type { Sqlite3Static } from '@sqlite.org/sqlite-wasm';

import type { LexicalRules } from '../../../text/tokens.ts';
import type { Counter, DatabaseError, Engine, KeptState, RunnableScript, ScriptRun } from '../../engine.ts';
import type { RowsImage, TableRows } from '../../rows/rows-image.ts';
import type { SchemaDifference } from '../../schema/compare-schema.ts';
import { schemaImageOf } from '../../schema/schema-image.ts';
import type { SchemaImage, SchemaObject } from '../../schema/schema-image.ts';
import type { TableShape, ValueKind } from '../../table-shape.ts';
import { loadSqlite } from './load-sqlite.ts';
import { mend } from './mend.ts';
import { beginsTransaction, needsOwnTransaction, runScript, showsOwnTransactions } from './run-script.ts';
import { columnsOf, quoteText, relationsOf, schemaObjects } from './schema-objects.ts';
import type { Relation } from './schema-objects.ts';
import { SqliteSession } from './sqlite-session.ts';
import { keyColumns, quoteName, tableShapes } from './table-shapes.ts';

export interface SqliteOptions {
  /** Where the user stands, for SQLite may be installed there. */
  readonly folder: string;
  /** How the dialect reads. */
  readonly rules: LexicalRules;
  /** Whether the connections that the migration tool opens enforce foreign keys; SQLite's own answer is no. */
  readonly foreignKeys?: 'on' | 'off';
  /** How long a statement may take, in milliseconds: 30 seconds where nothing is said. */
  readonly statementLimit?: number;
}

/**
 * Opens SQLite as WebAssembly: in this process, in memory, without files and without a network.
 * @throws {EngineError} when it is not installed
 */
export async function openSqlite(options: SqliteOptions): Promise<Engine> {
  return new SqliteEngine(await loadSqlite(options.folder), options);
}

interface SqliteState extends KeptState {
  readonly bytes: Uint8Array;
}

/** A database is the bytes of its file: each script gets a connection of its own to a copy of them. */
class SqliteEngine implements Engine {
  readonly dialect = 'sqlite';
  readonly title: string;
  readonly writing = { quoteName, literal, checking: (query: string): string => `EXPLAIN ${query}` };
  readonly #sqlite: Sqlite3Static;
  readonly #rules: LexicalRules;
  readonly #foreignKeys: boolean;
  readonly #statementLimit: number;
  readonly #known = new Map<string, readonly SchemaObject[]>();
  #session: SqliteSession;

  constructor(sqlite: Sqlite3Static, { rules, foreignKeys = 'off', statementLimit = 30_000 }: SqliteOptions) {
    this.#sqlite = sqlite;
    this.#rules = rules;
    this.#foreignKeys = foreignKeys === 'on';
    this.#statementLimit = statementLimit;
    this.title = `SQLite ${sqlite.version.libVersion} (WebAssembly)`;
    this.#session = this.#open(new Uint8Array());
  }

  keep(): Promise<KeptState> {
    const state: SqliteState = { engine: 'sqlite', bytes: this.#session.bytes() };
    return Promise.resolve(state);
  }

  goBackTo(state: KeptState): Promise<void> {
    if (!('bytes' in state)) throw new Error('This state is of another engine.');
    // Only this engine makes states with bytes.
    const { bytes } = state as SqliteState;
    this.#session.close();
    this.#session = this.#open(bytes);
    return Promise.resolve();
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  async run(script: RunnableScript, watch: 'locks' | 'nothing'): Promise<ScriptRun> {
    const watches = watch === 'locks';
    const isAlone = script.transaction === 'unknown' ? showsOwnTransactions(script) : script.transaction === 'one' && beginsTransaction(script);
    if (isAlone) return { ...this.#run({ ...script, transaction: 'each' }, watches), ranOneByOne: true };
    if (script.transaction !== 'unknown') return this.#run(script, watches);
    const before = await this.keep();
    const together = this.#run(script, watches);
    if (!together.failure || !needsOwnTransaction(together.failure.error)) return together;
    await this.goBackTo(before);
    return { ...this.#run({ ...script, transaction: 'each' }, watches), ranOneByOne: true };
  }

  #run(script: RunnableScript, watches: boolean): ScriptRun {
    this.#renew();
    const run = runScript(this.#session, script, watches);
    this.#renew();
    return run;
  }

  attempt(statements: readonly string[], keeps: 'what succeeds' | 'nothing'): Promise<readonly (DatabaseError | undefined)[]> {
    return Promise.resolve(statements.map((sql) => this.#attempt(sql, keeps === 'what succeeds')));
  }

  #attempt(sql: string, keeps: boolean): DatabaseError | undefined {
    const session = this.#session;
    session.query('SAVEPOINT attempt');
    // The outermost savepoint is the transaction: what was deferred is checked when it is released.
    const error = session.errorOf(sql) ?? (keeps ? session.errorOf('RELEASE attempt') : undefined);
    // It was released, or a trigger has rolled back everything by itself.
    if (session.isInTransaction) session.query('ROLLBACK TO attempt; RELEASE attempt');
    return error;
  }

  schema(): Promise<SchemaImage> {
    return Promise.resolve(schemaImageOf(schemaObjects(this.#session, this.#rules, this.#known)));
  }

  rows(tables?: readonly string[]): Promise<RowsImage> {
    const wanted = relationsOf(this.#session).filter(({ name, kind }) => kind !== 'view' && (tables === undefined || tables.includes(name.toLowerCase())));
    return Promise.resolve(new Map(wanted.flatMap((relation): [string, TableRows][] => {
      const rows = this.#rowsOf(relation);
      return rows ? [[relation.name.toLowerCase(), rows]] : [];
    })));
  }

  /** Virtual tables whose module keeps their rows to itself have none. */
  #rowsOf({ name, kind }: Relation): TableRows | undefined {
    const columns = columnsOf(this.#session, name);
    if (columns.length === 0) return undefined;
    const sql = `SELECT ${columns.map((column) => asText(quoteName(column.name))).join(', ')} FROM ${quoteName(name)}`;
    if (kind === 'virtual' && this.#session.errorOf(sql)) return undefined;
    const rows = this.#session.query(sql).map((row) => row.map((value) => (value === null ? null : String(value))));
    return { columns: columns.map((column) => column.name), rows, key: keyColumns(columns) };
  }

  tables(names?: readonly string[]): Promise<readonly TableShape[]> {
    const shapes = tableShapes(this.#session, this.#rules);
    return Promise.resolve(names === undefined ? shapes : shapes.filter(({ name }) => names.includes(name)));
  }

  mend(difference: SchemaDifference): string | undefined {
    return mend(difference);
  }

  /** SQLite never gives a number that a row has: `AUTOINCREMENT` looks at the rows as well as at what it keeps. */
  counters(): Promise<readonly Counter[]> {
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    this.#session.close();
    this.#session = this.#open(new Uint8Array());
    return Promise.resolve();
  }

  #renew(): void {
    this.#session = this.#open(this.#session.close());
  }

  #open(bytes: Uint8Array): SqliteSession {
    return new SqliteSession(this.#sqlite, bytes, { foreignKeys: this.#foreignKeys, statementLimit: this.#statementLimit });
  }
}

/** Numbers in all their digits, and bytes as hexadecimal digits behind `\x`. */
function asText(column: string): string {
  return `CASE typeof(${column}) WHEN 'text' THEN ${column} WHEN 'blob' THEN '\\x' || lower(hex(${column})) WHEN 'null' THEN NULL ELSE quote(${column}) END`;
}

function literal(text: string, kind: ValueKind): string {
  if (kind === 'boolean') return text === 'true' ? '1' : text === 'false' ? '0' : quoteText(text);
  if (kind === 'bytes' && /^\\x(?:[0-9a-f]{2})*$/u.test(text)) return `X'${text.slice(2)}'`;
  return quoteText(text);
}
