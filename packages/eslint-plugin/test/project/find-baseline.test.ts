import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findBaseline } from '../../src/project/find-baseline.ts';
import { git, GitProject, temporaryFolder } from '../git-project.ts';

/** A repository whose branches have one commit each since they parted: `main`, `release` and `change`. */
function repository(): GitProject {
  const project = new GitProject({ 'a.ts': 'begin\n' });
  for (const branch of ['release', 'main']) {
    project.git('checkout', '--quiet', '-B', branch, 'main');
    project.write({ 'a.ts': `${branch}\n` }).commit(branch);
  }
  project.git('checkout', '--quiet', '-B', 'change', 'main');
  return project.write({ 'a.ts': 'change\n' }).commit('change');
}

/** What the baseline has of a file, or why there is none. */
function textOrReason(file: string, setting?: string, env: Record<string, string> = {}): string | undefined {
  const found = findBaseline(file, setting, env);
  return 'reason' in found ? found.reason : found.textOf(file)?.trim();
}

describe('what a change is compared with', () => {
  it('is the commit at which it left the default branch', () => {
    expect(textOrReason(repository().pathOf('a.ts'))).toBe('main');
  });

  it('is what the setting names: a branch, a tag, a commit', () => {
    const project = repository();
    project.git('tag', 'v1', 'release~1');
    const file = project.pathOf('a.ts');
    expect(textOrReason(file, 'release')).toBe('begin');
    expect(textOrReason(file, 'v1')).toBe('begin');
    expect(textOrReason(file, project.git('rev-parse', 'HEAD'))).toBe('change');
  });

  it('is the newest tag, if that is wanted', () => {
    const project = repository();
    project.git('tag', 'v1', 'release~1');
    project.git('tag', 'v2', 'main');
    expect(textOrReason(project.pathOf('a.ts'), 'latest-tag')).toBe('main');
  });

  it('is what the environment names, whatever the setting says', () => {
    expect(textOrReason(repository().pathOf('a.ts'), 'main', { DELIVERY_BASELINE: 'HEAD' })).toBe('change');
  });

  it('is in CI the branch that the change goes to', () => {
    const project = repository();
    git(project.root, 'update-ref', 'refs/remotes/origin/release', 'release');
    expect(textOrReason(project.pathOf('a.ts'), undefined, { CI: 'true', GITHUB_BASE_REF: 'release' })).toBe('begin');
  });

  it('is what the server calls its default branch, before what is usual', () => {
    const project = repository();
    git(project.root, 'update-ref', 'refs/remotes/origin/trunk', 'release');
    git(project.root, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    expect(textOrReason(project.pathOf('a.ts'))).toBe('begin');
  });

  it('is the last commit on the default branch itself', () => {
    const project = repository();
    project.git('checkout', '--quiet', 'main');
    expect(textOrReason(project.pathOf('a.ts'))).toBe('main');
  });

  it('is found again when git has moved', () => {
    const project = repository();
    expect(textOrReason(project.pathOf('a.ts'))).toBe('main');
    project.git('checkout', '--quiet', '-B', 'main', 'change');
    expect(textOrReason(project.pathOf('a.ts'))).toBe('change');
  });
});

describe('where git is not as usual', () => {
  it('a detached head has the same baseline', () => {
    const project = repository();
    project.git('checkout', '--quiet', '--detach');
    expect(textOrReason(project.pathOf('a.ts'))).toBe('main');
  });

  it('a worktree has the branches of its clone', () => {
    const project = repository();
    const folder = path.join(temporaryFolder(), 'tree');
    project.git('worktree', 'add', '--quiet', '-b', 'other', folder, 'release');
    expect(textOrReason(path.join(folder, 'a.ts'))).toBe('begin');
  });

  it('a submodule has a history of its own', () => {
    const library = repository();
    library.git('checkout', '--quiet', 'main');
    const project = new GitProject({ 'a.ts': 'outside\n' });
    project.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'library');
    expect(textOrReason(project.pathOf('library/a.ts'))).toBe('main');
    expect(textOrReason(project.pathOf('a.ts'))).toBe('outside');
  });

  it('a shallow clone has none, and the reason says how to get one', () => {
    const folder = temporaryFolder();
    git(folder, 'clone', '--quiet', '--depth=1', '--branch=change', `file://${repository().root}`, 'clone');
    expect(textOrReason(path.join(folder, 'clone/a.ts'), undefined, { CI: 'true', GITHUB_BASE_REF: 'main' })).toBe(
      'The merge base with origin/main is not in this clone, which is shallow. Fetch more of the history: git fetch --unshallow, or fetch-depth: 0 for actions/checkout, or GIT_DEPTH: 0 for GitLab.',
    );
  });

  it('a folder without a repository has none', () => {
    expect(textOrReason(path.join(temporaryFolder(), 'a.ts'))).toBe('This folder is in no git repository. Lint a clone rather than a copy of the files.');
  });

  it('a repository without a commit, a default branch or such a tag has none', () => {
    const folder = temporaryFolder();
    git(folder, 'init', '--quiet', '--initial-branch=main');
    expect(textOrReason(path.join(folder, 'a.ts'))).toBe(
      'There is no default branch to compare with: neither origin/HEAD nor main nor master. Name a branch or tag as settings.delivery.baseline.',
    );
    expect(textOrReason(path.join(folder, 'a.ts'), 'latest-tag')).toBe(
      'No tag can be reached from the work here. Fetch the tags with their history: git fetch --tags --unshallow, or fetch-depth: 0 for actions/checkout.',
    );
    expect(textOrReason(path.join(folder, 'a.ts'), 'v7')).toBe('v7 is no commit, branch or tag of this repository. Check the name, or fetch it.');
  });

  it('a broken repository has none', () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, '.git'));
    expect(textOrReason(path.join(folder, 'a.ts'), 'main')).toBe('main is no commit, branch or tag of this repository. Check the name, or fetch it.');
  });

  it('without git there is none', () => {
    const file = repository().pathOf('a.ts');
    vi.stubEnv('PATH', temporaryFolder());
    expect(textOrReason(file, 'release')).toBe('git is not installed, or not on the PATH. Install it.');
  });

  it('a hook of another repository does not lead astray', () => {
    const file = repository().pathOf('a.ts');
    vi.stubEnv('GIT_DIR', new GitProject({}).pathOf('.git'));
    expect(textOrReason(file, 'main')).toBe('main');
  });
});
