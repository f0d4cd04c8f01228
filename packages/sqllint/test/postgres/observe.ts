import { lockModes } from '../../src/facts/lock-modes.ts';
import type { LockEffect, LockMode, Work } from '../../src/facts/lock-modes.ts';
import type { Session } from './real-server.ts';

/** What a server did to a table that was there before, or to one index of it. */
export type Observed = Pick<LockEffect, 'table' | 'index' | 'mode' | 'work'>;

/** What is compared: `public.orders: ACCESS EXCLUSIVE, rewrite`. */
export type Effect = string;

const modes: readonly LockMode[] = lockModes;
const works: readonly Work[] = ['catalog only', 'row by row', 'scan', 'index build', 'rewrite'];

/**
 * The effects by table or index, each with the strongest mode and the hardest work. An index whose
 * table is locked as strongly is left out, and so is how rows are found that a statement visits one
 * by one, or those behind a foreign key: that is up to the planner.
 * @param found tables of which that holds
 */
export function describeEffects(effects: readonly Observed[], found: ReadonlySet<string>): Effect[] {
  const byRelation = new Map<string, Observed>();
  for (const effect of effects) {
    const name = effect.index === undefined ? effect.table : `${effect.index} on ${effect.table}`;
    const known = byRelation.get(name) ?? effect;
    byRelation.set(name, { ...effect, mode: stronger(known.mode, effect.mode), work: harder(known.work, effect.work) });
  }
  return [...byRelation]
    .filter(([, effect]) => effect.index === undefined || isMore(effect, byRelation.get(effect.table)))
    .map(([name, { mode, work }]) => (found.has(name) ? `${name}: ${mode}` : `${name}: ${mode}, ${work}`))
    .sort();
}

/** Whether an index is locked more strongly than its table, or has more work done to it. */
function isMore({ mode, work }: Observed, ofTable: Observed | undefined): boolean {
  if (!ofTable) return true;
  return stronger(ofTable.mode, mode) !== ofTable.mode || harder(ofTable.work, work) !== ofTable.work;
}

/** The tables whose rows are found in a way that the planner chooses. */
export function foundByPlan(claimed: readonly LockEffect[]): Set<string> {
  const isFound = ({ as, work }: LockEffect): boolean =>
    work === 'row by row' || (work === 'scan' && (as === 'referenced table' || as === 'referencing table'));
  return new Set(claimed.filter(isFound).map(({ table }) => table));
}

function stronger(a: LockMode, b: LockMode): LockMode {
  return modes.indexOf(a) > modes.indexOf(b) ? a : b;
}

function harder(a: Work, b: Work): Work {
  return works.indexOf(a) > works.indexOf(b) ? a : b;
}

/** A table as the server knows it before and after a statement, all of it numbers that can be compared. */
interface State {
  readonly oid: string;
  /** As `pg_class.relkind` has it. */
  readonly kind: string;
  readonly name: string;
  /** Of an index, its table. */
  readonly owner: string | null;
  readonly file: string;
  readonly indexFiles: string;
  readonly scans: string;
  readonly size: string;
}

/** Tables, views, and those indexes and sequences that a statement names, with the files that hold them and the scans of this session. */
const states = `
  SELECT c.oid::text AS oid, c.relkind AS kind, n.nspname || '.' || c.relname AS name, o.relnamespace::regnamespace || '.' || o.relname AS owner, c.relfilenode::text AS file,
    (SELECT coalesce(string_agg(i.relfilenode::text, ' ' ORDER BY i.oid), '') FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
      WHERE x.indrelid = c.oid) AS "indexFiles",
    pg_stat_get_xact_numscans(c.oid)::text AS scans,
    coalesce(pg_relation_size(c.oid), 0)::text AS size
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index oi ON oi.indexrelid = c.oid LEFT JOIN pg_class o ON o.oid = oi.indrelid
  WHERE (c.relkind IN ('r', 'p', 'm', 'v', 'f') OR c.relkind IN ('i', 'I', 'S') AND ($1 ~ '^REINDEX' OR position(c.relname IN $1) > 0)) AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`;

const heldByThisSession = `
  SELECT relation::text AS oid, mode FROM pg_locks
  WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted`;

/**
 * Runs statements in a transaction that is rolled back, and says which tables they locked and
 * what happened to these: `ACCESS SHARE`, which every read takes, is left out.
 */
export async function observe(session: Session, sql: string): Promise<Observed[]> {
  await session.query('BEGIN');
  try {
    const before = await statesByOid(session, sql);
    await session.query(sql);
    const after = await statesByOid(session, sql);
    const { rows: locks } = await session.query<{ oid: string; mode: string }>(heldByThisSession);
    return locks.flatMap(({ oid, mode }): Observed[] => {
      const was = before.get(oid);
      const named = modeOf(mode);
      // Everybody who takes a number from a sequence has this on it.
      const isUse = was?.kind === 'S' && named === 'ROW EXCLUSIVE';
      if (!was || named === 'ACCESS SHARE' || isUse) return [];
      const work = workBetween(was, after.get(oid));
      return [was.owner === null ? { table: was.name, mode: named, work } : { table: was.owner, index: was.name, mode: named, work }];
    });
  } finally {
    await session.query('ROLLBACK');
  }
}

async function statesByOid(session: Session, sql: string): Promise<Map<string, State>> {
  const { rows } = await session.query<State>(states, [sql]);
  return new Map(rows.map((row) => [row.oid, row]));
}

function workBetween(before: State, after: State | undefined): Work {
  // A sequence is one row, whatever is done to it.
  if (!after || before.kind === 'S') return 'catalog only';
  if (before.owner !== null) return before.file === after.file ? 'catalog only' : 'index build';
  // A table that was emptied has a new file as well, in which there is nothing.
  if (before.file !== after.file) return after.size === '0' ? 'catalog only' : 'rewrite';
  const known = new Set(before.indexFiles.split(' '));
  // The parent of partitions has no file; its indexes are built in the partitions.
  if (before.file !== '0' && after.indexFiles.split(' ').some((file) => !known.has(file) && file !== '')) return 'index build';
  return before.scans === after.scans ? 'catalog only' : 'scan';
}

/** `AccessExclusiveLock` is what `pg_locks` calls `ACCESS EXCLUSIVE`. */
export function modeOf(name: string): LockMode {
  const words = name.replace(/Lock$/u, '').replace(/(?<=[a-z])(?=[A-Z])/gu, ' ').toUpperCase();
  const mode = lockModes.find((candidate) => candidate === words);
  if (!mode) throw new Error(`${name} is no lock mode that we know.`);
  return mode;
}
