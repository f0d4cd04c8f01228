import { databaseNamed, isSupported } from './database.ts';
import type { Database } from './database.ts';
import { declaredDatabase } from './declared-database.ts';
import type { Declared } from './declared-database.ts';
import { declaredServers } from './declared-server.ts';
import { nodeFileSystem } from './file-system.ts';
import type { FileSystem } from './file-system.ts';
import { findSets } from './find-sets.ts';
import type { FoundSet, LayoutChoice } from './find-sets.ts';
import { Folder } from './folder.ts';
import { guessDatabase } from './guess-database.ts';
import type { History } from './layout.ts';
import { knownLayouts } from './layouts/known-layouts.ts';
import { plain } from './layouts/plain.ts';
import type { FileProblem, Migration, MigrationDialect, MigrationSet } from './migration.ts';

/** How to read. */
export interface ReadOptions {
  /** Where to read from; by default, this machine's disk. */
  readonly fileSystem?: FileSystem;
  /** One of `layoutNames`, when the layout shall not be recognised but taken for granted. */
  readonly layout?: string;
}

const allLayouts = [...knownLayouts, plain];

/** The names that `ReadOptions.layout` takes and `MigrationSet.layout` tells. */
export const layoutNames: readonly string[] = allLayouts.map(({ name }) => name).sort();

/** Thrown for a `layout` that is none of `layoutNames`. */
export class UnknownLayoutError extends Error {
  override readonly name = 'UnknownLayoutError';
}

/** A folder to be read, and which of its files were asked for, if not all. */
interface Request {
  readonly set: FoundSet;
  files: string[] | 'all';
}

/**
 * Reads migrations. A path is a folder of migrations, a folder that has such folders somewhere
 * below, or a single `.sql` file; of a file, the whole folder is read, so that the history before
 * it is known, and `selected` of the set says which files were meant. What cannot be read becomes
 * a problem of the set, and the rest is read. A path that yields no migrations yields a set with
 * none, and with a problem that says why.
 *
 * @param paths as the platform writes them; globs are not expanded
 * @returns the sets in the order of the paths, each folder once
 * @throws {UnknownLayoutError} when `options.layout` is unknown
 */
export function readMigrations(paths: readonly string[], options: ReadOptions = {}): MigrationSet[] {
  const fileSystem = options.fileSystem ?? nodeFileSystem;
  const layouts = chooseLayouts(options.layout);
  const requests = new Map<string, Request>();
  const failures: MigrationSet[] = [];
  for (const path of paths) {
    const problems: FileProblem[] = [];
    const found = findSets(path, fileSystem, layouts, problems);
    for (const set of found) addRequest(requests, fileSystem.path.resolve(set.folder.path), set);
    if (found.length === 0) {
      failures.push({ root: path, layout: layouts.fallback.name, hasDowns: false, migrations: [], problems });
    }
  }
  return [...[...requests.values()].flatMap((request) => readRequest(request, fileSystem)), ...failures];
}

/**
 * The dialect that the files around a folder name, for who reads migrations that are no `.sql` files.
 * @returns undefined where none names one that sqllint reads, or the folder cannot be listed
 */
export function declaredDialect(path: string, fileSystem: FileSystem = nodeFileSystem): MigrationDialect | undefined {
  try {
    const folder = new Folder(fileSystem, path, []);
    const { database } = declaredDatabase(folder) ?? onlyServer(folder) ?? {};
    return database !== undefined && isSupported(database) ? database : undefined;
  } catch {
    return undefined;
  }
}

function chooseLayouts(name: string | undefined): LayoutChoice {
  if (name === undefined) return { known: knownLayouts, fallback: plain };
  const layout = allLayouts.find((candidate) => candidate.name === name);
  if (!layout) throw new UnknownLayoutError(`There is no layout “${name}”. Choose one of ${layoutNames.join(', ')}.`);
  return { known: [layout], fallback: layout };
}

function addRequest(requests: Map<string, Request>, key: string, set: FoundSet): void {
  const request = requests.get(key);
  if (!request) requests.set(key, { set, files: set.file === undefined ? 'all' : [set.file] });
  else if (set.file === undefined) request.files = 'all';
  else if (request.files !== 'all') request.files.push(set.file);
}

/** So many migrations without a down are no oversight. */
const many = 5;

