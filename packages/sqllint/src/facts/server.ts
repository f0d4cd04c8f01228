import type { DialectName } from '../dialect-name.ts';

/** The database that the migrations run on, as far as facts depend on it. */
export interface Server {
  readonly dialect: DialectName;
  /** PostgreSQL's major version. */
  readonly pgVersion: number;
  /** The version of MySQL or MariaDB, such as `8.0.20`; the oldest that its makers maintain when absent. */
  readonly mysqlVersion?: string;
}

/**
 * The major version of PostgreSQL where nobody says it: the oldest that its makers still maintain.
 * What holds there is the careful side; newer servers only lock less.
 */
export const defaultPgVersion = 14;

/** The versions of PostgreSQL that facts are known of. */
const pgVersions = { first: 12, last: 18 };

/**
 * The server's versions as somebody said them, else as the project's files tell, else what is assumed. A PostgreSQL that
 * is older or newer than all that facts are known of counts as the nearest of them.
 *
 * @param set what is known of migrations and of the server that their project starts
 * @param dialect whose SQL they are taken for
 */
export function versionsOf(
  set: { readonly dialect?: string; readonly server?: { readonly version: string } },
  dialect: DialectName,
  said: Partial<Pick<Server, 'pgVersion' | 'mysqlVersion'>>,
): Pick<Server, 'pgVersion' | 'mysqlVersion'> {
  const version = set.dialect === dialect ? set.server?.version : undefined;
  const mysqlVersion = said.mysqlVersion ?? (dialect === 'postgres' ? undefined : version);
  const major = dialect === 'postgres' && version !== undefined ? Number.parseInt(version, 10) : defaultPgVersion;
  return {
    pgVersion: said.pgVersion ?? Math.min(Math.max(major, pgVersions.first), pgVersions.last),
    ...(mysqlVersion === undefined ? {} : { mysqlVersion }),
  };
}
