import type { Migration, MigrationSet, Script } from '../../src/migrations/migration.ts';
import { readMigrations } from '../../src/migrations/read.ts';
import { memoryFileSystem } from './memory-file-system.ts';
import type { Files } from './memory-file-system.ts';

/** A set of migrations in the shortest form in which a test can say all of it. */
export interface Outline {
  readonly root: string;
  readonly layout: string;
  /** `id: <up> (transaction) / <down> (transaction)`, each script as its text without white space around it. */
  readonly migrations: readonly string[];
  /** `level file:line message` */
  readonly problems: readonly string[];
}

export function outline({ root, layout, migrations, problems }: MigrationSet): Outline {
  return {
    root,
    layout,
    migrations: migrations.map(outlineOfMigration),
    problems: problems.map(({ level, file, line, message }) => `${level} ${file}${line === undefined ? '' : `:${line}`} ${message}`),
  };
}

function outlineOfMigration({ id, up, down }: Migration): string {
  const scripts = down ? [up, down] : [up];
  return `${id}: ${scripts.map((script) => `${sqlOf(script)} (${script.transaction})`).join(' / ')}`;
}

/** The migrations whose version is taken: `id: taken by id; consequence`. */
export function takenVersionsOf({ migrations }: MigrationSet): string[] {
  return migrations.flatMap(({ id, sameVersionAs }) => (sameVersionAs ? [`${id}: taken by ${sameVersionAs.id}; ${sameVersionAs.consequence ?? 'who knows'}`] : []));
}

/** A script's SQL. */
export function sqlOf({ source, sql = source.text, start, end }: Script): string {
  return sql.slice(start, end).trim();
}

/** The outlines of all sets below the paths, on a disk that holds these files. */
export function read(files: Files, paths: readonly string[] = ['.'], layout?: string): Outline[] {
  return readMigrations(paths, { fileSystem: memoryFileSystem(files), ...(layout !== undefined && { layout }) }).map(outline);
}

/** The one set in the folder `migrations`, or whichever other; all of it. */
export function readSet(files: Files, path = 'migrations'): MigrationSet {
  const sets = readMigrations([path], { fileSystem: memoryFileSystem(files) });
  const [set] = sets;
  if (!set || sets.length > 1) throw new Error(`There are ${sets.length} sets, and this test wants one.`);
  return set;
}
