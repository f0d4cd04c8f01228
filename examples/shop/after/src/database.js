import { Pool } from 'pg';
import { config } from './config.js';

export const pool = new Pool({
  connectionString: config.databaseUrl,
  // Instead of DP-07: an operator sets these, and a restart is enough.
  max: config.poolSize,
  connectionTimeoutMillis: config.connectTimeoutMs,
});

// Without a listener, a connection that breaks while idle would end the process.
pool.on('error', (error) => console.error('An idle database connection broke.', error));

/**
 * Runs `work` in a transaction: all of it is kept, or, when it throws, nothing.
 *
 * @template T
 * @param {(client: import('pg').PoolClient) => Promise<T>} work
 * @returns {Promise<T>} what `work` returned
 */
export async function inTransaction(work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
