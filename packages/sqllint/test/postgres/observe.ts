import { lockModes } from '../../src/facts/lock-modes.ts';
import type { LockMode, Work } from '../../src/facts/lock-modes.ts';
import type { Session } from './real-server.ts';

/** What a server did to a table that was there before: `orders: ACCESS EXCLUSIVE, rewrite`. */
export type Effect = string;

/** The effects by table, each with the strongest mode and the hardest work. */
export function describeEffects(
  effects: readonly { readonly table: string; readonly mode: LockMode; readonly work: Work }[],
): Effect[] {
  const byTable = new Map<string, { mode: LockMode; work: Work }>();
  for (const { table, mode, work } of effects) {
    const known = byTable.get(table);
    byTable.set(table, {
      mode: known && modes.indexOf(known.mode) > modes.indexOf(mode) ? known.mode : mode,
      work: known && works.indexOf(known.work) > works.indexOf(work) ? known.work : work,
    });
  }
  return [...byTable].map(([table, { mode, work }]) => `${table}: ${mode}, ${work}`).sort();
}

const modes: readonly LockMode[] = lockModes;
const works: readonly Work[] = ['catalog only', 'row by row', 'scan', 'index build', 'rewrite'];

/** A table as the server knows it before and after a statement, all of it numbers that can be compared. */
interface State {
  readonly oid: string;
  readonly name: string;
  readonly file: string;
  readonly indexFiles: string;
  readonly scans: string;
  readonly size: string;
}

/** Tables, partitioned tables and views with the files that hold them and the scans of this session. */
const states = `
  SELECT c.oid::text AS oid, n.nspname || '.' || c.relname AS name, c.relfilenode::text AS file,
    (SELECT coalesce(string_agg(i.relfilenode::text, ' ' ORDER BY i.oid), '') FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
      WHERE x.indrelid = c.oid) AS "indexFiles",
    pg_stat_get_xact_numscans(c.oid)::text AS scans,
    coalesce(pg_relation_size(c.oid), 0)::text AS size
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm', 'v') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`;

const heldByThisSession = `
  SELECT relation::text AS oid, mode FROM pg_locks
  WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted`;

/**
 * Runs statements in a transaction that is rolled back, and says which tables they locked and
 * what happened to these: `ACCESS SHARE`, which every read takes, is left out.
 */
export async function observe(session: Session, sql: string): Promise<Effect[]> {
  await session.query('BEGIN');
  try {
    const before = await statesByOid(session);
    await session.query(sql);
    const after = await statesByOid(session);
    const { rows: locks } = await session.query<{ oid: string; mode: string }>(heldByThisSession);
    return describeEffects(
      locks.flatMap(({ oid, mode }) => {
        const was = before.get(oid);
        const named = modeOf(mode);
        if (!was || named === 'ACCESS SHARE') return [];
        return [{ table: was.name, mode: named, work: workBetween(was, after.get(oid)) }];
      }),
    );
  } finally {
    await session.query('ROLLBACK');
  }
}

async function statesByOid(session: Session): Promise<Map<string, State>> {
  const { rows } = await session.query<State>(states);
  return new Map(rows.map((row) => [row.oid, row]));
}

function workBetween(before: State, after: State | undefined): Work {
  if (!after) return 'catalog only';
  // A table that was emptied has a new file as well, in which there is nothing.
  if (before.file !== after.file) return after.size === '0' ? 'catalog only' : 'rewrite';
  const known = new Set(before.indexFiles.split(' '));
  // The parent of partitions has no file; its indexes are built in the partitions.
  if (before.file !== '0' && after.indexFiles.split(' ').some((file) => !known.has(file) && file !== '')) return 'index build';
  return before.scans === after.scans ? 'catalog only' : 'scan';
}

/** `AccessExclusiveLock` is what `pg_locks` calls `ACCESS EXCLUSIVE`. */
function modeOf(name: string): LockMode {
  const words = name.replace(/Lock$/u, '').replace(/(?<=[a-z])(?=[A-Z])/gu, ' ').toUpperCase();
  const mode = lockModes.find((candidate) => candidate === words);
  if (!mode) throw new Error(`${name} is no lock mode that we know.`);
  return mode;
}

/**
 * The lock that a statement waits for while another session holds one that conflicts with nearly
 * all of them. The statement is let through afterwards, and stays done.
 */
export async function modeAskedFor(run: {
  readonly session: Session;
  readonly other: Session;
  readonly table: string;
  readonly sql: string;
}): Promise<LockMode> {
  const { session, other, table, sql } = run;
  const { rows: backends } = await other.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await session.query('BEGIN');
  await session.query(`LOCK TABLE ${table} IN SHARE UPDATE EXCLUSIVE MODE`);
  const done = other.query(sql);
  try {
    for (;;) {
      const { rows } = await session.query<{ mode: string }>(
        'SELECT mode FROM pg_locks WHERE pid = $1 AND relation = $2::regclass AND NOT granted',
        [backends[0]?.pid, table],
      );
      if (rows[0]) return modeOf(rows[0].mode);
    }
  } finally {
    await session.query('ROLLBACK');
    await done;
  }
}
