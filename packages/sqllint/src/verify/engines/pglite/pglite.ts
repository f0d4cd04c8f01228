import type { PGlite } from '@electric-sql/pglite';

import type { DatabaseError, Engine, KeptState, RunnableScript, ScriptRun } from '../../engine.ts';
import { EngineError } from '../../engine.ts';
import { mend } from '../../postgres/mend.ts';
import { checking, PostgresDatabase, quoteName, quoteText } from '../../postgres/postgres-database.ts';
import { rowsAtOnce } from '../../postgres/rows-at-once.ts';
import { PostgresError } from '../../postgres/session.ts';
import type { PostgresRow, PostgresSession } from '../../postgres/session.ts';
import type { SchemaDifference } from '../../schema/compare-schema.ts';
import { bundledExtensions } from './extensions.ts';
import { loadPGlite } from './load-pglite.ts';
import type { LoadedPGlite } from './load-pglite.ts';
import { failingInsteadOf, QueryWatch } from './query-watch.ts';
import type { StoppedQuery } from './query-watch.ts';
import { WasmStates } from './wasm-state.ts';
import type { EmscriptenModule, WasmState } from './wasm-state.ts';
import { takeSleepAway } from './without-sleep.ts';

/** As PGlite starts by itself, with less memory to copy and nothing that is there for the sake of a disk. */
const startParams = [
  '--single', '-F', '-j',
  ...[
    'exit_on_error=false', 'log_checkpoints=false', 'max_worker_processes=0', 'max_parallel_workers=0', 'max_parallel_workers_per_gather=0',
    'max_parallel_maintenance_workers=0', 'io_method=sync', 'shared_buffers=4MB', 'max_connections=5', 'max_locks_per_transaction=1024', 'wal_level=minimal', 'max_wal_senders=0',
    'autovacuum=off', 'synchronous_commit=off', 'full_page_writes=off', 'wal_buffers=1MB', 'jit=off',
  ].flatMap((setting) => ['-c', setting]),
];

/** Who looks after a PGlite from another thread. */
export interface Oversight {
  readonly watch: QueryWatch;
  /** What is not run again. */
  readonly stopped: readonly StoppedQuery[];
}

/**
 * Opens PostgreSQL as WebAssembly: in this process, in memory, without a network, gone with the process.
 *
 * @param folder where the user stands, for PGlite may be installed there
 * @param wanted the extensions that the migrations create; those that PGlite ships are made available
 * @param oversight absent where nobody would stop a query that never ends
 * @param sleeps whether scripts may call `pg_sleep()`; taking it away makes reading schemas half as slow again, so that it is asked for
 * @throws {EngineError} when PGlite is not installed, or not one that is known
 */
export async function openPGlite(folder: string, wanted: ReadonlySet<string>, oversight?: Oversight, sleeps = false): Promise<Engine> {
  const loaded = await loadPGlite(folder);
  const extensions = bundledExtensions(wanted, loaded.fileOf);
  const database = await loaded.module.PGlite.create({ startParams, extensions });
  const session = new PGliteSession(database, loaded, oversight);
  await loadLibraries(session, Object.keys(extensions));
  if (sleeps) await takeSleepAway(session);
  const [row] = await session.query(`SELECT current_setting('server_version') AS version`);
  return new PGliteEngine(database, await PostgresDatabase.begin(session), `PostgreSQL ${row?.['version'] ?? ''} (PGlite ${loaded.version})`);
}

/**
 * Loads what the server would load when it is first used. A library that came after a state was
 * kept would be forgotten by the memory that goes back to it, and not by the module that loaded it.
 */
async function loadLibraries(session: PGliteSession, extensions: readonly string[]): Promise<void> {
  for (const library of ['plpgsql', 'dict_snowball']) await session.query(`LOAD '${library}'`);
  for (const extension of extensions) {
    await session.query('BEGIN');
    await session.query(`CREATE EXTENSION IF NOT EXISTS ${quoteName(extension)} CASCADE`);
    await session.query('ROLLBACK');
  }
}

class PGliteEngine implements Engine {
  readonly dialect = 'postgres';
  readonly title: string;
  readonly writing = { quoteName, literal: quoteText, checking, atOnce: rowsAtOnce };
  readonly #pglite: PGlite;
  readonly #database: PostgresDatabase;
  readonly #states: WasmStates;

  constructor(pglite: PGlite, database: PostgresDatabase, title: string) {
    this.#pglite = pglite;
    this.#database = database;
    this.title = title;
    // Its types leave out what Emscripten puts into every module.
    this.#states = new WasmStates(pglite.Module as unknown as EmscriptenModule);
  }

