import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { FileTooLargeError, nodeFileSystem, readUtf8 } from '../../migrations/file-system.ts';
import type { FileSystem, FolderEntry } from '../../migrations/file-system.ts';

/** What tells two states of a file or folder apart without reading it: four numbers, none where nothing is there. */
export type Trace = readonly [size: number, modified: number, changed: number, id: number];

/** A folder that was listed. */
export interface ListedFolder {
  /** `nothing` where a change could have left the same. */
  readonly trace: Trace;
  /** A digest of what it holds. */
  readonly listing: string;
}

/** A place where nothing is, or nothing that is known. */
const nothing: Trace = [NaN, NaN, NaN, NaN];

/**
 * How coarse the clock of a disk may be, in milliseconds; FAT has two seconds. What was changed
 * less than that before it was looked at may be changed again and have the same trace, as git says
 * of its index.
 */
const clockTick = 2000;

/**
 * The disk, and a memory of what was asked of it: who gets the same answers later has read the same.
 * Traces are taken before reading, so that what is changed meanwhile is found out.
 */
export class WatchedDisk implements FileSystem {
  readonly path = nodeFileSystem.path;
  /** What has been read, or asked for. */
  readonly files = new Map<string, Trace>();
  readonly folders = new Map<string, ListedFolder>();
  readonly #traces = new Map<string, Trace>();
  readonly #start: number;

  /** @param start when it begins, in milliseconds since 1970 */
  constructor(start: number = Date.now()) {
    this.#start = start;
  }

  list(folder: string): readonly FolderEntry[] {
    const trace = this.traceOf(folder);
    const entries = nodeFileSystem.list(folder);
    this.folders.set(folder, { trace: this.#isOld(trace) ? trace : nothing, listing: digestOf(entries) });
    // What a link leads to may change while the folder stays as it is.
    for (const { name, isLink } of entries) if (isLink === true) this.watch(join(folder, name));
    return entries;
  }

  read(file: string, limit: number): Uint8Array {
    this.watch(file);
    return nodeFileSystem.read(file, limit);
  }

  readText(file: string, limit: number): string | undefined {
    const [size] = this.watch(file);
    if (size > limit) throw new FileTooLargeError(size);
    return readUtf8(file);
  }

  /** Remembers a file that somebody else reads, later than now. */
  watch(file: string): Trace {
    const trace = this.traceOf(file);
    this.files.set(file, trace);
    return trace;
  }

  /** Whether files that have the traces which they had in this run will be those that it read. */
  isSettled(): boolean {
    for (const trace of this.files.values()) if (!this.#isOld(trace)) return false;
    return true;
  }

  /** Whether all that was read is still the same. */
  isUnchanged(): boolean {
    for (const [file, trace] of this.files) if (!areEqual(takeTrace(file), trace)) return false;
    for (const [folder, { listing }] of this.folders) if (!holdsTheSame(folder, listing)) return false;
    return true;
  }

  /** The trace of a path as it was when it was asked for first. */
  traceOf(path: string): Trace {
    let trace = this.#traces.get(path);
    if (trace === undefined) {
      trace = takeTrace(path);
      this.#traces.set(path, trace);
    }
    return trace;
  }

  #isOld([, modified, changed]: Trace): boolean {
    return !(Math.max(modified, changed) > this.#start - clockTick);
  }
}

/** Whether a folder holds what it held. */
export function holdsTheSame(folder: string, listing: string): boolean {
  try {
    return digestOf(nodeFileSystem.list(folder)) === listing;
  } catch {
    return false;
  }
}

export function areEqual(a: Trace, b: Trace): boolean {
  return a.every((number, index) => Object.is(number, b[index]));
}

function takeTrace(path: string): Trace {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats ? [stats.size, stats.mtimeMs, stats.ctimeMs, stats.ino] : nothing;
  } catch {
    return nothing;
  }
}

function digestOf(entries: readonly FolderEntry[]): string {
  const hash = createHash('sha256');
  hash.update(entries.map(({ name, kind, isLink }) => `${name}/${kind}/${isLink === true ? 'link' : ''}`).join('\n'));
  return hash.digest('base64url');
}
