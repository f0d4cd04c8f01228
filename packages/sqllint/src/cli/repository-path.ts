import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * A path as the platform that hosts the repository knows it: relative to the root of the repository
 * in which the command runs, with forward slashes, so that a finding is shown at its line wherever
 * in the repository the command was started. Outside of any repository, relative to the current folder.
 */
export function repositoryPathFrom(folder: string): (path: string) => string {
  const root = repositoryRootOf(folder) ?? folder;
  return (path) => {
    const fromRoot = relative(root, resolve(folder, path));
    const shown = fromRoot === '' ? '.' : fromRoot;
    return sep === '/' ? shown : shown.replaceAll(sep, '/');
  };
}

/** The nearest folder at or above this one that is the root of a repository. */
export function repositoryRootOf(folder: string): string | undefined {
  // A folder in a clone, a file in a worktree and in a submodule.
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryRootOf(parent);
}
