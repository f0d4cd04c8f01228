import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file at once: who reads meanwhile, or writes the same file, reads the old one or a new
 * one. A disk that refuses is no problem of the user's: the next run judges again.
 *
 * @param parts what stands in it, one behind the other
 * @returns whether it was written
 */
export function writeWhole(file: string, parts: readonly Uint8Array[]): boolean {
  // The number of a process is its own only within one container.
  const fresh = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(fresh, Buffer.concat(parts));
    renameSync(fresh, file);
    return true;
  } catch {
    forget(fresh);
    return false;
  }
}

/** Deletes a file, if there is one and the disk lets us. */
export function forget(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It stays, and is found out to be of no use the next time, too.
  }
}
