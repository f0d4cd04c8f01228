// @ts-check
/** Sets what sqllint says of each migration beside what the server did. */
import { resolve } from 'node:path';

/** @typedef {import('./judge.mjs').Judgement} Judgement */
/** @typedef {import('./sqllint.mjs').ReportedMigration} ReportedMigration */
/** @typedef {import('./sqllint.mjs').ReportedFinding} ReportedFinding */

/**
 * - `confirmed`: the server says the same of this object;
 * - `partly`: it says so of some of the objects that the message names;
 * - `elsewhere`: the down is wrong on the server too, but not at an object that the message names;
 * - `cosmetic`: only a name or the order of columns differs on the server;
 * - `refuted`: the server restored the schema.
 * @typedef {ReportedFinding & { judged: 'confirmed' | 'partly' | 'elsewhere' | 'cosmetic' | 'refuted' }} JudgedFinding
 */

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {'confirmed' | 'partly confirmed' | 'refuted' | 'missed' | 'said otherwise' | 'agreed' | 'not compared'} kind `said otherwise`: the down does nothing, and the rule for that says so
 * @property {JudgedFinding[]} findings about the down
 * @property {Judgement} judgement
 */

const ABOUT_THE_DOWN = new Set(['down-does-not-restore', 'down-fails']);

/** What says that there is no down to speak of, which is true where the server finds that nothing came back. */
const NO_DOWN_RULE = 'require-down';
const WRONG = new Set(['not-restored', 'down-fails']);
const UNKNOWN = new Set(['up-fails', 'no-down', 'empty-down', 'role-in-use']);

/** What a finding says, one object at a time: “…: column a.b is missing; index c is left over; and 2 more.” */
function claimsOf(/** @type {ReportedFinding} */ { message }) {
  const said = message.slice(message.indexOf(': ') + 1).trim();
  return said.split('; ').filter((claim) => !/^and \d+ more/.test(claim));
}

const hasWord = (/** @type {string} */ text, /** @type {string} */ word) =>
  new RegExp(`(?<![\\w$])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$])`, 'i').test(text);

/** `"public"."orders"` is `orders`, `f(integer)` is `f`. */
const bareName = (/** @type {string} */ name) => name.replace(/\(.*$/s, '').replaceAll('"', '').split('.').at(-1) ?? name;

/** Whether the server saw what a claim says: the same object, or another constraint or index of the same table. */
function isSeen(/** @type {string} */ claim, /** @type {Judgement} */ judgement) {
  return (judgement.differences ?? []).some(({ kind, object }) => {
    const [name = object, table] = object.split(' on ');
    if (hasWord(claim, bareName(name))) return true;
    return table !== undefined && claim.startsWith(kind) && hasWord(claim, bareName(table));
  });
}

/** @returns {JudgedFinding['judged']} */
function judgeFinding(/** @type {ReportedFinding} */ finding, /** @type {Judgement} */ judgement) {
  if (judgement.outcome === 'restored') return 'refuted';
  if (judgement.outcome === 'restored-but-cosmetic') return 'cosmetic';
  if (finding.rule === 'down-fails') {
    const names = [...(judgement.error ?? '').matchAll(/"([^"]+)"|(\w{4,})/g)].map(([, quoted, word]) => quoted ?? word ?? '');
    return judgement.outcome === 'down-fails' && names.some((name) => hasWord(finding.message, bareName(name))) ? 'confirmed' : 'elsewhere';
  }
  const claims = claimsOf(finding);
  const seen = claims.filter((claim) => isSeen(claim, judgement));
  if (seen.length === 0) return 'elsewhere';
  return seen.length === claims.length ? 'confirmed' : 'partly';
}

/** @returns {Case['kind']} */
function kindOf(/** @type {JudgedFinding[]} */ findings, /** @type {Judgement} */ judgement, /** @type {boolean} */ isSaidToBeMissing) {
  if (UNKNOWN.has(judgement.outcome)) return 'not compared';
  if (findings.length === 0) {
    if (!WRONG.has(judgement.outcome)) return 'agreed';
    return isSaidToBeMissing ? 'said otherwise' : 'missed';
  }
  if (findings.every(({ judged }) => judged === 'confirmed')) return 'confirmed';
  return findings.some(({ judged }) => judged === 'confirmed' || judged === 'partly') || WRONG.has(judgement.outcome) ? 'partly confirmed' : 'refuted';
}

/**
 * @param {string} folder
 * @param {Judgement[]} judgements
 * @param {ReportedMigration[]} migrations
 * @returns {Case[]} one for each judgement that sqllint has a migration for
 * @throws when no migration of the two is the same, which means that the folders differ
 */
export function confront(folder, judgements, migrations) {
  const byFile = new Map(migrations.map((migration) => [resolve(migration.files.up), migration]));
  const cases = judgements.flatMap((judgement) => {
    const migration = byFile.get(resolve(folder, judgement.files.up));
    if (migration === undefined) return [];
    const findings = migration.findings
      .filter(({ rule }) => ABOUT_THE_DOWN.has(rule))
      .map((finding) => ({ ...finding, judged: judgeFinding(finding, judgement) }));
    const isSaidToBeMissing = migration.findings.some(({ rule }) => rule === NO_DOWN_RULE);
    return [{ id: judgement.id, kind: kindOf(findings, judgement, isSaidToBeMissing), findings, judgement }];
  });
  if (cases.length === 0) throw new Error(`sqllint and the oracle have no migration in common in ${folder}.`);
  return cases;
}

/** @typedef {ReturnType<typeof summarise>} Summary */

/** @returns counts, and the two ratios per migration (a migration is wrong or it is not) and precision per finding */
export function summarise(/** @type {Case[]} */ cases) {
  const compared = cases.filter(({ kind }) => kind !== 'not compared');
  const wrong = compared.filter(({ kind, judgement }) => kind !== 'said otherwise' && WRONG.has(judgement.outcome));
  const said = compared.filter(({ findings }) => findings.length > 0);
  const both = said.filter(({ judgement }) => WRONG.has(judgement.outcome));
  const findings = compared.flatMap((entry) => entry.findings);
  const count = (/** @type {JudgedFinding['judged']} */ judged) => findings.filter((finding) => finding.judged === judged).length;
  const ratio = (/** @type {number} */ part, /** @type {number} */ whole) => (whole === 0 ? undefined : Number((part / whole).toFixed(3)));
  return {
    migrations: cases.length,
    compared: compared.length,
    wrongOnServer: wrong.length,
    saidWrong: said.length,
    both: both.length,
    missed: wrong.length - both.length,
    saidOtherwise: compared.filter(({ kind }) => kind === 'said otherwise').length,
    precision: ratio(both.length, said.length),
    recall: ratio(both.length, wrong.length),
    findings: { all: findings.length, confirmed: count('confirmed'), partly: count('partly'), elsewhere: count('elsewhere'), cosmetic: count('cosmetic'), refuted: count('refuted') },
  };
}
