import { PostgresError } from './session.ts';
import type { PostgresRow, PostgresSession } from './session.ts';

/**
 * A query about the catalogs that is asked again and again. Planning one takes longer than running
 * it, so that it is planned once for a session; a script may make the session forget it.
 */
export interface CatalogQuery {
  readonly name: string;
  /** With the types of its parameters, as PREPARE takes them: `(text[])`; empty where it has none. */
  readonly parameters: string;
  readonly sql: string;
}

/** Readies queries for a session. They are planned with an empty search_path, so that every name they give is qualified. */
export async function prepareAll(session: PostgresSession, queries: readonly CatalogQuery[]): Promise<void> {
  const commands = queries.map(({ name, parameters, sql }) => `PREPARE ${name}${parameters} AS ${sql}`);
  await session.query(`SET search_path = ''; ${commands.join(';\n')};\nRESET search_path`);
}

/**
 * Runs a query that was readied, or is readied now. Not inside a transaction: a query that the session forgot would fail it.
 * @param values as they stand between the parentheses of EXECUTE; empty where there are none
 */
export async function execute(session: PostgresSession, query: CatalogQuery, values = ''): Promise<readonly PostgresRow[]> {
  const command = `EXECUTE ${query.name}${values === '' ? '' : `(${values})`}`;
  try {
    return await session.query(command);
  } catch (error) {
    if (!(error instanceof PostgresError && error.said.code === unknownStatement)) throw error;
    await session.query(`DEALLOCATE ALL`);
    await session.query(`PREPARE ${query.name}${query.parameters} AS ${query.sql}`);
    return session.query(command);
  }
}

const unknownStatement = '26000';
