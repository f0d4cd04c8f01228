/** What a change in CI is compared with, and whether the environment names it. */
export interface CiBase {
  readonly ref: string;
  /** False for a guess, which may well not be there. */
  readonly isNamed: boolean;
}

/**
 * The branch or commit that the change of this CI job is to be merged into; undefined outside of CI.
 * GitLab and GitHub name it for merge and pull requests.
 */
export function ciBase(env: Readonly<Record<string, string | undefined>>): CiBase | undefined {
  const { CI, GITHUB_BASE_REF: github, CI_MERGE_REQUEST_DIFF_BASE_SHA: gitlab } = env;
  if (CI === undefined || CI === '' || CI === 'false' || CI === '0') return undefined;
  if (gitlab !== undefined && gitlab !== '') return { ref: gitlab, isNamed: true };
  if (github !== undefined && github !== '') return { ref: `origin/${github}`, isNamed: true };
  return { ref: 'origin/HEAD', isNamed: false };
}
