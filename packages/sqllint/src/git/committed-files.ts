import { createHash } from 'node:crypto';
import { join, relative, sep } from 'node:path';
import { askGit } from './git.ts';

/** What is larger was made by a tool, and nobody compares it. */
const maxFileBytes = 1024 * 1024;
/** How many of the changed files are read in one go when the first one is asked for. */
const maxReadAhead = 2000;

/** The files of a repository as they are at a commit, which never changes: all that was read of it stays good. */
export class CommittedFiles {
  /** Absolute, without a separator at the end. */
  readonly repository: string;
  readonly commit: string;
  #objects: ReadonlyMap<string, string> | undefined;
  readonly #texts = new Map<string, string | undefined>();
  readonly #naming = new Map<string, readonly string[]>();
  #hasReadAhead = false;

  /**
   * @param repository the folder with `.git` in it
   * @param commit its whole name
   */
  constructor(repository: string, commit: string) {
    this.repository = repository;
    this.commit = commit;
  }

  /** The paths of all files, from the top of the repository, with slashes. */
  files(): Iterable<string> {
    return this.#tree().keys();
  }

  /** Whether a file was there. @param file absolute */
  has(file: string): boolean {
    return this.#tree().has(this.pathOf(file));
  }

  /** Whether a file was there with this very text. Line ends and a byte order mark make no difference. */
  isUnchanged(file: string, text: string): boolean {
    const object = this.#tree().get(this.pathOf(file));
    if (object === undefined) return false;
    // By git's own name for the contents, so that nothing has to be read for the many files that nobody touched.
    return nameOf(text, object.length) === object || this.textOf(file) === normalised(text);
  }

  /** The text of a file, with plain line ends and without a byte order mark; undefined where there was none. */
  textOf(file: string): string | undefined {
    return this.textsOf([this.pathOf(file)]).get(this.pathOf(file));
  }

  /** The texts of files, read in one go. @param paths from the top of the repository, with slashes */
  textsOf(paths: Iterable<string>): ReadonlyMap<string, string | undefined> {
    const asked = [...paths];
    const missing = asked.filter((path) => !this.#texts.has(path) && this.#tree().has(path));
    if (missing.length > 0) this.#read(this.#hasReadAhead ? missing : [...new Set([...missing, ...this.#changed()])]);
    return new Map(asked.map((path) => [path, this.#texts.get(path)]));
  }

  /**
   * The files that name any of some words as a whole word, by their paths.
   * @param words of letters, digits and underscores
   */
  naming(words: readonly string[]): readonly string[] {
    if (words.length === 0) return [];
    const key = words.join(' ');
    let paths = this.#naming.get(key);
    if (!paths) {
      const patterns = words.flatMap((word) => ['-e', word]);
      const found = askGit(this.repository, ['grep', '-lwFIz', ...patterns, this.commit]);
      // `git grep` puts the commit before each path.
      paths = found ? fields(found).map((path) => path.slice(this.commit.length + 1)) : [];
      this.#naming.set(key, paths);
    }
    return paths;
  }

  /** A file as this class and git name it. */
  pathOf(file: string): string {
    return relative(this.repository, file).split(sep).join('/');
  }

  /** The other way round. */
  fileOf(path: string): string {
    return join(this.repository, path);
  }

  #tree(): ReadonlyMap<string, string> {
    if (!this.#objects) {
      const objects = new Map<string, string>();
      for (const entry of fields(askGit(this.repository, ['ls-tree', '-r', '-z', '--full-tree', this.commit]))) {
        const [, kind, object, path] = /^(\d+) blob ([\da-f]+)\t(.*)$/su.exec(entry) ?? [];
        // A symbolic link has a path for its contents, and no text.
        if (kind !== undefined && kind !== '120000' && object !== undefined && path !== undefined) objects.set(path, object);
      }
      this.#objects = objects;
    }
    return this.#objects;
  }

  /** One run over a whole project asks for all that changed, one after the other; one call of git brings them all. */
  #changed(): readonly string[] {
    this.#hasReadAhead = true;
    const changed = fields(askGit(this.repository, ['diff', '--name-only', '--no-renames', '--diff-filter=MD', '-z', this.commit]));
    return changed.filter((path) => this.#tree().has(path)).slice(0, maxReadAhead);
  }

  #read(paths: readonly string[]): void {
    for (const path of paths) this.#texts.set(path, undefined);
    const byObject = new Map<string, string[]>();
    for (const path of paths) {
      const object = this.#tree().get(path);
      if (object !== undefined) byObject.set(object, [...(byObject.get(object) ?? []), path]);
    }
    // Their sizes first: somebody's video is not worth the memory.
    const sizes = askGit(this.repository, ['cat-file', '--batch-check=%(objectname) %(objectsize)'], `${[...byObject.keys()].join('\n')}\n`);
    const small = (sizes?.toString('latin1') ?? '').split('\n').flatMap((line) => {
      const [object = '', size = ''] = line.split(' ');
      return Number(size) <= maxFileBytes && byObject.has(object) ? [object] : [];
    });
    if (small.length === 0) return;
    const contents = askGit(this.repository, ['cat-file', '--batch'], `${small.join('\n')}\n`);
    for (const [object, text] of contents ? entries(contents) : []) {
      for (const path of byObject.get(object) ?? []) this.#texts.set(path, text);
    }
  }
}

/** What `git cat-file --batch` prints: a line with name, kind and size, the contents, a line end. */
function* entries(output: Buffer): Generator<readonly [string, string]> {
  for (let at = 0; at < output.length; ) {
    const lineEnd = output.indexOf(10, at);
    const [object = '', , size = ''] = output.toString('latin1', at, lineEnd).split(' ');
    const end = lineEnd + 1 + Number(size);
    const contents = output.subarray(lineEnd + 1, end);
    // What has a zero byte is no text, as git has it.
    if (!contents.includes(0)) yield [object, normalised(contents.toString('utf8'))];
    at = end + 1;
  }
}

function fields(output: Buffer | undefined): string[] {
  return (output?.toString('utf8') ?? '').split('\0').filter((field) => field !== '');
}

/** How git names a text: by SHA-1 or, in newer repositories, SHA-256. */
function nameOf(text: string, length: number): string {
  const contents = Buffer.from(text, 'utf8');
  return createHash(length === 64 ? 'sha256' : 'sha1').update(`blob ${contents.length}\0`).update(contents).digest('hex');
}

/** A checkout on Windows has other line ends than the repository. */
function normalised(text: string): string {
  return text.replace(/^\uFEFF/u, '').replaceAll('\r\n', '\n');
}
