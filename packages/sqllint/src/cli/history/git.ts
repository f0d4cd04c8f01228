import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Why git could not say what was asked. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** The folder of the repository or worktree that a path is in; undefined outside of any. */
export function repositoryOf(path: string): string | undefined {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    // A folder in a clone, a file in a worktree and in a submodule.
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * The commit that the work here and `ref` have in common.
 * @throws {GitError} with a sentence that says why there is none, and one that says what to do
 */
export function mergeBase(repository: string, ref: string): string {
  const found = ask(repository, ['merge-base', '--end-of-options', ref, 'HEAD']);
  if (found !== undefined) return found.trim();
  if (ask(repository, ['rev-parse', '--is-shallow-repository'])?.trim() === 'true') {
    throw new GitError(
      `The merge base with ${ref} is not in this clone, which is shallow. Fetch more of the history: git fetch --unshallow, or fetch-depth: 0 for actions/checkout, or GIT_DEPTH: 0 for GitLab.`,
    );
  }
  if (ask(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]) === undefined) {
    throw new GitError(`${ref} is no commit, branch or tag of this repository. Check the name, or fetch it.`);
  }
  throw new GitError(`${ref} and the work here have no commit in common. Name a branch or tag of this history.`);
}

/** What happened to a file since a commit: it was not there then, or it was different. */
export type FileState = 'new' | 'changed';

/**
 * The files below some folders that are not as they were at a commit, by absolute path. What was
 * never added to git is new.
 */
export function filesSince(repository: string, commit: string, folders: readonly string[]): Map<string, FileState> {
  const paths = folders.map((folder) => relative(repository, resolve(folder)).replaceAll(sep, '/') || '.');
  const states = new Map<string, FileState>();
  const fields = demand(repository, ['diff', '--name-status', '--no-renames', '-z', commit, '--', ...paths]).split('\0');
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [status, path = ''] = fields.slice(at, at + 2);
    if (status !== 'D') states.set(join(repository, path), status === 'A' ? 'new' : 'changed');
  }
  for (const path of demand(repository, ['ls-files', '--others', '--full-name', '-z', '--', ...paths]).split('\0')) {
    if (path !== '') states.set(join(repository, path), 'new');
  }
  return states;
}

/** All files of a repository that git knows or would add, from its root; undefined where there is no repository. */
export function workFiles(root: string): readonly string[] | undefined {
  if (repositoryOf(root) === undefined) return undefined;
  try {
    return ask(root, ['ls-files', '--cached', '--others', '--exclude-standard', '-z'])?.split('\0').filter((path) => path !== '');
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/** The text of a file at a commit; undefined when it cannot be read. */
export function textAt(repository: string, commit: string, file: string): string | undefined {
  return ask(repository, ['show', `${commit}:${relative(repository, resolve(file)).replaceAll(sep, '/')}`]);
}

function demand(repository: string, args: readonly string[]): string {
  const answer = ask(repository, args);
  if (answer === undefined) throw new GitError(`git ${args[0] ?? ''} failed. Run git status to see what is wrong with the repository.`);
  return answer;
}

/** What git prints; undefined when it fails. */
function ask(repository: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', ['-C', repository, ...args], {
      encoding: 'utf8',
      // A name of a folder is a name, even with a star in it; looking must not take locks.
      env: { ...process.env, GIT_LITERAL_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0' },
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new GitError('git is not installed, or not on the PATH. Install it, or name the last shipped migration with --applied-through.');
    }
    return undefined;
  }
}
