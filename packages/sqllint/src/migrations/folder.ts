import type { SourceText } from '../text/source-text.ts';
import { decode, decoded } from './decode.ts';
import type { DecodedText } from './decode.ts';
import { errorCode, FileTooLargeError } from './file-system.ts';
import type { FileSystem } from './file-system.ts';
import type { FileProblem } from './migration.ts';
import { compareText } from './numeric-order.ts';

/**
 * The most bytes a file may have. Migrations that people write stay under one megabyte, and the
 * largest imports of seed data under about ten; a parse tree takes many times the text's memory,
 * so that a dump of hundreds of megabytes would take the whole run down.
 */
const maxFileBytes = 32 * 1024 * 1024;

/** Folders that hold copies of other people's or generated files, never a project's own migrations. */
const passedOver = new Set(['node_modules', 'dist', 'build', 'target', 'vendor', 'coverage']);

/** sqitch's scripts stand in folders that are named after tables and views: a `target` there is one of them. */
const inScripts = /(?:^|[\\/])(?:deploy|revert|verify)(?:[\\/]|$)/u;

/** How far above the migrations a project keeps its configuration, generously. */
const maxLevelsUp = 8;

/** A file that was read. */
export interface TextFile {
  readonly name: string;
  readonly path: string;
  readonly source: SourceText;
}

/**
 * A folder on the disk, listed once. Its files are read when they are asked for, each once;
 * what goes wrong then is added to `problems`, which all folders of one run share.
 */
export class Folder {
  /** As the user gave it, or below what the user gave. */
  readonly path: string;
  readonly name: string;
  /** Names of the files, in the order of code units. */
  readonly files: readonly string[];
  /** Names of the folders that are worth looking into, in the same order. */
  readonly folders: readonly string[];
  /** Names of the files that end in `.sql`. */
  readonly sqlFiles: readonly string[];
  readonly isRepository: boolean;
  readonly problems: FileProblem[];
  readonly #fileSystem: FileSystem;
  readonly #names: ReadonlySet<string>;
  readonly #texts = new Map<string, TextFile | undefined>();
  readonly #subfolders = new Map<string, Folder | undefined>();
  #parent: Folder | undefined | 'not asked';
  /** What stands before a name in a path. */
  readonly #prefix: string;

  /** Throws what `FileSystem.list` throws. */
  constructor(fileSystem: FileSystem, path: string, problems: FileProblem[], parent: Folder | 'not asked' = 'not asked') {
    this.#fileSystem = fileSystem;
    this.#parent = parent;
    this.path = path;
    this.name = fileSystem.path.basename(fileSystem.path.resolve(path));
    this.problems = problems;
    // Joining a path to each of thousands of names normalises it each time.
    this.#prefix = fileSystem.path.join(path, '_').slice(0, -1);
    const files: string[] = [];
    const folders: string[] = [];
    let isRepository = false;
    for (const { name, kind } of fileSystem.list(path)) {
      // A file in the working trees that `git worktree` makes.
      if (name === '.git') isRepository = true;
      if (kind === 'folder') {
        if (!name.startsWith('.') && (!passedOver.has(name) || inScripts.test(path))) folders.push(name);
      } else if (kind === 'file') {
        files.push(name);
      } else if (isSql(name)) {
        problems.push({ level: 'error', file: this.pathOf(name), message: notReadable[kind] });
      }
    }
    this.files = files.sort(compareText);
    this.folders = folders.sort(compareText);
    this.sqlFiles = this.files.filter(isSql);
    this.#names = new Set(files);
    this.isRepository = isRepository;
  }

  /** The path of a file or folder in this folder, with the platform's separators; the name is one that was listed. */
  pathOf(name: string): string {
    return this.#prefix + name;
  }

  has(fileName: string): boolean {
    return this.#names.has(fileName);
  }

  /** A file's text, or undefined when it cannot be read; the reason is then among `problems`. */
  read(fileName: string): TextFile | undefined {
    if (this.#texts.has(fileName)) return this.#texts.get(fileName);
    const text = this.#readOnce(fileName);
    this.#texts.set(fileName, text);
    return text;
  }

  /** A folder in this folder, or undefined when it cannot be listed; the reason is then among `problems`. */
  folder(folderName: string): Folder | undefined {
    if (this.#subfolders.has(folderName)) return this.#subfolders.get(folderName);
    const path = this.pathOf(folderName);
    let folder: Folder | undefined;
    try {
      folder = new Folder(this.#fileSystem, path, this.problems, this);
    } catch (error) {
      this.problems.push({ level: 'error', file: path, message: `This folder cannot be listed: ${reasonOf(error)}.` });
    }
    this.#subfolders.set(folderName, folder);
    return folder;
  }

  /** The folder above, or undefined at the top of the disk and where it cannot be listed. */
  get parent(): Folder | undefined {
    if (this.#parent === 'not asked') this.#parent = this.#openParent();
    return this.#parent;
  }

  /**
   * The nearest of this folder and those above it that has one of these entries, not looking
   * beyond the top of the repository.
   */
  nearestWith(...names: readonly string[]): Folder | undefined {
    return this.#nearestWith(names, maxLevelsUp);
  }

  #nearestWith(names: readonly string[], levels: number): Folder | undefined {
    if (names.some((name) => this.has(name))) return this;
    // What is above the repository is not even listed: others write there all the time.
    const parent = this.isRepository || levels === 0 ? undefined : this.parent;
    return parent ? parent.#nearestWith(names, levels - 1) : undefined;
  }

  #openParent(): Folder | undefined {
    const { basename, dirname, join, resolve } = this.#fileSystem.path;
    const isPlainPath = basename(this.path) === this.name;
    const above = isPlainPath ? dirname(this.path) : join(this.path, '..');
    if (resolve(above) === resolve(this.path)) return undefined;
    try {
      // What is wrong above the user's folder is none of the user's questions.
      return new Folder(this.#fileSystem, above, []);
    } catch {
      return undefined;
    }
  }

  #readOnce(name: string): TextFile | undefined {
    const path = this.pathOf(name);
    let text: DecodedText;
    try {
      text = this.#decoded(path);
    } catch (error) {
      this.problems.push({ level: 'error', file: path, message: `This file was not read: ${reasonOf(error)}.` });
      return undefined;
    }
    const { source, problem } = text;
    if (problem) this.problems.push({ level: 'warning', file: path, ...problem });
    return { name, path, source };
  }

  #decoded(path: string): DecodedText {
    const text = this.#fileSystem.readText?.(path, maxFileBytes);
    return text === undefined ? decode(this.#fileSystem.read(path, maxFileBytes)) : decoded(text);
  }
}

const notReadable = {
  'broken link': 'This symbolic link leads nowhere. Restore the file that it points to, or delete the link.',
  'linked folder': 'This is a symbolic link to a folder, not a file; it was not followed.',
  other: 'This is neither a file nor a folder; it was not read.',
};

export function isSql(fileName: string): boolean {
  return fileName.length > 4 && fileName.slice(-4).toLowerCase() === '.sql';
}

/** Why the disk refused, without a full stop. */
export function reasonOf(error: unknown): string {
  if (error instanceof FileTooLargeError) {
    const megabytes = Math.ceil(error.size / 1024 / 1024);
    return `it has ${megabytes} MiB, and the limit is ${maxFileBytes / 1024 / 1024} MiB`;
  }
  switch (errorCode(error)) {
    case 'ENOENT':
      return 'it does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
      return 'it is not a folder';
    case 'ELOOP':
      return 'its symbolic links go round in a circle';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
