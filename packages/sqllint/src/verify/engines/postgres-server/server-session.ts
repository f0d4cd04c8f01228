import type { Client } from 'pg';

import { EngineError } from '../../engine.ts';
import { RowsIn } from './rows-in.ts';
import { runWhileHeld } from './run-while-held.ts';
import { PostgresError } from '../../postgres/session.ts';
import type { AskedLock, HeldTable, PostgresRow, PostgresSession } from '../../postgres/session.ts';
import type { LoadedPg } from './load-pg.ts';

/** A session on a server. Values stay the texts that the server sends. */
export class ServerSession implements PostgresSession {
  readonly #client: Client;
  readonly #again: () => Promise<ServerSession>;

  /** @param again opens another session like this one */
  private constructor(client: Client, again: () => Promise<ServerSession>) {
    this.#client = client;
    this.#again = again;
  }

  /**
   * @param database instead of the one that the address names
   * @param run what the session calls itself
   * @param seconds after which the server stops a statement; 0 for never
   * @throws {EngineError} when the server cannot be reached, without the password
   */
  static async connect(pg: LoadedPg, connection: string, run: string, seconds: number, database?: string): Promise<ServerSession> {
    const url = new URL(connection);
    if (database !== undefined) url.pathname = `/${database}`;
    const client = new pg.Client({
      connectionString: url.href,
      application_name: run,
      statement_timeout: seconds * 1000,
      // Somebody else's lock on a shared catalog must not hold up a run for ever.
      lock_timeout: seconds * 1000,
      types: { getTypeParser: () => String },
    });
    // A connection that breaks makes the next query fail, which tells it better.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      const reason = error instanceof Error ? error.message.replaceAll(url.password === '' ? '\0' : decodeURIComponent(url.password), '…') : String(error);
      throw new EngineError(`The server at ${withoutSecret(url)} cannot be reached: ${reason}. Check the address that --database-url gives.`);
    }
    return new ServerSession(client, () => ServerSession.connect(pg, connection, run, seconds, database));
  }

  async query(sql: string): Promise<readonly PostgresRow[]> {
    let results;
    try {
      results = await this.#client.query(sql);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw refusal(error);
    }
    // For several statements the driver gives a list, of which its types know nothing.
    const all = (Array.isArray(results) ? results : [results]) as { readonly rows: readonly PostgresRow[] }[];
    return all.findLast(({ rows }) => rows.length > 0)?.rows ?? [];
  }

  copyIn(sql: string, rows: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#client.query(new RowsIn(sql, rows, (error) => {
        if (error) reject(refusal(error));
        else resolve();
      }));
    });
  }

  runAlone(sql: string, tables: readonly HeldTable[]): Promise<readonly AskedLock[]> {
    return runWhileHeld(this, sql, tables, this.#again);
  }

  /** The number by which the server knows the session's process. */
  async process(): Promise<string> {
    const [row] = await this.query('SELECT pg_backend_pid()::text AS pid');
    return row?.['pid'] ?? '';
  }

  async end(): Promise<void> {
    await this.#client.end();
  }
}

function refusal(error: Error): PostgresError {
  const { code, detail } = error as { readonly code?: unknown; readonly detail?: unknown }; // what the driver adds to an error of the server
  return new PostgresError({ message: error.message, ...(typeof code === 'string' ? { code } : {}), ...(typeof detail === 'string' ? { detail } : {}) });
}

/** The address as it may be shown. */
export function withoutSecret(url: URL): string {
  return `${url.protocol}//${url.hostname}${url.port === '' ? '' : `:${url.port}`}${url.pathname}`;
}
