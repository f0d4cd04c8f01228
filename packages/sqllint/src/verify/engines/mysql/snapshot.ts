import type { KeptState } from '../../engine.ts';
import { columnsOf } from './created.ts';
import type { Created, CreatedObject } from './created.ts';
import { asLiteral } from './mysql-session.ts';
import type { MysqlSession } from './mysql-session.ts';
import { quoteName } from './quote-name.ts';
import { readCreated } from './read-created.ts';
import { nextNumbers, setBack } from './sequences.ts';

/**
 * A state as the statements that lead to it. The server has no copies to go back to, so what
 * differs from the state that is wanted is dropped and made again: mostly a table or two.
 */
export interface Snapshot extends KeptState {
  readonly created: Created;
  /** The rows of each table, as they stand in an `INSERT`. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
  /** As `nextNumbers` gives them. */
  readonly sequences: ReadonlyMap<string, number>;
}

export async function takeSnapshot(session: MysqlSession): Promise<Snapshot> {
  const created = await readCreated(session);
  const rows = new Map<string, readonly string[]>();
  for (const [table, sql] of created.tables) rows.set(table, await literalRows(session, table, sql));
  return { engine: 'mysql', created, rows, sequences: await nextNumbers(session) };
}

async function literalRows(session: MysqlSession, table: string, sql: string): Promise<string[]> {
  const rows = await session.query(`SELECT ${settable(sql)} FROM ${quoteName(table)}`, asLiteral);
  return rows.map((row) => `(${row.map((value) => value ?? 'NULL').join(', ')})`);
}

function settable(sql: string): string {
  return columnsOf(sql).filter(({ isGenerated }) => !isGenerated).map(({ name }) => quoteName(name)).join(', ');
}

/** The database is then as it was when the snapshot was taken. */
export async function restore(session: MysqlSession, { created, rows, sequences }: Snapshot): Promise<void> {
  await session.query(`SET SESSION foreign_key_checks = 0, unique_checks = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO', autocommit = 1`);
  const now = await takeSnapshot(session);
  const key = ({ kind, name, sql }: CreatedObject): string => [kind, name, sql].join('\u0000');
  const wanted = new Set(created.others.map(key));
  const triggersOf = ({ others }: Created, table: string): string => others.filter((other) => other.kind === 'trigger' && other.table === table).map(key).join('\u0000');
  const tablesToMake = [...created.tables].filter(([table, sql]) => now.created.tables.get(table) !== sql || !sameRows(rows.get(table), now.rows.get(table)));
  const isRemade = new Set(tablesToMake.map(([table]) => table));
  // The triggers of a table go with it, and one of them made again would be the last to run.
  const stays = (object: CreatedObject): boolean => wanted.has(key(object)) && (object.kind !== 'trigger' || (!isRemade.has(object.table) && triggersOf(created, object.table) === triggersOf(now.created, object.table)));
  for (const object of now.created.others.filter((other) => !stays(other))) await session.query(`DROP ${object.kind.toUpperCase()} IF EXISTS ${quoteName(object.name)}`);
  for (const [table] of now.created.tables) if (isRemade.has(table) || !created.tables.has(table)) await session.query(`DROP TABLE ${quoteName(table)}`);
  for (const [table, sql] of tablesToMake) {
    await session.query(sql);
    const values = rows.get(table) ?? [];
    if (values.length > 0) await session.query(`INSERT INTO ${quoteName(table)} (${settable(sql)}) VALUES ${values.join(', ')}`);
  }
  const kept = new Set(now.created.others.filter(stays).map(key));
  await makeAll(session, created.others.filter((object) => !kept.has(key(object))));
  await setBack(session, sequences);
  await session.renew();
}

/** A view can only be made after those that it reads. */
async function makeAll(session: MysqlSession, objects: readonly CreatedObject[]): Promise<void> {
  let left = objects;
  while (left.length > 0) {
    const failed: CreatedObject[] = [];
    for (const object of left) if (await session.errorOf(object.sql)) failed.push(object);
    if (failed.length === left.length) throw new Error(`${failed.map(({ kind, name }) => `${kind} ${name}`).join(', ')} cannot be made again.`);
    left = failed;
  }
}

function sameRows(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a?.toSorted().join() === b?.toSorted().join();
}
