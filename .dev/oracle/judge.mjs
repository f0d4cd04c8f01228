// @ts-check
/** Applies pairs to a real server, one after the other, and says of each what its down brings back. */
import { compareFingerprints } from './difference.mjs';
import { takeFingerprint } from './fingerprint.mjs';
import { isEmptyScript, needsOwnTransactions, runAtOnce, runOneByOne } from './script.mjs';

/** @typedef {import('./pairs.mjs').Pair} Pair */
/** @typedef {import('./server.mjs').Server} Server */
/** @typedef {import('./server.mjs').Client} Client */
/** @typedef {import('./difference.mjs').Comparison} Comparison */
/** @typedef {import('./fingerprint.mjs').Fingerprint} Fingerprint */

/**
 * - `up-fails`: nothing can be said; the state stays as it was.
 * - `no-down`: the layout has no down for it.
 * - `empty-down`: there is a down without a statement, and the up did change something.
 * - `role-in-use`: the down drops a role to which the other copy of the database still gives privileges, so that nothing can be said.
 * - `down-fails`: the down was refused by the server.
 * - `not-restored`: the schema after up and down differs from the one before.
 * - `restored-but-cosmetic`: it differs in names of constraints, indexes or sequences, in column order, in comments or privileges only.
 * - `restored`: it is the same.
 * @typedef {'up-fails' | 'no-down' | 'empty-down' | 'role-in-use' | 'down-fails' | 'not-restored' | 'restored-but-cosmetic' | 'restored'} Outcome
 */

/**
 * @typedef {object} Judgement
 * @property {string} id
 * @property {Pair['files']} files
 * @property {Outcome} outcome
 * @property {string} [error] the server's, of the up or of the down
 * @property {string} [errorCode]
 * @property {Comparison['differences']} [differences]
 * @property {Comparison['cosmetic']} [cosmetic]
 * @property {Comparison['apart']} [apart]
 */

const DEPENDENT_OBJECTS = '2BP01';
const MAIN = 'oracle';
const TRIAL = 'oracle_trial';
const SPARE = 'oracle_spare';

/** @returns {{ error: string, errorCode?: string }} */
function describeError(/** @type {unknown} */ error) {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? { error: message, errorCode: error.code } : { error: message };
}

/** Opens a session, does the work and takes the fingerprint in it, and closes it whatever happens. */
async function inSession(/** @type {Server} */ server, /** @type {string} */ database, /** @type {(client: Client) => Promise<void>} */ work) {
  const client = await server.connect(database);
  try {
    await work(client);
    return await takeFingerprint(client);
  } finally {
    await client.end();
  }
}

/**
 * Applies a script to a database and returns the fingerprint afterwards. A
 * script that fails leaves the database as it was.
 *
 * @param {Server} server
 * @param {string} database
 * @param {string} sql
 * @returns {Promise<Fingerprint>}
 */
export async function apply(server, database, sql) {
  try {
    return await inSession(server, database, (client) => runAtOnce(client, sql));
  } catch (error) {
    if (!needsOwnTransactions(error)) throw error;
  }
  // Statement by statement a failure would leave half of the script behind.
  await server.admin(`CREATE DATABASE ${SPARE} TEMPLATE ${database}`);
  try {
    return await inSession(server, database, (client) => runOneByOne(client, sql));
  } catch (error) {
    await server.admin(`DROP DATABASE ${database} WITH (FORCE)`);
    await server.admin(`CREATE DATABASE ${database} TEMPLATE ${SPARE}`);
    throw error;
  } finally {
    await server.admin(`DROP DATABASE ${SPARE} WITH (FORCE)`);
  }
}

/** @returns {Outcome} */
function outcomeOf(/** @type {Comparison} */ comparison) {
  if (comparison.differences.length > 0) return 'not-restored';
  return comparison.cosmetic.length + comparison.apart.length > 0 ? 'restored-but-cosmetic' : 'restored';
}

/**
 * Judges one pair on the state that all earlier ups have left in `MAIN`.
 *
 * @param {Server} server
 * @param {Pair} pair
 * @param {Fingerprint} before
 * @returns {Promise<{ judgement: Judgement, after: Fingerprint }>}
 */
async function judgePair(server, pair, before) {
  const { id, files } = pair;
  /** @type {Fingerprint} */
  let after;
  try {
    after = await apply(server, MAIN, pair.up);
  } catch (error) {
    return { judgement: { id, files, outcome: 'up-fails', ...describeError(error) }, after: before };
  }
  if (pair.down === undefined) return { judgement: { id, files, outcome: 'no-down' }, after };
  if (isEmptyScript(pair.down)) {
    const comparison = compareFingerprints(before, after);
    const outcome = outcomeOf(comparison);
    return { judgement: { id, files, outcome: outcome === 'not-restored' ? 'empty-down' : outcome, ...comparison }, after };
  }

  await server.admin(`CREATE DATABASE ${TRIAL} TEMPLATE ${MAIN} STRATEGY file_copy`);
  try {
    const comparison = compareFingerprints(before, await apply(server, TRIAL, pair.down));
    return { judgement: { id, files, outcome: outcomeOf(comparison), ...comparison }, after };
  } catch (error) {
    const described = describeError(error);
    // Roles belong to the server, and so do their privileges in every database of it.
    const isAboutRole = described.errorCode === DEPENDENT_OBJECTS && described.error.startsWith('role ');
    return { judgement: { id, files, outcome: isAboutRole ? 'role-in-use' : 'down-fails', ...described }, after };
  } finally {
    await server.admin(`DROP DATABASE ${TRIAL} WITH (FORCE)`);
  }
}

/**
 * @param {Server} server a fresh one
 * @param {Pair[]} pairs in order
 * @param {string} prelude what the history takes for granted: roles, schemas, extensions
 * @param {(judgement: Judgement) => void} [onJudgement]
 * @returns {Promise<Judgement[]>}
 */
export async function judgePairs(server, pairs, prelude, onJudgement) {
  await server.admin(`CREATE DATABASE ${MAIN}`);
  let state = await apply(server, MAIN, prelude);
  /** @type {Judgement[]} */
  const judgements = [];
  for (const pair of pairs) {
    const { judgement, after } = await judgePair(server, pair, state);
    state = after;
    judgements.push(judgement);
    onJudgement?.(judgement);
  }
  return judgements;
}
