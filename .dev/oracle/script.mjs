// @ts-check
/** Runs one script as a migration runner would. */
import { createRequire } from 'node:module';

/** @typedef {import('./server.mjs').Client} Client */

const require = createRequire(new URL('../../packages/sqllint/package.json', import.meta.url));
/** @type {{ loadModule: () => Promise<void>, parseSync: (sql: string) => { stmts?: { stmt_location?: number, stmt_len?: number }[] } }} */
const parser = require('libpg-query');
await parser.loadModule();

/** @returns {string[]} the statements of a script, cut where the server's own grammar cuts */
function splitStatements(/** @type {string} */ sql) {
  const bytes = Buffer.from(sql);
  const { stmts = [] } = parser.parseSync(sql);
  return stmts.map(({ stmt_location: start = 0, stmt_len: length }) =>
    bytes.subarray(start, length === undefined || length === 0 ? undefined : start + length).toString(),
  );
}

/** @returns {boolean} whether the script has nothing to run: it is empty, or comments only */
export function isEmptyScript(/** @type {string} */ sql) {
  try {
    return splitStatements(sql).length === 0;
  } catch {
    return false;
  }
}

// active_sql_transaction (CONCURRENTLY, VACUUM …), unsafe_new_enum_value_usage,
// object_in_use (pending trigger events of the same transaction), and
// invalid_transaction_termination (COMMIT inside a DO block).
const NEEDS_OWN_TRANSACTIONS = new Set(['25001', '55P04', '55006', '2D000']);

/** @returns {boolean} whether PostgreSQL refused the script only because its statements shared a transaction */
export function needsOwnTransactions(/** @type {unknown} */ error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && NEEDS_OWN_TRANSACTIONS.has(error.code);
}

/** Runs the whole script as one query, hence in one transaction. */
export async function runAtOnce(/** @type {Client} */ client, /** @type {string} */ sql) {
  await client.query(sql);
}

/** Runs statement by statement, each in a transaction of its own. */
export async function runOneByOne(/** @type {Client} */ client, /** @type {string} */ sql) {
  for (const statement of splitStatements(sql)) await client.query(statement);
}
