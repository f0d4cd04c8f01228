import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Why git could not say what was asked. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** There is no git at all. */
export class NoGitError extends GitError {
  constructor() {
    super('git is not installed, or not on the PATH. Install it.');
  }
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
  return askGit(repository, args)?.toString('utf8');
}

/**
 * Runs git in a repository and waits for it.
 *
 * @param input what git reads, for commands such as `cat-file --batch`
 * @returns what it prints; undefined when it fails
 * @throws {NoGitError} when there is no git
 */
export function askGit(repository: string, args: readonly string[], input?: string): Buffer | undefined {
  const { error, status, stdout } = spawnSync('git', ['-C', repository, ...args], {
    env: { ...withoutPlaces(process.env), GIT_LITERAL_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0' },
    maxBuffer: 512 * 1024 * 1024,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
    ...(input === undefined ? {} : { input }),
  });
  if (error && 'code' in error && error.code === 'ENOENT') throw new NoGitError();
  return error === undefined && status === 0 ? stdout : undefined;
}

/** What a hook of git sets is about the repository that it runs for, which may be another one. */
function withoutPlaces(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|PREFIX|NAMESPACE|OBJECT_DIRECTORY)$/u.test(name)));
}
