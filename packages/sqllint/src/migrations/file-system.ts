import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import path from 'node:path';
import type { PlatformPath } from 'node:path';

/** What stands in a folder. A link counts as what it leads to, except that links to folders are told apart: they can lead back. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'linked folder' | 'broken link' | 'other';
  /** Whether it is a link, whatever it leads to; absent where it is none, and where nobody needs to know. */
  readonly isLink?: true;
}

/** The few questions that reading migrations asks of a disk; tests and editors may answer them from memory. */
export interface FileSystem {
  /** How paths are written here: `path.posix` or `path.win32` of Node. */
  readonly path: Pick<PlatformPath, 'basename' | 'dirname' | 'join' | 'relative' | 'resolve' | 'sep'>;
  /** The entries of a folder, in any order. Throws as `node:fs` does: an error whose `code` is ENOENT, ENOTDIR, EACCES … */
  list(folder: string): readonly FolderEntry[];
  /** A file's bytes. Throws as `node:fs` does, and `FileTooLargeError`, before reading, when there are more than `limit`. */
  read(file: string, limit: number): Uint8Array;
  /** The same for a file that is valid UTF-8, which may be faster; undefined when it may not be valid. */
  readText?(file: string, limit: number): string | undefined;
}

/** Thrown by `FileSystem.read` for a file that is not worth reading. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
  /** In bytes. */
  readonly size: number;

  constructor(size: number) {
    super(`The file has ${size} bytes.`);
    this.size = size;
  }
}

/** The disk of this machine. */
export const nodeFileSystem: FileSystem = {
  path,
  list: (folder) =>
    readdirSync(folder, { withFileTypes: true }).map((entry) =>
      entry.isSymbolicLink() ? { name: entry.name, kind: kindOfLink(folder, entry), isLink: true } : { name: entry.name, kind: kindOf(entry) },
    ),
  read(file, limit) {
    const descriptor = openSync(file, 'r');
    try {
      return readSmall(descriptor) ?? readLarge(descriptor, limit);
    } finally {
      closeSync(descriptor);
    }
  },
};

/**
 * The text of a file, which its reader knows not to be too large; undefined when it has a byte order
 * mark, or a character that stands for bytes which are no UTF-8. One call instead of four takes half
 * the time, which tells in a history of thousands of files.
 */
export function readUtf8(file: string): string | undefined {
  const text = readFileSync(file, 'utf8');
  return text.includes('\uFFFD') || text.startsWith('\uFEFF') ? undefined : text;
}

/** Nearly all migrations are smaller. */
const smallBytes = 64 * 1024;
let room: Buffer | undefined;

/**
 * A small file's bytes; undefined when there are more. Asking for the size first and for a buffer
 * of that size takes about as long again as reading, which tells in a history of thousands of files.
 */
function readSmall(descriptor: number): Uint8Array | undefined {
  room ??= Buffer.allocUnsafeSlow(smallBytes);
  let length = 0;
  for (;;) {
    const more = readSync(descriptor, room, length, smallBytes - length, null);
    if (more === 0) return Uint8Array.prototype.slice.call(room, 0, length);
    length += more;
    if (length === smallBytes) return undefined;
  }
}

/** @throws {FileTooLargeError} */
function readLarge(descriptor: number, limit: number): Uint8Array {
  const { size } = fstatSync(descriptor);
  if (size > limit) throw new FileTooLargeError(size);
  const bytes = Buffer.allocUnsafeSlow(size);
  let length = 0;
  while (length < size) {
    const more = readSync(descriptor, bytes, length, size - length, length);
    // Somebody has shortened the file meanwhile.
    if (more === 0) break;
    length += more;
  }
  return bytes.subarray(0, length);
}

function kindOf(entry: Dirent): FolderEntry['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}

function kindOfLink(folder: string, entry: Dirent): FolderEntry['kind'] {
  const target = statSync(path.join(folder, entry.name), { throwIfNoEntry: false });
  if (!target) return 'broken link';
  if (target.isDirectory()) return 'linked folder';
  return target.isFile() ? 'file' : 'other';
}

/** The `code` that Node gives to errors of the operating system, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
