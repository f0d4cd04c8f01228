import type { DatabaseError, Engine, KeptState, RunnableScript, ScriptRun } from '../../engine.ts';
import { EngineError } from '../../engine.ts';
import { mend } from '../../postgres/mend.ts';
import { checking, PostgresDatabase, quoteName, quoteText } from '../../postgres/postgres-database.ts';
import { rowsAtOnce } from '../../postgres/rows-at-once.ts';
import { PostgresError } from '../../postgres/session.ts';
import { findForbidden } from './guard-statements.ts';
import { loadPg } from './load-pg.ts';
import { RunRoles } from './run-roles.ts';
import type { RoleNames } from './run-roles.ts';
import { newRunName, Scratch } from './scratch.ts';
import { ServerSession, withoutSecret } from './server-session.ts';
import { startWatchdog } from './watchdog.ts';
import type { Watchdog } from './watchdog.ts';

export interface ServerOptions {
  /** `postgres://user:password@host:5432/database`; the database is only where sessions begin. */
  readonly url: string;
  /** After how many seconds a statement is stopped. */
  readonly seconds: number;
  /** Whether statements run that reach beyond the scratch databases. */
  readonly allowsServerChanges: boolean;
}

/**
 * Opens a scratch database on a server. Every state that is kept is a database of its own. All of
 * them are gone when the engine is closed, and when the process dies otherwise.
 *
 * @param folder where the user stands, for the driver may be installed there
 * @throws {EngineError} when the driver is missing, the server cannot be reached, or it allows no databases to be made
 */
export async function openPostgresServer(folder: string, options: ServerOptions): Promise<Engine> {
  const pg = await loadPg(folder);
  const run = newRunName();
  const admin = await ServerSession.connect(pg, options.url, run, options.seconds);
  const [row] = await admin.query(`SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version`);
  const watchdog = startWatchdog(pg, options.url, run);
  const scratch = new Scratch(admin, run, Math.floor(Number(row?.['number']) / 10_000));
  try {
    await scratch.dropLeftovers();
    const name = await scratch.create();
    const connect = (): Promise<ServerSession> => ServerSession.connect(pg, options.url, run, options.seconds, name);
    const [version = ''] = (row?.['version'] ?? '').split(' ');
    return await ServerEngine.begin({ admin, scratch, watchdog, name, connect, roles: new RunRoles(admin, run), title: `PostgreSQL ${version}`, allowsServerChanges: options.allowsServerChanges });
  } catch (error) {
    await scratch.dropAll().catch(() => undefined);
    await admin.end();
    await watchdog.callOff();
    if (error instanceof PostgresError) throw new EngineError(`sqllint verify could not make a database at ${withoutSecret(new URL(options.url))}: ${error.message}. It needs a role that may create databases.`);
    throw error;
  }
}

interface Parts {
  readonly admin: ServerSession;
  readonly scratch: Scratch;
  readonly watchdog: Watchdog;
  readonly roles: RunRoles;
  /** The database that migrations run in. */
  readonly name: string;
  readonly connect: () => Promise<ServerSession>;
  readonly title: string;
  readonly allowsServerChanges: boolean;
}

interface ServerState extends KeptState {
  readonly engine: 'server';
  readonly database: string;
  readonly roles: RoleNames;
}

class ServerEngine implements Engine {
  readonly dialect = 'postgres';
  readonly title: string;
  readonly writing = { quoteName, literal: quoteText, checking, atOnce: rowsAtOnce };
  readonly #parts: Parts;
  #session: ServerSession;
  #database: PostgresDatabase;
  #isClosed = false;

  private constructor(parts: Parts, session: ServerSession, database: PostgresDatabase) {
    this.#parts = parts;
    this.title = parts.title;
    this.#session = session;
    this.#database = database;
  }

  static async begin(parts: Parts): Promise<ServerEngine> {
    const session = await parts.connect();
    return new ServerEngine(parts, session, await PostgresDatabase.begin(session));
  }

  keep(): Promise<KeptState> {
    const { scratch, name, roles } = this.#parts;
    return this.#whileNobodyIsConnected(async (): Promise<ServerState> => ({ engine: 'server', database: await scratch.create(name), roles: roles.names() }));
  }

  goBackTo(state: KeptState): Promise<void> {
    const { scratch, name, roles } = this.#parts;
    const { database, roles: names } = ownState(state);
    return this.#whileNobodyIsConnected(async () => {
      await scratch.replace(name, database);
      await roles.goBackTo(names);
    });
  }

  forget(state: KeptState): Promise<void> {
    return this.#parts.scratch.drop(ownState(state).database);
  }

  async run(script: RunnableScript, watch: 'locks' | 'nothing'): Promise<ScriptRun> {
    const { allowsServerChanges, roles } = this.#parts;
    const failure = allowsServerChanges ? undefined : findForbidden(script);
    if (failure) return { failure, locks: [], touched: [], milliseconds: 0 };
    return roles.watch(script.statements.map(({ sql }) => sql).join('\n'), () => this.#database.run(script, watch));
  }

  attempt(...asked: Parameters<Engine['attempt']>): Promise<readonly (DatabaseError | undefined)[]> {
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

  counters(tables?: readonly string[]): ReturnType<Engine['counters']> {
    return this.#database.counters(tables);
  }

  mend(...asked: Parameters<Engine['mend']>): string | undefined {
    return mend(...asked);
  }

  sequences(): Promise<ReadonlyMap<string, number>> {
    return this.#database.sequences();
  }

  drawFrom(sequences: readonly string[]): Promise<void> {
    return this.#database.drawFrom(sequences);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { scratch, admin, watchdog, roles } = this.#parts;
    await this.#session.end();
    await scratch.dropAll();
    await roles.dropAll();
    await admin.end();
    await watchdog.callOff();
  }

  /** A database can be copied and dropped only while no session is in it. */
  async #whileNobodyIsConnected<T>(work: () => Promise<T>): Promise<T> {
    await this.#session.end();
    const result = await work();
    this.#session = await this.#parts.connect();
    this.#database = await PostgresDatabase.begin(this.#session);
    return result;
  }
}

function ownState(state: KeptState): ServerState {
  if (state.engine !== 'server') throw new Error('This state is of another engine.');
  // Only this engine makes states of that name.
  return state as ServerState;
}