function readRequest({ set: { folder, layout }, files }: Request, fileSystem: FileSystem): MigrationSet[] {
  const histories = layout.read(folder);
  // What went wrong on the way to the files concerns all dialects alike; the first set tells it.
  const onTheWay = folder.problems.splice(0);
  const sets = histories.map((history, index): MigrationSet => {
    const { migrations, hasDowns } = history;
    const { database, from } = databaseOf(history, folder, fileSystem);
    const server = database === undefined ? undefined : declaredServers(folder).find(({ dialect }) => dialect === database);
    return {
      root: folder.path,
      layout: layout.name,
      hasDowns,
      ...(hasDowns && migrations.length >= many && migrations.every(({ down }) => down === undefined) && { leavesDownsOut: true }),
      ...(database && (isSupported(database) ? { dialect: database } : { otherDatabase: database })),
      ...(from !== undefined && { dialectFrom: from }),
      ...(server && { server: { version: server.version, from: server.from } }),
      ...(history.foreignKeys !== undefined && { foreignKeys: history.foreignKeys }),
      ...(layout.outsideTransaction !== undefined && { outsideTransaction: layout.outsideTransaction }),
      migrations,
      problems: [...(index === 0 ? onTheWay : []), ...history.problems],
    };
  });
  return files === 'all' ? sets : selectFiles(sets, files, fileSystem.path);
}

/**
 * The database that migrations are for: what the layout's own files or names say; the SQL itself, which is what is
 * judged; and what the project's other tools say, where the SQL shows nothing or is MySQL's or MariaDB's alike.
 */
function databaseOf(history: History, folder: Folder, fileSystem: FileSystem): { readonly database?: Database; readonly from?: string } {
  const named = history.database ?? databaseOfFolder(folder, fileSystem);
  if (named !== undefined) return { database: named };
  const shown = guessDatabase(spread(history.migrations));
  if (shown !== undefined && shown !== 'mysql') return { database: shown };
  const declared = declaredDatabase(folder) ?? onlyServer(folder);
  if (declared && (shown === undefined || declared.database === 'mariadb')) return declared;
  return shown === undefined ? {} : { database: shown };
}

/** The database that a compose file starts, where it starts one. */
function onlyServer(folder: Folder): Declared | undefined {
  const [first, ...others] = declaredServers(folder);
  return first && others.length === 0 ? { database: first.dialect, from: first.from } : undefined;
}

/**
 * The database that one of the innermost folders is named after: `migrations/postgres`,
 * `mysql/v8/migrations`. What somebody called the copy of the repository says nothing.
 */
function databaseOfFolder(folder: Folder, { path: { basename, dirname, resolve } }: FileSystem): Database | undefined {
  let path = resolve(folder.path);
  for (let level = 0; level < 4; level++) {
    const database = databaseOfName(basename(path));
    // Folders above are listed only where it matters: others write there all the time.
    if (database) return isBelowRepository(folder, level) ? database : undefined;
    path = dirname(path);
  }
  return undefined;
}

/** `mysql`, and `migrations_pg` and `tokenserver-mysql`, unless several are named: in `price-oracle` a word is a word. */
function databaseOfName(name: string): Database | undefined {
  const whole = databaseNamed(name);
  if (whole !== undefined) return whole;
  const parts = new Set(name.split(/[-_.]/u).flatMap((part) => databaseNamed(part) ?? []));
  const [only] = parts;
  return parts.size === 1 && only !== undefined && isSupported(only) ? only : undefined;
}

/** Whether the folder so many levels up lies within the repository and is not its top. */
function isBelowRepository(folder: Folder, level: number): boolean {
  let at: Folder | undefined = folder;
  for (let up = 0; up <= level && at; up++) {
    if (at.isRepository) return false;
    at = at.parent;
  }
  return true;
}

/** Up to thirty texts from all over the history. */
function spread(migrations: readonly Migration[]): Migration['up']['source'][] {
  const step = Math.max(1, migrations.length / 30);
  const sample: Migration['up']['source'][] = [];
  for (let at = 0; at < migrations.length; at += step) {
    const migration = migrations[Math.floor(at)];
    if (migration) sample.push(migration.up.source);
  }
  return sample;
}

/**
 * The sets in which the files are, each saying which of its scripts they are. A file that is no
 * script of any set, and of which nothing was said yet, becomes a problem.
 */
function selectFiles(sets: readonly MigrationSet[], files: readonly string[], { resolve }: FileSystem['path']): MigrationSet[] {
  const asked = new Map(files.map((file) => [resolve(file), file]));
  const missing = new Map(asked);
  const selections = sets.map((set) => {
    const selected = new Set<string>();
    for (const { up, down } of set.migrations) {
      for (const file of down ? [up.file, down.file] : [up.file]) {
        if (!asked.has(resolve(file))) continue;
        selected.add(file);
        missing.delete(resolve(file));
      }
    }
    return { ...set, selected };
  });
  for (const { problems } of sets) for (const { file } of problems) missing.delete(resolve(file));

  const concerned = selections.filter(({ selected }) => selected.size > 0);
  const [first, ...others] = concerned.length > 0 ? concerned : selections.slice(0, 1);
  if (!first) return [];
  const problems = [...first.problems, ...[...missing.values()].map((file) => notAMigration(file, first.layout))];
  return [{ ...first, problems }, ...others];
}

function notAMigration(file: string, layout: string): FileProblem {
  return { level: 'warning', file, message: `This file is none of the migrations in its folder (layout “${layout}”), so it was not checked.` };
}
