import { pool } from './database.js';

/**
 * The feature flags: when each came, and when everybody had it. Whether one is on is a row in
 * feature_flags, so that switching it off takes one UPDATE and no deploy.
 */
export const flags = {
  'hide-sold-out': { createdAt: '2026-09-01', rolledOutAt: '2026-10-26' },
};

/**
 * @param {keyof typeof flags} name
 * @returns {Promise<boolean>} false for a flag that nobody has switched on
 */
export async function isEnabled(name) {
  const { rows } = await pool.query('SELECT enabled FROM feature_flags WHERE name = $1', [name]);
  return rows[0]?.enabled ?? false;
}
