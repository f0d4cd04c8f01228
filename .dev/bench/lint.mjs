// @ts-check
/** Lints one set of files with both tools. */
import { readdir } from 'node:fs/promises';

import { measureInterleaved } from './interleaved.mjs';

/** @typedef {import('./file-sets.mjs').FileSet} FileSet */
/** @typedef {import('./tools.mjs').Tools} Tools */
/** @typedef {import('./interleaved.mjs').Measurement} Measurement */

/** @typedef {{ set: FileSet, sqllint: Measurement, squawk: Measurement }} LintResult */

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
  const measured = await measureInterleaved(
    {
      // sqllint reads a folder; squawk wants its files by name. Both read the very same files.
      sqllint: { program: tools.sqllint.program, args: ['.', '--dialect', 'postgres'], cwd: set.folder, endsWith: FOUND_SOMETHING },
      squawk: { program: tools.squawk.program, args: files, cwd: set.folder, endsWith: FOUND_SOMETHING },
    },
    runs,
  );
  return { set, ...measured };
}
