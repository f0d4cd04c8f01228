import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { repositoryOf } from 'sqllint/git';
import { stampOf } from './file-stamp.ts';
import { projectFiles } from './project-files.ts';
import { withoutMark } from './read-once.ts';

const maxFiles = 20_000;
const maxFileBytes = 512 * 1024;
/** How much text is kept; what is beyond is read again when it is asked for. */
const maxKeptBytes = 64 * 1024 * 1024;
/** Looking whether anything has changed may take a twentieth of the time, but is done once a second at most. */
const leastMilliseconds = 1000;
const restFactor = 20;

/** Something that is asked of all files of a project. Ask with the same object, so that what was answered is found again. */
export interface Question<T, Tool = undefined> {
  /** Which files it is about. @param path from the root, with slashes */
  isAbout(path: string): boolean;
  /** What a text must hold for its file to be looked at: of most files nothing else is ever done than this. Neither global nor sticky. */
  readonly pattern: RegExp;
  /**
   * What a file says to it; undefined when it says nothing.
   * @param tool what the one who asks has brought along, a parser for example
   */
  read(text: string, path: string, tool: Tool): T | undefined;
}

/** What one file says to a question. */
export interface Answer<T> {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly answer: T;
}

/** A file as it stands in an editor, which need not have been saved. */
export interface OpenFile {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

interface IndexedFile {
  stamp: string;
  text: string | undefined;
  /** By question: what the file says to it, as it stands. */
  answers: Map<object, unknown>;
}

/**
 * The texts of a project, for what crosses files. Files are read when a question is about them, searched by its
 * pattern, and looked at more closely only where that is found; all of it again only when a file has changed. Other
 * files than the open one are seen as they are on the disk.
 */
export class TextIndex {
  readonly root: string;
  readonly #files = new Map<string, IndexedFile>();
  /** Stamps of what a change of the list shows in. */
  #folders: ReadonlyMap<string, string> = new Map();
  #isComplete = true;
  #kept = 0;
  #freshUntil = 0;

  /** @param root absolute */
  constructor(root: string) {
    this.root = root;
  }

  /** False when there are more files than are looked at; then nobody may say that something is nowhere. */
  get isComplete(): boolean {
    this.#refresh();
    return this.#isComplete;
  }

  /** All paths, from the root and with slashes. */
  paths(): Iterable<string> {
    this.#refresh();
    return this.#files.keys();
  }

  /** Whether there is a file. @param path from the root */
  has(path: string): boolean {
    this.#refresh();
    return this.#files.has(path);
  }

  /**
   * What the files of the project say to a question, in the order of their paths.
   *
   * @param tool what the question needs to read a file
   * @param open the file that is linted, in the place of what the disk has
   */
  ask<T, Tool>(question: Question<T, Tool>, tool: Tool, open?: OpenFile): readonly Answer<T>[] {
    this.#refresh();
    const openPath = open && this.pathOf(open.file);
    const answers: Answer<T>[] = [];
    for (const [path, file] of this.#files) {
      if (path === openPath || !question.isAbout(path)) continue;
      const answer = this.#answer(question, tool, path, file);
      if (answer !== undefined) answers.push({ path, answer });
    }
    if (open && openPath !== undefined && question.isAbout(openPath)) {
      const answer = question.pattern.test(open.text) ? question.read(open.text, openPath, tool) : undefined;
      if (answer !== undefined) answers.push({ path: openPath, answer });
    }
    return answers;
  }

