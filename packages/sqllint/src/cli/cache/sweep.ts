import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How much the cache of a user may hold. */
export interface Bounds {
  readonly bytes: number;
  /** How long what nobody has written to is kept. */
  readonly days: number;
}

/** A history of ten thousand files takes about 20 MB. */
const usualBounds: Bounds = { bytes: 256 * 1024 * 1024, days: 60 };

interface Project {
  readonly path: string;
  readonly bytes: number;
  /** In milliseconds since 1970. */
  readonly writtenAt: number;
}

/**
 * Deletes, of the projects in a user's cache those that were not written to for long, and as many of
 * the oldest others as it takes to be within the bounds. What a run still needs is judged again and
 * written anew. What cannot be listed or deleted stays.
 *
 * @param folder that in which each project has a folder, which is named by a digest
 */
export function sweep(folder: string, { bytes, days }: Bounds = usualBounds, now: number = Date.now()): void {
  const projects = namesIn(folder)
    .filter((name) => /^[\da-f]{32}$/u.test(name))
    .map((name) => projectIn(join(folder, name)))
    .sort((a, b) => b.writtenAt - a.writtenAt);
  let used = 0;
  for (const { path, bytes: size, writtenAt } of projects) {
    used += size;
    if (used > bytes || now - writtenAt > days * 24 * 60 * 60 * 1000) remove(path);
  }
}

function projectIn(path: string): Project {
  let bytes = 0;
  let writtenAt = 0;
  for (const name of namesIn(path)) {
    try {
      const { size, mtimeMs } = statSync(join(path, name));
      bytes += size;
      writtenAt = Math.max(writtenAt, mtimeMs);
    } catch {
      // Another run has just replaced it.
    }
  }
  return { path, bytes, writtenAt };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Another run is writing into it, or it is not ours to delete.
  }
}
