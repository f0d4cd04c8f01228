import { errorCode } from './file-system.ts';
import type { FileSystem } from './file-system.ts';
import { Folder, isSql, reasonOf } from './folder.ts';
import type { Layout } from './layout.ts';
import type { FileProblem } from './migration.ts';

/** The layouts to recognise, and the one for folders that none of them recognises. */
export interface LayoutChoice {
  readonly known: readonly Layout[];
  readonly fallback: Layout;
}

/** A folder whose migrations make one history, and whose they are. */
export interface FoundSet {
  readonly folder: Folder;
  readonly layout: Layout;
  /** The file that was asked for, if it was one. */
  readonly file?: string;
}

/**
 * Finds the set in the folder at `path`, or the sets below it, or the set to which the file at
 * `path` belongs. What goes wrong is added to `problems`; when nothing is found, that is why.
 */
export function findSets(path: string, fileSystem: FileSystem, layouts: LayoutChoice, problems: FileProblem[]): FoundSet[] {
  let folder: Folder;
  try {
    folder = new Folder(fileSystem, path, problems);
  } catch (error) {
    if (errorCode(error) === 'ENOTDIR') return findSetOfFile(path, fileSystem, layouts, problems);
    const message =
      errorCode(error) === 'ENOENT' ? 'There is no such file or folder.' : `This folder cannot be listed: ${reasonOf(error)}.`;
    problems.push({ level: 'error', file: path, message });
    return [];
  }
  const found = new Search(layouts).in(folder);
  if (found.length === 0 && problems.length === 0) problems.push({ level: 'error', file: path, message: whyNothing(folder) });
  return found;
}

function findSetOfFile(path: string, fileSystem: FileSystem, layouts: LayoutChoice, problems: FileProblem[]): FoundSet[] {
  const name = fileSystem.path.basename(path);
  if (!isSql(name)) {
    problems.push({ level: 'error', file: path, message: 'This is not an `.sql` file.' });
    return [];
  }
  const folder = new Folder(fileSystem, fileSystem.path.dirname(path), problems);
  for (const layout of layouts.known) {
    const root = layout.rootOf?.(folder, name);
    if (root && recognise(root, layouts) === layout) return [{ folder: new Folder(fileSystem, root.path, problems), layout, file: path }];
  }
  return [{ folder, layout: recognise(folder, layouts) ?? layouts.fallback, file: path }];
}

function recognise(folder: Folder, { known }: LayoutChoice): Layout | undefined {
  return known.find((layout) => layout.detect(folder));
}

/** Looks for sets in a folder and below. */
class Search {
  readonly #layouts: LayoutChoice;
  readonly #sets: FoundSet[] = [];
  /** Folders with `.sql` files of which nothing says that they are migrations: queries, seeds, dumps. */
  readonly #doubtful: FoundSet[] = [];

  constructor(layouts: LayoutChoice) {
    this.#layouts = layouts;
  }

  /** Doubtful folders count only when there is nothing better. */
  in(folder: Folder): FoundSet[] {
    this.#visit(folder, { isBelowMigrations: false, isTest: false });
    return this.#sets.length > 0 ? this.#sets : this.#doubtful;
  }

  #visit(folder: Folder, surroundings: Surroundings): void {
    const isBelowMigrations = surroundings.isBelowMigrations || /migrations?$/iu.test(folder.name);
    const layout = recognise(folder, this.#layouts);
    if (layout) {
      (surroundings.isTest ? this.#doubtful : this.#sets).push({ folder, layout });
      // Its migrations are folders themselves, and there is nothing else in them.
      if (layout.rootOf) return;
    } else if (folder.sqlFiles.length > 0) {
      const isHistory = !surroundings.isTest && !isDump(folder) && (isBelowMigrations || hasVersions(folder));
      (isHistory ? this.#sets : this.#doubtful).push({ folder, layout: this.#layouts.fallback });
    }
    for (const name of folder.folders) {
      const isTest = surroundings.isTest || testFolders.has(name.toLowerCase());
      const subfolder = folder.folder(name);
      if (subfolder) this.#visit(subfolder, { isBelowMigrations, isTest });
    }
  }
}

/** What the folders above, as far as they were searched, say about a folder. */
interface Surroundings {
  readonly isBelowMigrations: boolean;
  readonly isTest: boolean;
}

/** Folders whose SQL no release runs. */
const testFolders = new Set(['test', 'tests', '__tests__', 'testdata', 'fixtures', 'seed', 'seeds']);

/** Whether there is nothing but what tools write as the result of all migrations, or people as data for a start. */
function isDump({ sqlFiles }: Folder): boolean {
  return sqlFiles.every((name) => /^(?:schema|structure|dump|latest|seeds?)\.sql$/iu.test(name));
}

/** Whether most files are named as migrations are: `0001_…`, `2020-01-01…`, `V2__…`. */
function hasVersions({ sqlFiles }: Folder): boolean {
  const versioned = sqlFiles.filter((name) => /^[Vv]?\d/u.test(name)).length;
  return versioned > sqlFiles.length / 2;
}

function whyNothing(folder: Folder): string {
  if (folder.files.length === 0 && folder.folders.length === 0) {
    return 'This folder is empty. Migrations are `.sql` files in it, or folders that hold an `up.sql`.';
  }
  const inCode = folder.files.find((name) => /^\d.*\.[cm]?[jt]s$/u.test(name));
  const advice = inCode === undefined ? '' : ` Migrations in code, such as \`${inCode}\`, are checked by eslint-plugin-delivery.`;
  return `There is no \`.sql\` file in this folder or below.${advice}`;
}
