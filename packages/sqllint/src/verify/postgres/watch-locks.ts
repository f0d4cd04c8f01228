import { lockModes } from '../../facts/lock-modes.ts';
import type { LockEffect, LockMode, Work } from '../../facts/lock-modes.ts';
import type { RunnableScript, RunnableStatement } from '../engine.ts';
import { execute } from './prepared.ts';
import type { CatalogQuery } from './prepared.ts';
import { textOf } from './session.ts';
import type { HeldTable, PostgresRow, PostgresSession } from './session.ts';

/** A relation as the server knows it; all of it changes only when something is done to the relation. */
interface State {
  readonly kind: string;
  readonly name: string;
  /** Of an index, its table. */
  readonly owner: string | null;
  /** The file that holds its rows: another one when it was rewritten. */
  readonly file: string;
  readonly indexFiles: string;
}

const columns = `c.relkind::text AS kind, (SELECT nspname FROM pg_namespace WHERE oid = c.relnamespace) || '.' || c.relname AS name,
    (SELECT n.nspname || '.' || o.relname FROM pg_index x JOIN pg_class o ON o.oid = x.indrelid JOIN pg_namespace n ON n.oid = o.relnamespace WHERE x.indexrelid = c.oid) AS owner,
    c.relfilenode::text AS file,
    (SELECT coalesce(string_agg(i.relfilenode::text, ' ' ORDER BY i.oid), '') FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = c.oid) AS "indexFiles"`;

/** The same for all relations of users; what belongs together is put together here, for there may be thousands. */
const allStates: CatalogQuery = {
  name: 'sqllint_states',
  parameters: '',
  sql: `
  SELECT c.oid::text AS oid, c.relkind::text AS kind, n.nspname || '.' || c.relname AS name, x.indrelid::text AS of, c.relfilenode::text AS file
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index x ON x.indexrelid = c.oid
  WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'm', 'v', 'f', 'i', 'I', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  ORDER BY c.oid`,
};

/** What this session has locked, with the state of it; what it has dropped has none. */
const locked: CatalogQuery = {
  name: 'sqllint_locked',
  parameters: '',
  sql: `
  SELECT l.relation::text AS oid, ${columns}, l.mode, pg_stat_get_xact_numscans(c.oid)::text AS scans, (pg_relation_size(c.oid) = 0)::text AS "isEmpty"
  FROM (SELECT relation, string_agg(DISTINCT mode, ' ') AS mode FROM pg_locks
        WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted AND relation >= 16384 AND mode <> 'AccessShareLock' GROUP BY relation) l
  LEFT JOIN pg_class c ON c.oid = l.relation`,
};

/**
 * Scans that the server counts for the running transaction although an earlier one made them: it
 * takes a count over into its statistics once a second at the most, and only between transactions.
 */
const scansOfEarlierTransactions: CatalogQuery = {
  name: 'sqllint_scans',
  parameters: '',
  sql: `
  SELECT oid::text AS oid, pg_stat_get_xact_numscans(oid)::text AS scans FROM pg_class
  WHERE oid >= 16384 AND relkind IN ('r', 'p', 'm') AND pg_stat_get_xact_numscans(oid) > 0`,
};

/** What a watch asks; a session should have them ready. */
export const watchQueries: readonly CatalogQuery[] = [allStates, locked, scansOfEarlierTransactions];

/** A statement that names more tables is run without anybody looking. */
const mostHeld = 6;

/** Follows which relations of before the script get locked, and what is done to them. */
export class LockWatch {
  readonly #session: PostgresSession;
  readonly #before: Map<string, State>;
  /** What was told of a relation in this transaction, so that a statement is not told of the one before. */
  #told = new Map<string, LockMode>();
  /** How many scans of a relation were counted when it was looked at last. */
  #scans = new Map<string, number>();

  /** Asks what is about to be asked inside the script's transactions. */
  readonly #ask: (query: CatalogQuery) => Promise<readonly PostgresRow[]>;

