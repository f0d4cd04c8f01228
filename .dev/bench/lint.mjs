// @ts-check
/** Lints one set of files with both tools. */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { measureInterleaved } from './interleaved.mjs';

/** @typedef {import('./file-sets.mjs').FileSet} FileSet */
/** @typedef {import('./tools.mjs').Tools} Tools */
/** @typedef {import('./interleaved.mjs').Measurement} Measurement */

/**
 * @typedef {object} LintResult
 * @property {FileSet} set
 * @property {Measurement} squawk
 * @property {Measurement} everything sqllint without its cache, as in a fresh checkout
 * @property {Measurement} nothing sqllint where nothing has changed since its last run
 * @property {Measurement} oneFile sqllint where the last migration has changed since
 */

/** Both tools end with 1 when they found something, and both find something in every set here. */
const FOUND_SOMETHING = [0, 1];

/**
 * @param {FileSet} set
 * @param {Tools} tools
 * @param {number} runs
 * @returns {Promise<LintResult>}
 */
export async function compareTools(set, tools, runs) {
  const files = (await readdir(set.folder)).sort();
  const cache = `${set.folder}-cache`;
  await rm(cache, { recursive: true, force: true });
  const edited = await editableCopy(set.folder, files);
  /** sqllint reads a folder; squawk wants its files by name. Both read the very same files. */
  const sqllint = (/** @type {string} */ cwd, /** @type {string[]} */ ...options) => ({
    program: tools.sqllint.program,
    args: ['.', '--dialect', 'postgres', ...options],
    cwd,
    endsWith: FOUND_SOMETHING,
  });
  const measured = await measureInterleaved(
    {
      everything: sqllint(set.folder, '--no-cache'),
      nothing: sqllint(set.folder, '--cache-location', cache),
      oneFile: { ...sqllint(edited.folder, '--cache-location', cache), before: edited.edit },
      squawk: { program: tools.squawk.program, args: files, cwd: set.folder, endsWith: FOUND_SOMETHING },
    },
    runs,
  );
  return { set, ...measured };
}

/**
 * A copy of a set whose last up script gets another statement with each edit.
 *
 * @param {string} folder
 * @param {readonly string[]} files
 */
async function editableCopy(folder, files) {
  const copy = `${folder}-edited`;
  await rm(copy, { recursive: true, force: true });
  await cp(folder, copy, { recursive: true });
  const last = files.findLast((name) => name.endsWith('.up.sql'));
  if (last === undefined) throw new Error(`There is no up script in ${folder}.`);
  const text = await readFile(join(folder, last), 'utf8');
  let edits = 0;
  return {
    folder: copy,
    edit: async () => {
      edits += 1;
      await writeFile(join(copy, last), `${text}\nCREATE TABLE added_by_edit_${edits} (id bigint PRIMARY KEY);\n`);
    },
  };
}
