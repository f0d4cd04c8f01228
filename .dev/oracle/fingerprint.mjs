// @ts-check
/** Takes the fingerprint of a database: every object with its definition. */
import { readFileSync } from 'node:fs';

/** @typedef {import('./server.mjs').Client} Client */

/**
 * @typedef {object} CatalogObject
 * @property {string} kind
 * @property {string} parent the table or type that it belongs to, or ''
 * @property {string} name
 * @property {string} definition
 * @property {number} position of a column in its table, else 0
 */

/** @typedef {Map<string, CatalogObject>} Fingerprint */

const CATALOG = readFileSync(new URL('catalog.sql', import.meta.url), 'utf8');

const STARTED = Date.now() - performance.now();
const MOMENT = /'(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00)?'/g;

/**
 * `DEFAULT 'now()'` stores the moment at which it was said, which is another
 * one each time it is said; that is no difference between two scripts.
 */
function withoutMoments(/** @type {string} */ definition) {
  return definition.replace(MOMENT, (whole, day, time) => (Date.parse(`${day}T${time}Z`) >= STARTED ? `'the moment it ran'` : whole));
}

/**
 * Reads the catalog in the session given. Ends an open transaction and forgets
 * the session's settings first, as the next runner would not see them either.
 *
 * @param {Client} client
 * @returns {Promise<Fingerprint>}
 */
export async function takeFingerprint(client) {
  await client.query('ROLLBACK');
  await client.query(`RESET SESSION AUTHORIZATION; RESET ALL; SET search_path = ''`);
  const { rows } = await client.query(CATALOG);
  return new Map(
    rows.map((/** @type {CatalogObject} */ row) => [
      [row.kind, row.parent, row.name].join('\u0000'),
      { ...row, definition: withoutMoments(row.definition) },
    ]),
  );
}
