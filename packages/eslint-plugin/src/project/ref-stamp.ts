import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stampOf } from './file-stamp.ts';

/** Where the default branch is, as clones have it: what the server says, its usual names, and the same without a server. */
export const defaultBranches = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/** A text that changes whenever a commit, a branch or a tag does: nothing is asked of git to find that out. */
export function stampOfRefs(repository: string): string {
  const folder = gitFolder(repository);
  const common = commonFolder(folder);
  const files = [
    ...['HEAD', 'logs/HEAD'].map((name) => join(folder, name)),
    ...['packed-refs', 'FETCH_HEAD', 'shallow', 'refs/heads', 'refs/tags', 'refs/remotes/origin'].map((name) => join(common, name)),
    ...defaultBranches.map((name) => join(common, name.startsWith('origin/') ? 'refs/remotes' : 'refs/heads', name)),
  ];
  return files.map(stampOf).join();
}

/** `.git` is a folder in a clone, and a file that names one in a worktree and in a submodule. */
function gitFolder(repository: string): string {
  const place = join(repository, '.git');
  const named = /^gitdir: (.+)$/mu.exec(textOf(place))?.[1]?.trim();
  return named === undefined ? place : resolve(repository, named);
}

/** A worktree has its branches in the folder of the clone that it belongs to. */
function commonFolder(folder: string): string {
  const named = textOf(join(folder, 'commondir')).trim();
  return named === '' ? folder : resolve(folder, named);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not there, or a folder.
    return '';
  }
}
