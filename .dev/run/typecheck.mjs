import { existsSync, readdirSync } from 'node:fs';

import { runBin } from './process.mjs';
import { inRoot } from './root.mjs';

/**
 * Checks the types of what the build leaves out: the tests and the tooling. The sources are checked by the build.
 *
 * @param {string[]} args further options of `tsc -b`
 */
export function typecheck(args) {
  const projects = [
    inRoot('.dev'),
    ...readdirSync(inRoot('packages')).map((folder) => inRoot('packages', folder, 'test')),
    ...readdirSync(inRoot('examples')).map((folder) => inRoot('examples', folder)),
  ].filter((folder) => existsSync(`${folder}/tsconfig.json`));
  return runBin('typescript', ['-b', ...projects, ...args], { bin: 'tsc' });
}