  private constructor(session: PostgresSession, before: Map<string, State>, isForgotten: boolean) {
    this.#session = session;
    this.#before = before;
    this.#ask = ({ name, sql }) => session.query(isForgotten ? sql : `EXECUTE ${name}`);
  }

  /** @param script what will run: it may make the session forget the queries that it was readied for */
  static async begin(session: PostgresSession, { statements }: RunnableScript): Promise<LockWatch> {
    const isForgotten = statements.some(({ sql }) => /\b(?:DEALLOCATE|DISCARD)\b/iu.test(sql));
    return new LockWatch(session, statesOf(await execute(session, allStates)), isForgotten);
  }

  /** Has to be called inside each transaction that is watched, before its first statement. */
  async beginTransaction(): Promise<void> {
    this.#told = new Map();
    this.#scans = new Map((await this.#ask(scansOfEarlierTransactions)).map((row) => [textOf(row, 'oid'), Number(row['scans'])]));
  }

  /** Everything that was locked more than for reading; a name is that of before the script. */
  readonly touched = new Set<string>();
  /** Whether something ran that could not be watched. */
  missedSomething = false;

  /**
   * The locks that this transaction has taken and the work that it has done since it was asked last.
   * @param sql what ran since
   */
  async sinceLastLook(sql: string): Promise<LockEffect[]> {
    const effects: LockEffect[] = [];
    const emptied = new Set<string>();
    for (const row of await this.#ask(locked)) {
      const oid = textOf(row, 'oid');
      const was = this.#before.get(oid);
      if (!was) continue;
      const mode = strongest(textOf(row, 'mode'));
      if (was.kind === 'S') {
        // A sequence is one row; whoever takes a number locks it a little, and who drops its table locks it as well.
        if (mode !== 'ROW EXCLUSIVE' && sql.includes(was.name.slice(was.name.indexOf('.') + 1))) effects.push({ table: was.name, mode, work: 'catalog only' });
        continue;
      }
      this.touched.add(was.owner ?? was.name);
      const told = this.#told.get(oid);
      const isDropped = row['kind'] === null;
      const scans = Number(row['scans'] ?? 0);
      const work = isDropped ? 'catalog only' : workBetween(was, row, scans > (this.#scans.get(oid) ?? 0));
      if (!isDropped && was.owner === null && was.file !== row['file'] && row['isEmpty'] === 'true') emptied.add(was.name);
      const strongestYet = told ? stronger(told, mode) : undefined;
      this.#told.set(oid, strongestYet ?? mode);
      this.#scans.set(oid, scans);
      if (!isDropped) this.#before.set(oid, stateOf(row));
      if (strongestYet !== undefined && strongestYet === told && work === 'catalog only') continue;
      effects.push(was.owner === null ? { table: was.name, mode, work } : { table: was.owner, index: was.name, mode, work });
    }
    // The indexes of a table without rows are made anew, and there is nothing to build.
    return effects.filter((effect) => effect.index === undefined || (!emptied.has(effect.table) && isMore(effect, effects)));
  }

  /**
   * Runs a statement that refuses to share a transaction.
   * @returns what it does to the tables that it names, those of indexes included; undefined where nobody could look
   * @throws {PostgresError} when it is refused
   */
  async runAlone({ sql }: RunnableStatement): Promise<LockEffect[] | undefined> {
    const named = this.#namedIn(sql);
    const { runAlone } = this.#session;
    if (!runAlone || named.length === 0 || named.length > mostHeld) {
      await this.#session.query(sql);
      return undefined;
    }
    const were = new Map(this.#before);
    const asked = new Map<string, LockMode>();
    for (const { oid, mode } of await runAlone.call(this.#session, sql, named)) asked.set(oid, stronger(asked.get(oid) ?? 'ACCESS SHARE', modeOf(mode)));
    await this.look();
    return [...asked].flatMap(([oid, mode]): LockEffect[] => {
      const [was, now] = [were.get(oid), this.#before.get(oid)];
      if (!was || !now) return [];
      this.touched.add(was.name);
      return [{ table: was.name, mode, work: workBetween(was, { ...now }, false) }];
    });
  }

  #namedIn(sql: string): HeldTable[] {
    const words = new Set(sql.toLowerCase().split(/[^\p{L}\p{N}_$]+/u));
    const isNamed = ({ name }: State): boolean => words.has(name.slice(name.indexOf('.') + 1).toLowerCase());
    const owners = new Set([...this.#before.values()].flatMap((state) => (isNamed(state) ? [state.owner ?? state.name] : [])));
    return [...this.#before].flatMap(([oid, { kind, name }]) => (owners.has(name) && (kind === 'r' || kind === 'p') ? [{ oid, sql: quotedName(name) }] : []));
  }

  /** Takes what is there now for the state before the next statement. */
  async look(): Promise<void> {
    for (const [oid, state] of statesOf(await execute(this.#session, allStates))) if (this.#before.has(oid)) this.#before.set(oid, state);
  }
}

function quotedName(name: string): string {
  const at = name.indexOf('.');
  return [name.slice(0, at), name.slice(at + 1)].map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}

function statesOf(rows: readonly PostgresRow[]): Map<string, State> {
  const names = new Map(rows.map((row) => [textOf(row, 'oid'), textOf(row, 'name')]));
  const files = new Map<string, string[]>();
  for (const row of rows) {
    const of = row['of'] ?? undefined;
    if (of !== undefined) files.set(of, [...(files.get(of) ?? []), textOf(row, 'file')]);
  }
  return new Map(
    rows.map((row): [string, State] => {
      const oid = textOf(row, 'oid');
      return [oid, { kind: textOf(row, 'kind'), name: textOf(row, 'name'), owner: names.get(row['of'] ?? '') ?? null, file: textOf(row, 'file'), indexFiles: (files.get(oid) ?? []).join(' ') }];
    }),
  );
}

function stateOf(row: PostgresRow): State {
  return { kind: textOf(row, 'kind'), name: textOf(row, 'name'), owner: row['owner'] ?? null, file: textOf(row, 'file'), indexFiles: textOf(row, 'indexFiles') };
}

function workBetween(was: State, row: PostgresRow, isScanned: boolean): Work {
  const now = stateOf(row);
  if (was.owner !== null) return was.file === now.file ? 'catalog only' : 'index build';
  // A table that was emptied has a new file as well, in which there is nothing.
  if (was.file !== now.file) return row['isEmpty'] === 'true' ? 'catalog only' : 'rewrite';
  const known = new Set(was.indexFiles.split(' '));
  // The parent of partitions has no file; its indexes are built in the partitions.
  if (now.file !== '0' && now.indexFiles.split(' ').some((file) => !known.has(file) && file !== '')) return 'index build';
  return isScanned ? 'scan' : 'catalog only';
}

/** Whether an index is locked more strongly than its table, or has more work done to it. */
function isMore({ table, mode, work }: LockEffect, effects: readonly LockEffect[]): boolean {
  const ofTable = effects.find((effect) => effect.table === table && effect.index === undefined);
  return !ofTable || (ofTable.mode !== mode && stronger(ofTable.mode, mode) === mode) || (ofTable.work === 'catalog only' && work !== 'catalog only');
}

const modes: readonly LockMode[] = lockModes;

function stronger(a: LockMode, b: LockMode): LockMode {
  return modes.indexOf(a) >= modes.indexOf(b) ? a : b;
}

/** @param names as `pg_locks` has them, with blanks between: `AccessExclusiveLock ShareLock` */
function strongest(names: string): LockMode {
  return names.split(' ').map(modeOf).reduce(stronger);
}

function modeOf(name: string): LockMode {
  const words = name.replace(/Lock$/u, '').replace(/(?<=[a-z])(?=[A-Z])/gu, ' ').toUpperCase();
  const mode = lockModes.find((candidate) => candidate === words);
  if (!mode) throw new Error(`${name} is no lock mode that sqllint knows.`);
  return mode;
}
