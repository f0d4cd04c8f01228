import { existsSync } from 'node:fs';

import { collect } from './step.mjs';

/** What test/mysql starts; from the Debian packages below. */
const programs = ['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db', '/usr/bin/mariadb'];
const packages = ['mariadb-server-core', 'mariadb-client-core'];

/**
 * Installs MariaDB from Debian's packages where it is missing and that can be done. Without it the
 * tests that ask it are skipped and say so, which is no failure.
 *
 * @returns {Promise<import('./step.mjs').Outcome>}
 */
export async function bringMariaDb() {
  if (programs.every((program) => existsSync(program))) return {};
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return { log: 'MariaDB is not installed, and cannot be from here.' };
  await collect('apt-get', ['update']);
  const { log } = await collect('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
  return { log };
}
