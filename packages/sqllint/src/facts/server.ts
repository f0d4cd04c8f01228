import type { DialectName } from '../dialect-name.ts';

/** The database that the migrations run on, as far as facts depend on it. */
export interface Server {
	readonly dialect: DialectName;
	/** PostgreSQL's major version. */
	readonly pgVersion: number;
}
