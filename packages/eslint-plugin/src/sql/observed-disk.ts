import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import path from 'node:path';
import type { readMigrations } from 'sqllint';

/** What sqllint reads migrations from. */
export type FileSystem = NonNullable<NonNullable<Parameters<typeof readMigrations>[1]>['fileSystem']>;
type FolderEntry = ReturnType<FileSystem['list']>[number];

/** How many times longer than it took, an answer of `isUnchanged` holds. */
const trust = 20;

/** The disk, which takes down what it was asked for, so that it can say whether the answers would still be the same. */
export class ObservedDisk implements FileSystem {
  readonly path = path;
  readonly #files = new Map<string, string>();
  readonly #folders = new Map<string, { stamp: string; entries: string }>();
  #trustedUntil = 0;

  list(folder: string): readonly FolderEntry[] {
    const stamp = stampOf(folder);
    const entries = list(folder);
    this.#folders.set(path.resolve(folder), { stamp, entries: JSON.stringify(entries) });
    return entries;
  }

  read(file: string, limit: number): Uint8Array {
    const stats = statSync(file);
    this.#files.set(path.resolve(file), stampOf(file));
    if (stats.size > limit) throw new Error(`it has ${inMebibytes(stats.size)}, and the limit is ${inMebibytes(limit)}`);
    return readFileSync(file);
  }

  /** The `.sql` files that were in a folder when it was listed. */
  sqlFilesIn(folder: string): string[] {
    const entries = this.#folders.get(path.resolve(folder))?.entries;
    if (entries === undefined) return [];
    // What `list` has put there.
    return (JSON.parse(entries) as FolderEntry[])
      .filter(({ name, kind }) => kind === 'file' && name.toLowerCase().endsWith('.sql'))
      .map(({ name }) => path.resolve(folder, name));
  }

  /**
   * Whether every file and folder that was asked for is as it was then.
   *
   * In a run over a large folder the question comes once per file and asks about all of them. An answer is therefore
   * good for twenty times as long as it took to find: some tenths of a second for thousands of files.
   */
  isUnchanged(): boolean {
    const begin = performance.now();
    if (begin < this.#trustedUntil) return true;
    for (const [file, stamp] of this.#files) if (stampOf(file) !== stamp) return false;
    for (const [folder, known] of this.#folders) {
      const stamp = stampOf(folder);
      if (stamp === known.stamp) continue;
      // Many things touch a project's top folder; what counts is what stands in it.
      if (entriesOf(folder) !== known.entries) return false;
      known.stamp = stamp;
    }
    const end = performance.now();
    this.#trustedUntil = end + trust * (end - begin);
    return true;
  }
}

function list(folder: string): FolderEntry[] {
  return readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(folder, entry) }));
}

function entriesOf(folder: string): string | undefined {
  try {
    return JSON.stringify(list(folder));
  } catch {
    return undefined;
  }
}

function kindOf(folder: string, entry: Dirent): FolderEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'other';
  const target = statSync(path.join(folder, entry.name), { throwIfNoEntry: false });
  if (!target) return 'broken link';
  if (target.isDirectory()) return 'linked folder';
  return target.isFile() ? 'file' : 'other';
}

function inMebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`;
}

/** Differs when a file's content does, as far as the disk can tell without reading it. */
function stampOf(file: string): string {
  try {
    const { mtimeMs, ctimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
  } catch {
    return 'unreadable';
  }
}
