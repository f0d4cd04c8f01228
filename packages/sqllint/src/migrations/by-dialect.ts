import { databaseNamed, isSupported } from './database.ts';
import type { Database } from './database.ts';
import type { Folder } from './folder.ts';
import type { History } from './layout.ts';
import type { FileProblem } from './migration.ts';

/** `….postgres.sql`, `….mysql.up.sql`, `….sqlite3.autocommit.down.sql` */
const suffix = /\.([a-z][a-z0-9]*)(?=(?:\.autocommit)?(?:\.(?:up|down))?\.sql$)/iu;

function databaseOfFile(fileName: string): Database | undefined {
  const [, name] = suffix.exec(fileName) ?? [];
  return name === undefined ? undefined : databaseNamed(name);
}

/** The file's name without the part that tells the dialect. */
export function withoutDialect(fileName: string): string {
  return databaseOfFile(fileName) ? fileName.replace(suffix, '') : fileName;
}

export function hasDialectSuffix(fileName: string): boolean {
  return databaseOfFile(fileName) !== undefined;
}

/** The scripts that one database runs. */
interface Share<Item> {
  /** Absent when no script names a database. */
  readonly database?: Database;
  readonly items: readonly Item[];
}

/**
 * Deals scripts out to the databases that some of them name. A script that names none is for all of
 * them, unless a database has its own one with the same key.
 *
 * @param keyOf what the script would be called if it did not name a database
 * @returns what each database runs, in the order of `items`; `unsupported` has the scripts of databases that we cannot check, by the database's name
 */
export function dealOut<Item>(
  items: readonly Item[],
  databaseOf: (item: Item) => Database | undefined,
  keyOf: (item: Item) => string,
): { shares: Share<Item>[]; unsupported: Map<string, Item[]> } {
  const supported = new Map<Database, Set<string>>();
  const unsupported = new Map<string, Item[]>();
  for (const item of items) {
    const database = databaseOf(item);
    if (!database) continue;
    if (!isSupported(database)) unsupported.set(database, [...(unsupported.get(database) ?? []), item]);
    else supported.set(database, (supported.get(database) ?? new Set()).add(keyOf(item)));
  }
  if (supported.size === 0) return { shares: [{ items: items.filter((item) => !databaseOf(item)) }], unsupported };
  const shares = [...supported].map(([database, ownKeys]) => ({
    database,
    items: items.filter((item) => {
      const own = databaseOf(item);
      return own === undefined ? !ownKeys.has(keyOf(item)) : own === database;
    }),
  }));
  return { shares, unsupported };
}

/**
 * Reads a folder once for each dialect that suffixes of its files name.
 *
 * @param read reads those of the folder's files
 */
export function readByDialect(
  folder: Folder,
  read: (fileNames: readonly string[]) => Omit<History, 'database'>,
): History[] {
  const { shares, unsupported } = dealOut(folder.sqlFiles, databaseOfFile, withoutDialect);
  const skipped = [...unsupported].map(([name, files]) => notChecked(name, folder.pathOf(files[0] ?? ''), files.length));
  return shares.map(({ database, items }, index) => {
    const history = read(items);
    const problems = index === 0 ? [...skipped, ...history.problems] : history.problems;
    return { ...history, ...(database && { database }), problems };
  });
}

/** The warning for the files of a database that we cannot check. */
export function notChecked(name: string, file: string, count: number): FileProblem {
  const subject = count === 1 ? 'This file is' : `This file and ${count - 1} more are`;
  return {
    level: 'warning',
    file,
    message: `${subject} for ${name} and not checked: sqllint knows PostgreSQL, MySQL, MariaDB and SQLite.`,
  };
}
