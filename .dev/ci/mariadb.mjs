import { bringDebianPackages } from './debian-packages.mjs';

/**
 * What test/mysql and test/verify start. Without it the tests that ask it are skipped and say so,
 * which is no failure.
 *
 * @returns {Promise<import('./step.mjs').Outcome>}
 */
export function bringMariaDb() {
  return bringDebianPackages('MariaDB', ['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db', '/usr/bin/mariadb'], ['mariadb-server-core', 'mariadb-client-core']);
}
