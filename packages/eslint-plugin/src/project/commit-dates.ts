import { askGit, GitError, repositoryOf } from 'sqllint/git';
import { stampOfRefs } from './ref-stamp.ts';

/**
 * When the work that is checked out was committed, in milliseconds. It stands for “now” where a rule compares dates, so
 * that the same commit is judged alike on every day.
 *
 * @param file absolute
 * @returns undefined where there is no commit
 */
export function commitTime(file: string): number | undefined {
  const repository = repositoryOf(file);
  if (repository === undefined) return undefined;
  const stamp = stampOfRefs(repository);
  if (head?.repository !== repository || head.stamp !== stamp) head = { repository, stamp, time: timeFrom(file, ['log', '-1', '--format=%ct', 'HEAD']) };
  return head.time;
}

let head: { readonly repository: string; readonly stamp: string; readonly time: number | undefined } | undefined;

/**
 * When a word was written into a file for the first time, as far as the history goes, in milliseconds.
 *
 * @param repository absolute
 * @param commit where the history ends
 * @param path of the file, which may have had other names
 * @returns undefined where the history is cut off
 */
export function firstWritten(repository: string, commit: string, path: string, word: string): number | undefined {
  const key = [repository, commit, path, word].join('\0');
  if (!known.has(key)) known.set(key, isWhole(repository) ? timeFrom(repository, ['log', '--follow', '--format=%ct', `-S${word}`, commit, '--', path], -1) : undefined);
  return known.get(key);
}

/** A search through a whole history takes half a second, and its answer never changes. */
const known = new Map<string, number | undefined>();

function isWhole(repository: string): boolean {
  return askGit(repository, ['rev-parse', '--is-shallow-repository'])?.toString('latin1').trim() === 'false';
}

/** @param at which of the lines counts */
function timeFrom(file: string, args: readonly string[], at = 0): number | undefined {
  const repository = repositoryOf(file);
  if (repository === undefined) return undefined;
  try {
    const seconds = Number(askGit(repository, args)?.toString('latin1').trim().split('\n').at(at) ?? Number.NaN);
    return seconds > 0 ? seconds * 1000 : undefined;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