  keep(): Promise<KeptState> {
    return Promise.resolve(this.#states.keep());
  }

  goBackTo(state: KeptState): Promise<void> {
    this.#states.goBackTo(ownState(state));
    return Promise.resolve();
  }

  forget(state: KeptState): Promise<void> {
    this.#states.forget(ownState(state));
    return Promise.resolve();
  }

  run(script: RunnableScript, watch: 'locks' | 'nothing'): Promise<ScriptRun> {
    return this.#database.run(script, watch);
  }

  attempt(...asked: Parameters<Engine['attempt']>): ReturnType<Engine['attempt']> {
    return this.#database.attempt(...asked);
  }

  schema(): ReturnType<Engine['schema']> {
    return this.#database.schema();
  }

  rows(tables?: readonly string[]): ReturnType<Engine['rows']> {
    return this.#database.rows(tables);
  }

  tables(names?: readonly string[]): ReturnType<Engine['tables']> {
    return this.#database.tables(names);
  }

  mend(difference: SchemaDifference): string | undefined {
    return mend(difference);
  }

  counters(tables?: readonly string[]): ReturnType<Engine['counters']> {
    return this.#database.counters(tables);
  }

  sequences(): Promise<ReadonlyMap<string, number>> {
    return this.#database.sequences();
  }

  drawFrom(sequences: readonly string[]): Promise<void> {
    return this.#database.drawFrom(sequences);
  }

  async close(): Promise<void> {
    if (!this.#pglite.closed) await this.#pglite.close();
  }
}

function ownState(state: KeptState): WasmState {
  if (!('memory' in state)) throw new Error('This state is of another engine.');
  // Only this engine makes states with a memory.
  return state as WasmState;
}

interface RowDescription {
  readonly fields: readonly { readonly name: string }[];
}

interface DataRow {
  readonly fields: readonly (string | null)[];
}

/** PGlite's answers as the server sent them, before they become JavaScript's values. */
class PGliteSession implements PostgresSession {
  readonly #pglite: PGlite;
  readonly #protocol: LoadedPGlite['module']['protocol'];
  readonly #watch: QueryWatch | undefined;
  readonly #stopped: ReadonlyMap<string, DatabaseError>;

  constructor(pglite: PGlite, { module }: LoadedPGlite, oversight: Oversight | undefined) {
    this.#pglite = pglite;
    this.#protocol = module.protocol;
    this.#watch = oversight?.watch;
    this.#stopped = new Map(oversight?.stopped.map(({ sql, error }) => [sql, error]));
  }

  async query(sql: string): Promise<readonly PostgresRow[]> {
    const error = this.#stopped.size === 0 ? undefined : this.#stopped.get(QueryWatch.shown(sql));
    const query = error ? failingInsteadOf(sql, error) : sql;
    this.#watch?.begin(query);
    // A query that breaks PGlite down stays the one that runs, so that whoever watches can tell which it was.
    const { messages } = await this.#pglite.execProtocol(this.#protocol.serialize.query(query), { throwOnError: false });
    let columns: readonly string[] = [];
    let rows: PostgresRow[] = [];
    let isReady = false;
    for (const message of messages) {
      if (message.name === 'error') {
        this.#watch?.end();
        throw new PostgresError(saidIn(message));
      }
      if (message.name === 'rowDescription') {
        // The protocol's parser names its messages by what they are; this holds for the next one as well.
        columns = (message as unknown as RowDescription).fields.map(({ name }) => name);
        rows = [];
      } else if (message.name === 'dataRow') {
        // As above.
        const { fields } = message as unknown as DataRow;
        rows.push(Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? null])));
      } else if (message.name === 'readyForQuery') isReady = true;
    }
    if (!isReady) throw new EngineError('PGlite broke down over a statement. Please report it with the migration.');
    this.#watch?.end();
    return rows;
  }

  /** PGlite has no stream for rows to come in, but a file that is whatever one gives it. */
  async copyIn(sql: string, rows: string): Promise<void> {
    const query = sql.replace(/\bfrom\s+stdin\b/iu, `FROM '/dev/blob'`);
    if (this.#stopped.has(QueryWatch.shown(query))) {
      await this.query(query);
      return;
    }
    this.#watch?.begin(query);
    try {
      await this.#pglite.exec(query, { blob: new Blob([rows]) });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      throw new PostgresError(saidIn(error));
    } finally {
      this.#watch?.end();
    }
  }
}

function saidIn(error: unknown): DatabaseError {
  // An error message of the protocol.
  const { message, code, detail } = error as { readonly message: string; readonly code?: string; readonly detail?: string };
  return { message, ...(code === undefined ? {} : { code }), ...(detail === undefined ? {} : { detail }) };
}
