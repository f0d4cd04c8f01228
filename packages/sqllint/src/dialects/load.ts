import { DialectNotSupportedError } from './dialect.ts';
import type { Dialect, DialectName } from './dialect.ts';

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

async function importDialect(name: DialectName): Promise<Dialect> {
	if (name === 'postgres') {
		const { loadPostgres } = await import('./postgres/postgres.ts');
		return loadPostgres();
	}
	throw new DialectNotSupportedError(`sqllint reads PostgreSQL only so far, not ${name}.`);
}
