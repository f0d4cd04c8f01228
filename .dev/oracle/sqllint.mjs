// @ts-check
/** Runs the built command on a folder and reads its JSON. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * The part of the report that the comparison needs.
 *
 * @typedef {object} ReportedFinding
 * @property {string} rule
 * @property {string} message
 * @property {'up' | 'down'} script
 * @property {number} line
 *
 * @typedef {object} ReportedMigration
 * @property {string} id
 * @property {{ up: string, down?: string }} files
 * @property {ReportedFinding[]} findings
 * @property {{ seen: number, analysed: number }} statements
 */

const COMMAND = fileURLToPath(new URL('../../packages/sqllint/dist/cli/main.js', import.meta.url));

/**
 * @param {string} folder
 * @param {object} [how]
 * @param {string | undefined} [how.command] the main script of another build
 * @param {string | undefined} [how.dialect] PostgreSQL unless it says otherwise; `found` leaves it to sqllint
 * @returns {ReportedMigration[]}
 * @throws when the command could not run (exit code 2, or a crash)
 */
export function runSqllint(folder, { command = COMMAND, dialect = 'postgres' } = {}) {
  const named = dialect === 'found' ? [] : ['--dialect', dialect];
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, folder, ...named, '--format', 'json'], {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  if (status !== 0 && status !== 1) throw new Error(`sqllint ended with code ${String(status)}.\n${stderr}`);
  return JSON.parse(stdout).migrations;
}
