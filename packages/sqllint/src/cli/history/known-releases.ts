import { dirname, resolve } from 'node:path';

import type { MigrationSet } from '../../migrations/migration.ts';
import { count } from '../../report/count.ts';
import { nearest } from '../../text/nearest.ts';
import type { JudgeRequest } from '../lint-options.ts';
import { shownPath } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';
import { CommittedFiles } from '../../git/committed-files.ts';
import type { VersionBefore } from '../../contract-before-deploy.ts';
import { ciBase } from '../../git/ci-base.ts';
import { filesSince, GitError, mergeBase, NoGitError, repositoryOf, textAt } from '../../git/git.ts';
import { releaseOfFiles, releaseThrough } from './releases.ts';
import type { Release } from './releases.ts';

/** What is known of earlier releases. */
export interface KnownReleases {
  /** Nothing where it is not known what has shipped. */
  readonly of: ReadonlyMap<MigrationSet, Release>;
  /** Set when sqllint knows better than it was told: a sentence for the user. */
  readonly note?: string;
}

const nothing: KnownReleases = { of: new Map() };

/**
 * Finds out what has shipped: what the command line says, else in CI what is in the branch that
 * the change goes to.
 *
 * @throws {UsageError} when what the command line says cannot be found
 */
export function knownReleases(request: JudgeRequest, sets: readonly MigrationSet[], env: Readonly<Record<string, string | undefined>>): KnownReleases {
  const { history } = request;
  if (history === 'all') return nothing;
  if (history !== undefined && 'appliedThrough' in history) return through(history.appliedThrough, sets);
  if (history !== undefined) {
    try {
      return { of: since(history.since, sets, request).releases };
    } catch (error) {
      if (error instanceof NoGitError) throw new UsageError(`--since: ${error.message} Or name the last shipped migration with --applied-through.`);
      if (error instanceof GitError) throw new UsageError(`--since: ${error.message}`);
      throw error;
    }
  }
  // Who names a file wants to hear of it.
  const base = request.stdin === undefined && sets.every(({ selected }) => selected === undefined) ? ciBase(env) : undefined;
  const inGit = base && sets.filter((set) => set.migrations.length > 0 && repositoryOf(set.root) !== undefined);
  return base === undefined || inGit === undefined || inGit.length === 0 ? nothing : sinceCiBase(base, inGit, request);
}

function sinceCiBase({ ref, isNamed }: NonNullable<ReturnType<typeof ciBase>>, sets: readonly MigrationSet[], request: JudgeRequest): KnownReleases {
  try {
    const { releases, commit } = since(ref, sets, request);
    const all = sets.reduce((sum, { migrations }) => sum + migrations.length, 0);
    const old = [...releases.values()].reduce((sum, { shipped = [], changed = {} }) => sum + shipped.length - Object.keys(changed).length, 0);
    const here = `the merge base with ${ref} (${commit.slice(0, 7)})`;
    return { of: releases, note: `This is CI, so only what changed since ${here} is judged: ${all - old} of ${count(all, 'migration')}. Say --all to judge all.` };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // Judging all is what happens outside of CI as well; only who could expect less has to hear of it.
    return isNamed ? { ...nothing, note: `This is CI, and all migrations are judged. ${error.message} Say --all if all is what you want.` } : nothing;
  }
}

function since(ref: string, sets: readonly MigrationSet[], { workspace, settings }: JudgeRequest): { readonly releases: Map<MigrationSet, Release>; readonly commit: string } {
  const byRepository = new Map<string, MigrationSet[]>();
  for (const set of sets) {
    const repository = repositoryOf(set.root);
    if (repository === undefined) throw new GitError(`${shownPath(set.root)} is in no git repository. Name the last shipped migration with --applied-through instead.`);
    byRepository.set(repository, [...(byRepository.get(repository) ?? []), set]);
  }
  const releases = new Map<MigrationSet, Release>();
  let commit = '';
  for (const [repository, own] of byRepository) {
    commit = mergeBase(repository, ref);
    const states = filesSince(repository, commit, foldersOf(own));
    const files = {
      stateOf: (file: string) => states.get(resolve(file)),
      textOf: (file: string) => textAt(repository, commit, file),
    };
    const looksAtCode = workspace !== false && settings?.workspace !== false;
    const before = looksAtCode ? { before: versionBefore(repository, commit) } : {};
    for (const set of own) releases.set(set, { ...releaseOfFiles(set, files), ...before });
  }
  return { releases, commit };
}

function versionBefore(repository: string, commit: string): VersionBefore {
  const files = new CommittedFiles(repository, commit);
  return Object.assign(files, { shown: (path: string) => shownPath(files.fileOf(path)) });
}

function foldersOf(sets: readonly MigrationSet[]): string[] {
  const folders = sets.flatMap(({ root, migrations }) => [
    ...(migrations.length === 0 ? [root] : []),
    ...migrations.flatMap(({ up, down }) => [dirname(up.file), ...(down ? [dirname(down.file)] : [])]),
  ]);
  return [...new Set(folders)];
}

function through(typed: string, sets: readonly MigrationSet[]): KnownReleases {
  const releases = new Map<MigrationSet, Release>();
  for (const set of sets) {
    const last = set.migrations.findIndex(({ id }) => id === typed);
    if (last >= 0) releases.set(set, releaseThrough(set, last));
  }
  if (releases.size > 0 || sets.every(({ migrations }) => migrations.length === 0)) return { of: releases };
  const migrations = sets.flatMap((set) => set.migrations);
  const guess = migrations.find(({ version }) => version === typed)?.id ?? nearest(typed, migrations.map(({ id }) => id));
  const advice = guess === undefined ? 'A migration is named by its id, which is in the report.' : `Did you mean ${guess}?`;
  throw new UsageError(`--applied-through: There is no migration “${typed}”. ${advice}`);
}
