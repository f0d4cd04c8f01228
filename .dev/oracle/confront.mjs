// @ts-check
/** Sets what sqllint says of each migration beside what the server did. */
import { resolve } from 'node:path';

/** @typedef {import('./judge.mjs').Judgement} Judgement */
/** @typedef {import('./sqllint.mjs').ReportedMigration} ReportedMigration */
/** @typedef {import('./sqllint.mjs').ReportedFinding} ReportedFinding */

/**
 * - `confirmed`: the server says the same of this object;
 * - `elsewhere`: the down is wrong on the server too, but not at an object that the message names;
 * - `cosmetic`: only a name or the order of columns differs on the server;
 * - `refuted`: the server restored the schema.
 * @typedef {ReportedFinding & { judged: 'confirmed' | 'elsewhere' | 'cosmetic' | 'refuted' }} JudgedFinding
 */

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {'confirmed' | 'partly confirmed' | 'refuted' | 'missed' | 'agreed' | 'not compared'} kind
 * @property {JudgedFinding[]} findings about the down
 * @property {Judgement} judgement
 */

const ABOUT_THE_DOWN = new Set(['down-does-not-restore', 'down-fails']);
const WRONG = new Set(['not-restored', 'down-fails']);
const UNKNOWN = new Set(['up-fails', 'no-down', 'empty-down']);

/** The names in a message stand in backticks or quotes; the last part of a dotted one tells the object. */
function namesIn(/** @type {string} */ text) {
  return [...text.matchAll(/[`"“]([^`"”]+)[`"”]/g)].flatMap(([, name = '']) => {
    const bare = name.replaceAll('"', '').replace(/\(.*$/s, '');
    return bare.split('.').slice(-1);
  });
}

/** @returns {JudgedFinding['judged']} */
function judgeFinding(/** @type {ReportedFinding} */ finding, /** @type {Judgement} */ judgement) {
  if (judgement.outcome === 'restored') return 'refuted';
  if (judgement.outcome === 'restored-but-cosmetic') return 'cosmetic';
  const said = namesIn(finding.message);
  const wrong = [...(judgement.differences ?? []).map(({ object }) => object), judgement.error ?? ''].join(' ').toLowerCase();
  return said.some((name) => wrong.includes(name.toLowerCase())) ? 'confirmed' : 'elsewhere';
}

/** @returns {Case['kind']} */
function kindOf(/** @type {JudgedFinding[]} */ findings, /** @type {Judgement} */ judgement) {
  if (UNKNOWN.has(judgement.outcome)) return 'not compared';
  if (findings.length === 0) return WRONG.has(judgement.outcome) ? 'missed' : 'agreed';
  if (findings.every(({ judged }) => judged === 'confirmed')) return 'confirmed';
  return findings.some(({ judged }) => judged === 'confirmed') || WRONG.has(judgement.outcome) ? 'partly confirmed' : 'refuted';
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
    return [{ id: judgement.id, kind: kindOf(findings, judgement), findings, judgement }];
  });
  if (cases.length === 0) throw new Error(`sqllint and the oracle have no migration in common in ${folder}.`);
  return cases;
}

/** @typedef {ReturnType<typeof summarise>} Summary */

/** @returns counts, and the two ratios per migration (a migration is wrong or it is not) and precision per finding */
export function summarise(/** @type {Case[]} */ cases) {
  const compared = cases.filter(({ kind }) => kind !== 'not compared');
  const wrong = compared.filter(({ judgement }) => WRONG.has(judgement.outcome));
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
    precision: ratio(both.length, said.length),
    recall: ratio(both.length, wrong.length),
    findings: { all: findings.length, confirmed: count('confirmed'), elsewhere: count('elsewhere'), cosmetic: count('cosmetic'), refuted: count('refuted') },
  };
}
