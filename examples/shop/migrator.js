import { readdirSync, readFileSync } from 'node:fs';

/**
 * @typedef {{ version: string, name: string, up: string, down: string }} Migration
 */

/**
 * @param {string} variant the folder whose migrations to read: before or after
 * @returns {Migration[]} the oldest first
 */
export function readMigrations(variant) {
  const folder = new URL(`${variant}/migrations/`, import.meta.url);
  const names = readdirSync(folder).flatMap((file) => /^(.+)\.up\.sql$/.exec(file)?.[1] ?? []);
  return names.sort().map((name) => ({
    version: name.slice(0, 4),
    name,
    up: readFileSync(new URL(`${name}.up.sql`, folder), 'utf8'),
    down: readFileSync(new URL(`${name}.down.sql`, folder), 'utf8'),
  }));
}

/**
 * Where a database stands. Kept in the same table as golang-migrate keeps it, so that the real
 * tool can take over at any time.
 *
 * @param {import('pg').Client} client
 * @param {Migration[]} migrations
 * @returns {Promise<number>} how many of the migrations are applied
 * @throws when the last run broke off, or the database is at a version that has no file
 */
export async function countApplied(client, migrations) {
  await client.query(
    'CREATE TABLE IF NOT EXISTS schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)',
  );
  const { rows } = await client.query('SELECT version, dirty FROM schema_migrations');
  if (!rows[0]) return 0;
  const { version, dirty } = rows[0];
  if (dirty) throw new Error(`The run of version ${version} broke off. Repair the database, then set dirty to false.`);
  const position = migrations.findIndex((migration) => Number(migration.version) === Number(version));
  if (position === -1) throw new Error(`The database is at version ${version}, which has no file here.`);
  return position + 1;
}

/**
 * Runs one script and remembers where the database then stands. A script goes to the server in one
 * piece, as golang-migrate sends it: several statements share a transaction, one alone does not.
 *
 * @param {import('pg').Client} client
 * @param {string} script
 * @param {Migration | undefined} last the migration that is the newest one afterwards, if any is left
 */
export async function runScript(client, script, last) {
  await remember(client, last, true);
  await client.query(script);
  await remember(client, last, false);
}

/**
 * @param {import('pg').Client} client
 * @param {Migration | undefined} last
 * @param {boolean} dirty
 */
async function remember(client, last, dirty) {
  await client.query('BEGIN');
  await client.query('DELETE FROM schema_migrations');
  if (last || dirty) {
    await client.query('INSERT INTO schema_migrations VALUES ($1, $2)', [last?.version ?? -1, dirty]);
  }
  await client.query('COMMIT');
}
