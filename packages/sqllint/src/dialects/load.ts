import { DialectNotSupportedError } from './dialect.ts';
import { dialectTitles } from '../dialect-name.ts';
import type { DialectName } from '../dialect-name.ts';
import type { Dialect } from './dialect.ts';

const loaded = new Map<DialectName, Promise<Dialect>>();

/**
 * Loads a dialect's parser. Each is loaded once per process; everything after is synchronous.
 * @throws {DialectNotSupportedError} for MySQL, MariaDB and SQLite, which have no front end yet.
 */
export function load(name: DialectName): Promise<Dialect> {
	let dialect = loaded.get(name);
	if (!dialect) {
		dialect = importDialect(name);
		loaded.set(name, dialect);
	}
	return dialect;
}

/** One import per parser, so that who lints one database loads no other's. */
async function importDialect(name: DialectName): Promise<Dialect> {
	switch (name) {
		case 'postgres': {
			const { loadPostgres } = await import('./postgres/postgres.ts');
			return loadPostgres();
		}
		case 'sqlite': {
			const { sqlite } = await import('./sqlite/sqlite.ts');
			return sqlite;
		}
		case 'mysql':
		case 'mariadb':
			throw new DialectNotSupportedError(`These are ${dialectTitles[name]} migrations, which sqllint does not read yet.`);
	}
}
