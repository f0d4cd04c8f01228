/** What a change in CI is compared with, and whether the environment names it. */
export interface CiBase {
  readonly ref: string;
  /** False for a guess, which may well not be there. */
  readonly isNamed: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What CI services call the branch that a change goes to, as their manuals have it. */
const targetBranches = [
  'GITHUB_BASE_REF',
  'BITBUCKET_PR_DESTINATION_BRANCH',
  'SYSTEM_PULLREQUEST_TARGETBRANCH',
  'BUILDKITE_PULL_REQUEST_BASE_BRANCH',
  'CHANGE_TARGET',
];

/** Whether this is a run that nobody watches, as all CI services say it. */
export function isCi({ CI }: Environment): boolean {
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
}

/**
 * The branch or commit that the change of this CI job is to be merged into; undefined outside of CI. GitLab, GitHub,
 * Bitbucket, Azure, Buildkite and Jenkins name it for merge and pull requests.
 */
export function ciBase(env: Environment): CiBase | undefined {
  if (!isCi(env)) return undefined;
  const { CI_MERGE_REQUEST_DIFF_BASE_SHA: commit } = env;
  if (commit !== undefined && commit !== '') return { ref: commit, isNamed: true };
  const branch = targetBranches.map((name) => env[name]).find((value) => value !== undefined && value !== '');
  if (branch !== undefined) return { ref: `origin/${branch.replace(/^refs\/heads\//u, '')}`, isNamed: true };
  return { ref: 'origin/HEAD', isNamed: false };
}
