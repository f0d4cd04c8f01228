// @ts-check
/** What it costs to start the command, beside what Node and the parser alone cost. */
import { mkdir, rm } from 'node:fs/promises';

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
        empty: { program: tools.sqllint.program, args: ['.'], ...here, ...anyCode },
        squawkVersion: { program: tools.squawk.program, args: ['--version'], ...here },
      },
      // Starts are short, so they need more of them for a steady median.
      Math.max(runs, 15),
    );
  });
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
  return use(folder);
}
