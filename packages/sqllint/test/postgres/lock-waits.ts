import { lockModes } from '../../src/facts/lock-modes.ts';
import type { LockEffect, LockMode } from '../../src/facts/lock-modes.ts';
import { modeOf } from './observe.ts';
import type { RealServer, Session } from './real-server.ts';

const modes: readonly LockMode[] = lockModes;

/** The weakest lock that a lock of this mode waits for. */
const weakestConflict: Partial<Readonly<Record<LockMode, LockMode>>> = {
  'ACCESS SHARE': 'ACCESS EXCLUSIVE',
  'ROW SHARE': 'EXCLUSIVE',
  'ROW EXCLUSIVE': 'SHARE',
  'SHARE UPDATE EXCLUSIVE': 'SHARE UPDATE EXCLUSIVE',
  SHARE: 'ROW EXCLUSIVE',
  'SHARE ROW EXCLUSIVE': 'ROW EXCLUSIVE',
  EXCLUSIVE: 'ROW SHARE',
  'ACCESS EXCLUSIVE': 'ACCESS SHARE',
};

interface Wait {
  readonly table: string;
  /** The mode that the statement waited for while another session held the weakest lock against the claimed one. */
  readonly waitsFor: LockMode | undefined;
  /** Whether it waited for no lock while another session held the strongest lock that the claimed one goes along with. */
  readonly isStrongest: boolean;
}

/**
 * Measures the locks of a statement that no transaction block allows, for each claim in a fresh
 * copy of the database: what it waits for cannot be rolled back.
 */
export async function outsideTransaction(server: RealServer, claims: readonly LockEffect[], sql: string): Promise<Wait[]> {
  const waits: Wait[] = [];
  for (const { table, mode } of claims) {
    const against = weakestConflict[mode] ?? 'ACCESS SHARE';
    const below = modes[modes.indexOf(against) - 1];
    const strongest = below === undefined ? undefined : await waitedFor(server, { table, sql, held: below });
    waits.push({ table, waitsFor: await waitedFor(server, { table, sql, held: against }), isStrongest: strongest === undefined });
  }
  return waits;
}

/** The lock on the table that a statement waits for while another session holds one; undefined when it does not wait. */
async function waitedFor(server: RealServer, run: { readonly table: string; readonly sql: string; readonly held: LockMode }): Promise<LockMode | undefined> {
  const database = await server.copy();
  const [holder, runner] = [await server.connect(database), await server.connect(database)];
  try {
    const { rows: backends } = await runner.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await holder.query('BEGIN');
    await holder.query(`LOCK TABLE ${run.table} IN ${run.held} MODE`);
    let isDone = false;
    const done = runner.query(run.sql).finally(() => {
      isDone = true;
    });
    const mode = await modeAskedFor(holder, backends[0]?.pid, run.table, () => isDone);
    await holder.query('ROLLBACK');
    await done;
    return mode;
  } finally {
    await Promise.all([holder.end(), runner.end()]);
  }
}

async function modeAskedFor(holder: Session, pid: number | undefined, table: string, isDone: () => boolean): Promise<LockMode | undefined> {
  for (;;) {
    const { rows } = await holder.query<{ mode: string; locktype: string }>(
      `SELECT mode, locktype FROM pg_locks
       WHERE pid = $1 AND NOT granted AND (relation = $2::regclass OR locktype = 'virtualxid')`,
      [pid, table],
    );
    const [wait] = rows;
    // CONCURRENTLY also waits for transactions to end, which is no lock that anybody waits behind.
    if (wait) return wait.locktype === 'virtualxid' ? undefined : modeOf(wait.mode);
    if (isDone()) return undefined;
  }
}
