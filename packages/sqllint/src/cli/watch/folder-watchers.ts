import { statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** What a run has looked at. */
export interface Looked {
  /** Folders that it listed. */
  readonly folders: Iterable<string>;
  /** Files that it read, or would have read. */
  readonly files: Iterable<string>;
}

/**
 * Tells when something changes of what a run has looked at: a file that it read, an `.sql` file
 * beside those, a folder that comes or goes. Each folder is watched by itself, so that of a large
 * repository only the few are that matter.
 */
export class FolderWatchers {
  readonly #onChange: () => void;
  readonly #onTrouble: (folder: string, error: Error) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #files: ReadonlySet<string> = new Set();

  constructor(onChange: () => void, onTrouble: (folder: string, error: Error) => void) {
    this.#onChange = onChange;
    this.#onTrouble = onTrouble;
  }

  /**
   * Watches what the last run looked at, and nothing else any more.
   *
   * @returns whether a folder has been watched only since now: what changed there before told nobody
   */
  follow({ folders, files }: Looked): boolean {
    this.#files = new Set([...files].map((file) => resolve(file)));
    const wanted = new Set([...[...folders].map((folder) => resolve(folder)), ...[...this.#files].map(dirname)].map(nearestFolder));
    for (const folder of this.#watchers.keys()) if (!wanted.has(folder)) this.#forget(folder);
    const added = [...wanted].filter((folder) => !this.#watchers.has(folder));
    for (const folder of added) this.#watch(folder);
    return added.length > 0;
  }

  #watch(folder: string): void {
    const giveUp = (error: Error): void => {
      this.#forget(folder);
      // A folder that is gone is no trouble: the one above it tells.
      if (isFolder(folder)) this.#onTrouble(folder, error);
    };
    try {
      const watcher = watch(folder, (event, name) => {
        // Removed or moved itself: who watches goes with it, and sees nothing of a folder that takes its place.
        const isItself = event === 'rename' && name === basename(folder);
        if (isItself) this.#forget(folder);
        if (isItself || name === null || this.#matters(join(folder, name))) this.#onChange();
      });
      watcher.on('error', giveUp);
      this.#watchers.set(folder, watcher);
    } catch (error) {
      giveUp(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #forget(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  #matters(path: string): boolean {
    if (this.#files.has(path) || this.#watchers.has(path)) return true;
    return /^sqllint\.config\.|\.sql(?:\.conf)?$/iu.test(basename(path)) || isFolder(path);
  }
}

/** The folder itself, or the nearest above it that is there. */
function nearestFolder(folder: string): string {
  return isFolder(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
