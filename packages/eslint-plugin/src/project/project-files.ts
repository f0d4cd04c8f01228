import { readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { workFiles } from 'sqllint/git';

/** Folders that hold nothing of a project's own. */
const passedOver = new Set(['node_modules', '.git', 'dist', 'build', 'coverage', '.next', '.turbo', '.cache', 'vendor']);

/**
 * The files of a project: in a repository those that git knows or would add, elsewhere all that are there.
 *
 * @param root absolute
 * @param max how many are wanted at most
 * @returns paths from the root, with slashes; one more than `max` when there are more
 */
export function projectFiles(root: string, max: number): readonly string[] {
  const known = workFiles(root);
  if (known) return known.slice(0, max + 1);
  const files: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined && files.length <= max; folder = folders.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !passedOver.has(entry.name)) folders.push(path);
      else if (entry.isFile()) files.push(path);
    }
  }
  return files.sort();
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // It went away, or is not ours to read.
    return [];
  }
}
