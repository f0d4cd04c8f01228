import { setTimeout as later } from 'node:timers/promises';

import type { AskedLock, HeldTable } from '../../postgres/session.ts';
import { textOf } from '../../postgres/session.ts';
import type { ServerSession } from './server-session.ts';

const millisecondsBetweenLooks = 2;

/** A session that keeps a table from everybody but readers, until somebody waits for it. */
class Holder {
  readonly table: HeldTable;
  readonly process: string;
  readonly #session: ServerSession;
  #isWeak = false;
  #weakLock: Promise<unknown> = Promise.resolve();

  private constructor(table: HeldTable, process: string, session: ServerSession) {
    this.table = table;
    this.process = process;
    this.#session = session;
  }

  static async hold(table: HeldTable, session: ServerSession): Promise<Holder> {
    const process = await session.process();
    await session.query(`BEGIN; LOCK TABLE ONLY ${table.sql} IN EXCLUSIVE MODE`);
    return new Holder(table, process, session);
  }

  /** Lets the first one through, and holds the table as a reader does; lets everybody through when it is called again. */
  async letGo(): Promise<void> {
    await this.#weakLock;
    await this.#session.query('ROLLBACK');
    if (this.#isWeak) return;
    this.#isWeak = true;
    // It may have to wait itself, for the one that it has let through.
    this.#weakLock = this.#session.query(`BEGIN; LOCK TABLE ONLY ${this.table.sql} IN ACCESS SHARE MODE`).catch(() => undefined);
  }

  async end(): Promise<void> {
    await this.#weakLock;
    await this.#session.end();
  }
}

/**
 * Runs a statement that refuses to share a transaction, whose locks are gone with it, while other
 * sessions hold its tables: what it waits for is what it locks.
 *
 * @param session runs the statement, and has nothing open
 * @param connect gives further sessions in the same database
 * @returns the locks in the order in which they were asked for; a table may come twice
 * @throws {PostgresError} when the statement is refused
 */
export async function runWhileHeld(session: ServerSession, sql: string, tables: readonly HeldTable[], connect: () => Promise<ServerSession>): Promise<readonly AskedLock[]> {
  const process = await session.process();
  const watcher = await connect();
  const holders: Holder[] = [];
  try {
    for (const table of tables) holders.push(await Holder.hold(table, await connect()));
    let isDone = false;
    const done = session.query(sql).finally(() => {
      isDone = true;
    });
    // Whoever waits for it hears of its error below.
    done.catch(() => undefined);
    const asked: AskedLock[] = [];
    // It changes while others are waited for.
    while (!(isDone as boolean)) {
      const waits = await watcher.query(`SELECT relation::text AS relation, mode, array_to_string(pg_blocking_pids(pid), ' ') AS blocking FROM pg_locks WHERE pid = ${process} AND NOT granted`);
      for (const wait of waits) {
        const blocking = new Set(textOf(wait, 'blocking').split(' '));
        for (const holder of holders.filter((one) => blocking.has(one.process))) {
          if (wait['relation'] === holder.table.oid) asked.push({ oid: holder.table.oid, mode: textOf(wait, 'mode') });
          await holder.letGo();
        }
      }
      await later(millisecondsBetweenLooks);
    }
    await done;
    return asked;
  } finally {
    for (const holder of holders) await holder.letGo().then(() => holder.end());
    await watcher.end();
  }
}
