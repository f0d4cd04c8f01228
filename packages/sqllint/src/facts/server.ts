import type { DialectName } from '../dialect-name.ts';

/** The database that the migrations run on, as far as facts depend on it. */
export interface Server {
  readonly dialect: DialectName;
  /** PostgreSQL's major version. */
  readonly pgVersion: number;
  /** The version of MySQL or MariaDB, such as `8.0.20`; the oldest that its makers maintain when absent. */
  readonly mysqlVersion?: string;
}
