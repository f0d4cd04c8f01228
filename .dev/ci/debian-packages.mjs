import { existsSync } from 'node:fs';

import { collect } from './step.mjs';

/**
 * Installs Debian's packages where a program of theirs is missing and that can be done.
 *
 * @param {string} title what they bring
 * @param {readonly string[]} programs their programs, by path
 * @param {readonly string[]} packages
 * @returns {Promise<import('./step.mjs').Outcome>}
 */
export async function bringDebianPackages(title, programs, packages) {
  if (programs.every((program) => existsSync(program))) return {};
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return { log: `${title} is not installed, and cannot be from here.` };
  await collect('apt-get', ['update']);
  const { log } = await collect('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
  return { log };
}
