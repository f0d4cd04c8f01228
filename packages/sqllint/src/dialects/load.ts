import type { DialectName } from '../dialect-name.ts';
import type { Dialect } from './dialect.ts';

const loaded = new Map<DialectName, Promise<Dialect>>();

/**
 * Loads a dialect's parser. Each is loaded once per process; everything after is synchronous.
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
    case 'mariadb': {
      const { mysqlDialect } = await import('./mysql/mysql.ts');
      return mysqlDialect(name);
    }
  }
}
