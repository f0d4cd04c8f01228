import type { PostgresSession } from '../../postgres/session.ts';

/**
 * What waits in PostgreSQL, as it is called. The first is built in: the server finds it by its number
 * whatever is defined anew, so that it gets another name. The others call it by that number.
 */
const sleepers = ['pg_sleep(double precision)', 'pg_sleep_for(interval)', 'pg_sleep_until(timestamptz)'];

/**
 * Lets `pg_sleep()` and its like return at once. A script that sleeps waits for other sessions, and in
 * this database there are none; whatever it asks afterwards has the same answer, except for the clock.
 * In WebAssembly a sleep is time of the processor besides.
 */
export async function takeSleepAway(session: PostgresSession): Promise<void> {
  const [builtIn = ''] = sleepers;
  await session.query(`
    SET allow_system_table_mods = on;
    UPDATE pg_catalog.pg_proc SET proname = 'sqllint_sleep' WHERE oid = 'pg_catalog.${builtIn}'::regprocedure;
    ${sleepers.map((sleeper) => `CREATE OR REPLACE FUNCTION pg_catalog.${sleeper} RETURNS void LANGUAGE sql VOLATILE STRICT AS 'SELECT'`).join(';\n')};
    RESET allow_system_table_mods`);
}
