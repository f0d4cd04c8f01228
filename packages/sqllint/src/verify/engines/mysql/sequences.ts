import type { MysqlSession } from './mysql-session.ts';
import { quoteName } from './quote-name.ts';

/**
 * The sequences of MariaDB that count up and come to an end, by name, each with the number that it
 * gives next once those that the server keeps at hand are lost. MySQL has none.
 */
export async function nextNumbers(session: MysqlSession): Promise<ReadonlyMap<string, number>> {
  const next = new Map<string, number>();
  for (const [name] of await session.query(`SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'SEQUENCE' ORDER BY table_name`)) {
    if (typeof name !== 'string') continue;
    const [row] = await session.query(`SELECT next_not_cached_value FROM ${quoteName(name)} WHERE increment >= 0 AND cycle_option = 0`);
    if (row) next.set(name, Number(row[0]));
  }
  return next;
}

/** Lets sequences give the numbers that they gave at an earlier time. */
export async function setBack(session: MysqlSession, numbers: ReadonlyMap<string, number>): Promise<void> {
  const now = await nextNumbers(session);
  for (const [name, next] of numbers) if (now.get(name) !== next) await session.query(`ALTER SEQUENCE ${quoteName(name)} RESTART WITH ${String(next)}`);
}
