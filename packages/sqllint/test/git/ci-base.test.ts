import { describe, expect, it } from 'vitest';

import { ciBase } from '../../src/git/ci-base.ts';

describe('the base of a change in CI', () => {
  it.each([
    ['GitHub names the branch of a pull request', { CI: 'true', GITHUB_BASE_REF: 'main' }, { ref: 'origin/main', isNamed: true }],
    ['GitLab names the commit of a merge request', { CI: 'true', CI_MERGE_REQUEST_DIFF_BASE_SHA: '1a2b3c4' }, { ref: '1a2b3c4', isNamed: true }],
    ['Bitbucket names the branch', { CI: 'true', BITBUCKET_PR_DESTINATION_BRANCH: 'main' }, { ref: 'origin/main', isNamed: true }],
    ['Azure names the whole ref', { CI: 'true', SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/release/2' }, { ref: 'origin/release/2', isNamed: true }],
    ['Buildkite names the branch', { CI: 'true', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' }, { ref: 'origin/main', isNamed: true }],
    ['Jenkins names the branch', { CI: 'true', CHANGE_TARGET: 'main' }, { ref: 'origin/main', isNamed: true }],
    ['elsewhere it is the default branch, as a guess', { CI: '1' }, { ref: 'origin/HEAD', isNamed: false }],
    ['a push on GitHub names nothing', { CI: 'true', GITHUB_BASE_REF: '' }, { ref: 'origin/HEAD', isNamed: false }],
  ])('%s', (_, env, expected) => {
    expect(ciBase(env)).toEqual(expected);
  });

  it.each([[{}], [{ CI: '' }], [{ CI: 'false' }], [{ CI: '0', GITHUB_BASE_REF: 'main' }]])('is unknown where there is no CI: %j', (env) => {
    expect(ciBase(env)).toBeUndefined();
  });
});
