// @ts-check
/** What it costs to start the command, beside what Node and the parser alone cost. */
import { mkdir, rm, writeFile } from 'node:fs/promises';

import { inRoot } from '../run/root.mjs';
import { measureInterleaved } from './interleaved.mjs';

/** @typedef {import('./tools.mjs').Tools} Tools */

const LOAD_PARSER = `import('libpg-query').then((parser) => parser.loadModule())`;

/**
 * @param {Tools} tools
 * @param {number} runs
 */
export function compareStartUp(tools, runs) {
  return withEmptyFolder((empty) => {
    const here = { cwd: empty };
    // An empty folder is an input without work, whatever code a tool gives it.
    const anyCode = { endsWith: [0, 1, 2] };
    return measureInterleaved(
      {
        node: { program: process.execPath, args: ['-e', '0'], ...here },
        // From the package's own folder, whose dependency the parser is.
        parser: { program: process.execPath, args: ['-e', LOAD_PARSER], cwd: inRoot('packages/sqllint') },
        version: { program: tools.sqllint.program, args: ['--version'], ...here },
        empty: { program: tools.sqllint.program, args: ['nothing'], ...here, ...anyCode },
        ...startsByDialect(tools, empty),
        squawkVersion: { program: tools.squawk.program, args: ['--version'], ...here },
      },
      // Starts are short, so they need more of them for a steady median.
      Math.max(runs, 15),
    );
  });
}

/** One migration of each database, so that what a dialect loads shows. */
const MIGRATIONS = {
  postgres: 'CREATE TABLE a (b bigserial);',
  mysql: 'CREATE TABLE a (b int AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;',
  sqlite: 'CREATE TABLE a (b integer PRIMARY KEY AUTOINCREMENT);',
};

/**
 * @param {Tools} tools
 * @param {string} folder
 */
function startsByDialect(tools, folder) {
  const start = (/** @type {keyof typeof MIGRATIONS} */ dialect) => ({
    program: tools.sqllint.program,
    args: ['--no-cache', '--dialect', dialect, dialect],
    cwd: folder,
    endsWith: [0, 1],
  });
  return { postgres: start('postgres'), mysql: start('mysql'), sqlite: start('sqlite') };
}

/**
 * @template Result
 * @param {(folder: string) => Promise<Result>} use
 * @returns {Promise<Result>}
 */
async function withEmptyFolder(use) {
  const folder = inRoot('.cache/bench/empty');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mkdir(`${folder}/nothing`);
  for (const [dialect, sql] of Object.entries(MIGRATIONS)) {
    await mkdir(`${folder}/${dialect}`);
    await writeFile(`${folder}/${dialect}/1_a.sql`, sql);
  }
  return use(folder);
}
