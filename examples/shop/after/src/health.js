import { pool } from './database.js';

let draining = false;

/** From now on the load balancer is told to send customers elsewhere. */
export function drain() {
  draining = true;
}

/** GET /live: whether the process can answer at all; if not, it is restarted. */
export function live() {
  return { status: 200, body: { live: true } };
}

/** GET /ready: whether to send customers here. */
export async function ready() {
  if (draining) return { status: 503, body: { ready: false, reason: 'This instance is stopping.' } };
  // Instead of DP-06: what every route needs is asked for.
  try {
    await pool.query('SELECT 1');
    return { status: 200, body: { ready: true } };
  } catch {
    return { status: 503, body: { ready: false, reason: 'The database does not answer.' } };
  }
}