  /**
   * Whether a pattern is found in a file of the project, now and without remembering it.
   *
   * @param isAbout which files count, by their paths
   * @param pattern neither global nor sticky
   */
  holds(isAbout: (path: string) => boolean, pattern: RegExp, open?: OpenFile): boolean {
    this.#refresh();
    const openPath = open && this.pathOf(open.file);
    if (open && openPath !== undefined && isAbout(openPath) && pattern.test(open.text)) return true;
    for (const [path, file] of this.#files) if (path !== openPath && isAbout(path) && pattern.test(this.#read(path, file) ?? '')) return true;
    return false;
  }

  /**
   * All that a pattern finds in files of the project, now and without remembering it.
   *
   * @param isAbout which files count, by their paths
   * @param pattern global
   */
  found(isAbout: (path: string) => boolean, pattern: RegExp): ReadonlySet<string> {
    this.#refresh();
    const matches = new Set<string>();
    for (const [path, file] of this.#files) {
      if (isAbout(path)) for (const match of (this.#read(path, file) ?? '').match(pattern) ?? []) matches.add(match);
    }
    return matches;
  }

  /** The text of a file of the project. @param path from the root */
  textOf(path: string): string | undefined {
    this.#refresh();
    const file = this.#files.get(path);
    return file && this.#read(path, file);
  }

  /** A file as the index names it. */
  pathOf(file: string): string {
    return relative(this.root, file).split(sep).join('/');
  }

  /** Looks at the disk when it is asked next. */
  expire(): void {
    this.#freshUntil = 0;
  }

  #answer<T, Tool>(question: Question<T, Tool>, tool: Tool, path: string, file: IndexedFile): T | undefined {
    if (!file.answers.has(question)) {
      const text = this.#read(path, file);
      file.answers.set(question, text !== undefined && question.pattern.test(text) ? question.read(text, path, tool) : undefined);
    }
    return file.answers.get(question) as T | undefined; // put there for this very question
  }

  #read(path: string, file: IndexedFile): string | undefined {
    if (file.text !== undefined) return file.text;
    const name = join(this.root, path);
    const stamp = file.stamp === '' ? stampOf(name) : file.stamp;
    file.stamp = stamp;
    const size = Number(stamp.split(' ')[1] ?? Number.NaN);
    if (!(size <= maxFileBytes)) return undefined;
    try {
      const text = withoutMark(readFileSync(name, 'utf8'));
      if (this.#kept + text.length <= maxKeptBytes) {
        this.#kept += text.length;
        file.text = text;
      }
      return text;
    } catch {
      // Deleted meanwhile, or not ours to read: then it says nothing.
      return undefined;
    }
  }

  #refresh(): void {
    const begin = performance.now();
    if (begin < this.#freshUntil) return;
    if (this.#hasMoved()) this.#list();
    for (const [path, file] of this.#files) {
      if (file.stamp === '') continue;
      const stamp = stampOf(join(this.root, path));
      if (stamp === file.stamp) continue;
      this.#kept -= file.text?.length ?? 0;
      this.#files.set(path, { stamp: '', text: undefined, answers: new Map() });
    }
    const end = performance.now();
    this.#freshUntil = end + Math.max(leastMilliseconds, restFactor * (end - begin));
  }

  /** A file that comes or goes shows in its folder, one that is ignored from now on in git's list. */
  #hasMoved(): boolean {
    if (this.#folders.size === 0) return true;
    for (const [folder, stamp] of this.#folders) if (stampOf(folder) !== stamp) return true;
    return false;
  }

  #list(): void {
    const listed = projectFiles(this.root, maxFiles);
    this.#isComplete = listed.length <= maxFiles;
    const folders = new Set([this.root, join(this.root, '.gitignore')]);
    const before = new Map(this.#files);
    this.#files.clear();
    for (const path of listed.slice(0, maxFiles).sort()) {
      this.#files.set(path, before.get(path) ?? { stamp: '', text: undefined, answers: new Map() });
      before.delete(path);
      for (let folder = dirname(join(this.root, path)); !folders.has(folder); folder = dirname(folder)) folders.add(folder);
    }
    for (const { text } of before.values()) this.#kept -= text?.length ?? 0;
    this.#folders = new Map([...folders].map((folder) => [folder, stampOf(folder)]));
  }
}

const indexes = new Map<string, TextIndex>();

/**
 * The index of the project that a file belongs to: its repository, or else the folder in which ESLint runs.
 *
 * @param file absolute
 * @param cwd ESLint's working directory
 * @returns undefined for a file outside of both
 */
export function indexFor(file: string, cwd: string): TextIndex | undefined {
  const folder = dirname(file);
  const root = repositoryOf(folder) ?? (folder === cwd || folder.startsWith(cwd + sep) ? cwd : undefined);
  if (root === undefined) return undefined;
  let index = indexes.get(root);
  if (!index) indexes.set(root, (index = new TextIndex(root)));
  return index;
}

/** Makes all indexes look at the disk when they are asked next: for who has just changed it. */
export function lookAgain(): void {
  for (const index of indexes.values()) index.expire();
}
