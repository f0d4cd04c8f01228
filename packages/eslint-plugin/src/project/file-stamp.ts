import { statSync } from 'node:fs';

/** What tells one state of a file or folder from the next, without reading it; `missing` where there is none. */
export function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : 'missing';
}
