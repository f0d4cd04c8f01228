import type { MigrationDialect } from './migration.ts';

/** One of our dialects, or the name of a database that we have no dialect for. */
export type Database = MigrationDialect | UnsupportedDatabase;

type UnsupportedDatabase = 'cockroachdb' | 'sqlserver' | 'oracle' | 'h2' | 'clickhouse' | 'spanner' | 'cassandra' | 'mongodb';

/** What people call databases in the names of files and folders, and in configuration. */
const names: ReadonlyMap<string, Database> = new Map([
  ['postgres', 'postgres'],
  ['postgresql', 'postgres'],
  ['pgsql', 'postgres'],
  ['psql', 'postgres'],
  ['pg', 'postgres'],
  ['mysql', 'mysql'],
  ['mariadb', 'mariadb'],
  ['sqlite', 'sqlite'],
  ['sqlite3', 'sqlite'],
  ['libsql', 'sqlite'],
  ['turso', 'sqlite'],
  ['cockroach', 'cockroachdb'],
  ['cockroachdb', 'cockroachdb'],
  ['crdb', 'cockroachdb'],
  ['mssql', 'sqlserver'],
  ['sqlserver', 'sqlserver'],
  ['oracle', 'oracle'],
  ['h2', 'h2'],
  ['clickhouse', 'clickhouse'],
  ['spanner', 'spanner'],
  ['cassandra', 'cassandra'],
  ['mongodb', 'mongodb'],
]);

/** The database that a name means, in any case. */
export function databaseNamed(name: string): Database | undefined {
  return names.get(name.toLowerCase());
}

export function isSupported(database: Database): database is MigrationDialect {
  return database === 'postgres' || database === 'mysql' || database === 'mariadb' || database === 'sqlite';
}
