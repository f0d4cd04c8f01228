import { databaseNamed } from './database.ts';
import type { Database } from './database.ts';
import type { Folder } from './folder.ts';

/** What a project says of its database in a file that is there for something else. */
export interface Declared {
  readonly database: Database;
  /** The file that says so. */
  readonly from: string;
}

/** Files of tools, and where in them a database is named. The first group of a pattern is the name. */
const declarations: readonly (readonly [fileName: RegExp, name: RegExp])[] = [
  [/^knexfile\.[cm]?[jt]s$/u, /\bclient['"]?\s*:\s*['"`]([\w-]+)/gu],
  [/^drizzle\.config\.(?:[cm]?[jt]s|json)$/u, /\b(?:dialect|driver)['"]?\s*:\s*['"`]([\w-]+)/gu],
  [/^flyway\.(?:conf|toml)$/u, /\bjdbc:(\w+):/gu],
  // Spring Boot hands its data source to Flyway and Liquibase.
  [/^application\.(?:properties|ya?ml)$/u, /\bjdbc:(?:tc:)?(\w+):/gu],
  [/^schema\.prisma$/u, /\bdatasource\b[^}]*?\bprovider\s*=\s*"(\w+)"/gu],
  [/^migration_lock\.toml$/u, /^\s*provider\s*=\s*"(\w+)"/gmu],
  [/^dbconfig\.ya?ml$/u, /^\s*dialect:\s*["']?([\w-]+)/gmu],
  [/^database\.ya?ml$/u, /^\s*(?:adapter|dialect):\s*["']?([\w-]+)/gmu],
  [/^sqlc\.(?:ya?ml|json)$/u, /\bengine['"]?:\s*["']?(\w+)/gu],
  [/^wrangler\.(?:toml|jsonc?)$/u, /\b(d1)_databases\b/gu],
];

/** Names of drivers, as far as they are not those of their databases. */
const drivers: Readonly<Record<string, Database>> = {
  mysql2: 'mysql',
  'better-sqlite': 'sqlite',
  'better-sqlite3': 'sqlite',
  d1: 'sqlite',
  'd1-http': 'sqlite',
  oracledb: 'oracle',
};

/**
 * The database that the configuration of the project's tools names: the nearest file above the migrations, not beyond
 * the top of the repository, that names one and no other.
 */
export function declaredDatabase(folder: Folder): Declared | undefined {
  let at: Folder | undefined = folder;
  for (let level = 0; at && level <= maxLevels; level++) {
    for (const fileName of at.files) {
      const [, pattern] = declarations.find(([known]) => known.test(fileName)) ?? [];
      const database = pattern && namedIn(at.read(fileName)?.source.text ?? '', pattern);
      if (database) return { database, from: at.pathOf(fileName) };
    }
    if (at.isRepository) return undefined;
    at = at.parent;
  }
  return undefined;
}

/** Deeper than `src/main/resources/db/migration` of a module of a project. */
const maxLevels = 8;

function namedIn(text: string, pattern: RegExp): Database | undefined {
  const names = [...text.matchAll(pattern)].map(([, name = '']) => name.toLowerCase());
  const databases = new Set(names.map((name) => databaseNamed(name) ?? drivers[name] ?? name));
  const [only] = databases;
  // Of one for tests and another one for production nobody can tell which is meant.
  return databases.size === 1 && only !== undefined ? (databaseNamed(only) ?? drivers[only]) : undefined;
}
