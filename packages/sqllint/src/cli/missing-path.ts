import { lstatSync, opendirSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { nearest } from '../text/nearest.ts';
import { shownPath } from './shown-path.ts';

/** Where migration tools keep their files by default. */
const usualFolders = [
  'db/migrations',
  'database/migrations',
  'prisma/migrations',
  'supabase/migrations',
  'drizzle',
  'sql/migrations',
  'src/main/resources/db/migration',
];

/** Whether there is a file or folder, readable or not. A broken link is there. */
export function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Something is there that may not be looked at; who reads it will say so.
    return true;
  }
}

/** Whether a path is a folder with nothing in it. */
export function isEmptyFolder(path: string): boolean {
  try {
    const folder = opendirSync(path);
    try {
      return folder.readSync() === null;
    } finally {
      folder.closeSync();
    }
  } catch {
    // A file, or a folder that cannot be listed; who reads it will say so.
    return false;
  }
}

/** What to say about a path that does not exist: a sentence, and where the migrations may be instead. */
export function adviceOnMissing(path: string, isDefault: boolean): string {
  if (isDefault) {
    const found = usualFolders.find(exists);
    const example = found ?? 'path/to/migrations';
    return `There is no such folder here. Name the folder of your migrations: sqllint ${example}`;
  }
  const guess = neighbourOf(path);
  return `There is no such file or folder. ${guess === undefined ? 'Check the path.' : `Did you mean ${shownPath(guess)}?`}`;
}

function neighbourOf(path: string): string | undefined {
  const folder = dirname(path);
  try {
    const guess = nearest(basename(path), readdirSync(folder));
    return guess === undefined ? undefined : join(folder, guess);
  } catch {
    // The folder does not exist either, or cannot be listed: there is nothing to suggest.
    return undefined;
  }
}
