/** A server of the MySQL family whose facts are known; each of these does something that the one before does not. */
export const families = ['mysql57', 'mysql80', 'mysql8029', 'mariadb'] as const;
export type Family = (typeof families)[number];

/** How people write them. */
export const familyTitles: Readonly<Record<Family, string>> = {
  mysql57: 'MySQL 5.7',
  mysql80: 'MySQL 8.0.12 to 8.0.28',
  mysql8029: 'MySQL 8.0.29 to 9',
  mariadb: 'MariaDB 10.4 to 11',
};

/** What is assumed where nobody says which server it is: the oldest that its makers still maintain. */
const defaultVersions = { mysql: '8.4', mariadb: '10.6' } as const;

/** Whose facts hold for a version such as `8.0.20`; a version without its last part is the latest of its line. */
export function familyOf(dialect: 'mysql' | 'mariadb', version: string = defaultVersions[dialect]): Family {
  if (dialect === 'mariadb') return 'mariadb';
  const [major = 8, minor = 0, patch = 99] = version.split('.').map(Number);
  if (major < 8) return 'mysql57';
  return major === 8 && minor === 0 && patch < 29 ? 'mysql80' : 'mysql8029';
}
