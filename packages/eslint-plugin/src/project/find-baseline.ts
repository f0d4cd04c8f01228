import { dirname, resolve } from 'node:path';
import { askGit, ciBase, GitError, isCi, mergeBase, repositoryOf } from 'sqllint/git';
import { Baseline } from './baseline.ts';
import { defaultBranches, stampOfRefs } from './ref-stamp.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Why there is nothing to compare with: a sentence or two that say what is wrong and what to do. */
export interface NoBaseline {
  readonly reason: string;
  /** Whether this is a run in CI, where nobody would see that nothing was compared. */
  readonly isCi: boolean;
}

/** The name that stands for the newest tag that the work at hand is based on. */
const latestTag = 'latest-tag';

interface Known {
  readonly stamp: string;
  /** The baseline, or why there is none. */
  readonly answer: Baseline | string;
}

const known = new Map<string, Known>();
/** Those of the same commit share what was read of it. */
const baselines = new Map<string, Baseline>();
/** An editor runs for weeks, and reads what is forgotten again. */
const remembered = 8;

/**
 * Finds the state that changes of a file are compared with. The first that is there decides: the environment variable
 * `DELIVERY_BASELINE`, the setting, what the CI service says the change is to be merged into, the default branch. Of a
 * branch it is the commit at which the work at hand left it.
 *
 * The answer is kept until git's own files say that something has moved.
 *
 * @param file absolute; need not exist
 * @param setting a branch, tag or commit, or `latest-tag`
 * @param env the environment of the process
 */
export function findBaseline(file: string, setting: string | undefined, env: Environment = process.env): Baseline | NoBaseline {
  const repository = repositoryOf(dirname(resolve(file)));
  if (repository === undefined) return { reason: 'This folder is in no git repository. Lint a clone rather than a copy of the files.', isCi: isCi(env) };
  const { DELIVERY_BASELINE: variable } = env;
  const wanted = variable === undefined || variable === '' ? setting : variable;
  const candidates = wanted === undefined ? unasked(env) : [wanted];
  const key = JSON.stringify([repository, candidates]);
  const stamp = stampOfRefs(repository);
  const before = known.get(key);
  const answer = before?.stamp === stamp ? before.answer : firstOf(repository, candidates);
  remember(known, key, { stamp, answer });
  return answer instanceof Baseline ? answer : { reason: answer, isCi: isCi(env) };
}

/** What to compare with when nobody has said it. A named branch is the one, even if it is not there. */
function unasked(env: Environment): readonly string[] {
  const base = isCi(env) ? ciBase(env) : undefined;
  return base?.isNamed === true ? [base.ref] : defaultBranches;
}

function firstOf(repository: string, candidates: readonly string[]): Baseline | string {
  try {
    const wanted = candidates.length === 1 ? candidates : candidates.filter((ref) => isCommit(repository, ref));
    const [ref] = wanted;
    if (ref === undefined) {
      return 'There is no default branch to compare with: neither origin/HEAD nor main nor master. Name a branch or tag as settings.delivery.baseline.';
    }
    const commit = mergeBase(repository, ref === latestTag ? newestTag(repository) : ref);
    const name = `${repository}\0${commit}`;
    let baseline = baselines.get(name);
    baseline ??= new Baseline(repository, commit);
    remember(baselines, name, baseline);
    return baseline;
  } catch (error) {
    if (error instanceof GitError) return error.message;
    throw error;
  }
}

function remember<T>(things: Map<string, T>, key: string, thing: T): void {
  things.delete(key);
  things.set(key, thing);
  for (const oldest of things.keys()) {
    if (things.size <= remembered) return;
    things.delete(oldest);
  }
}

function isCommit(repository: string, ref: string): boolean {
  return askGit(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]) !== undefined;
}

function newestTag(repository: string): string {
  const tag = askGit(repository, ['describe', '--tags', '--abbrev=0', 'HEAD'])?.toString('utf8').trim();
  if (tag === undefined || tag === '') throw new GitError('No tag can be reached from the work here. Fetch the tags with their history: git fetch --tags --unshallow, or fetch-depth: 0 for actions/checkout.');
  return tag;
}
