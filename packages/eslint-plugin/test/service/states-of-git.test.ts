import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { git, GitProject, temporaryFolder } from '../git-project.ts';
import { lintAll, Shop, shop } from './shop.ts';

const broken = shop['src/env.ts'].replace('LOG_LEVEL', 'MAIL_URL: z.string(),\n    LOG_LEVEL');
const found = ['src/env.ts:8 no-new-required-env', 'src/env.ts:8 require-env-declaration'];
/** What is left to say without a version before: what the files say by themselves. */
const foundAlone = ['src/env.ts:8 require-env-declaration'];

/** Changes the shop in a folder, wherever that comes from. */
function breakIn(root: string): string {
  writeFileSync(path.join(root, 'src/env.ts'), broken);
  return root;
}

/** A copy of the shop's files that is not the one that tests of the same process have looked at. */
function copyOf(root: string): string {
  const copy = temporaryFolder();
  cpSync(root, copy, { recursive: true, filter: (file) => !file.endsWith('.git') });
  return copy;
}

describe('a change is found', () => {
  it('on a branch', async () => {
    expect(await lintAll(breakIn(new Shop().project.root))).toEqual(found);
  });

  it('on a detached head', async () => {
    const { project } = new Shop();
    project.git('checkout', '--quiet', '--detach');
    expect(await lintAll(breakIn(project.root))).toEqual(found);
  });

  it('in a worktree', async () => {
    const { project } = new Shop();
    const folder = path.join(temporaryFolder(), 'worktree');
    project.git('worktree', 'add', '--quiet', '-b', 'other', folder, 'main');
    expect(await lintAll(breakIn(folder))).toEqual(found);
  });

  it('in a submodule', async () => {
    const { project } = new Shop();
    project.git('checkout', '--quiet', 'main');
    const outer = new GitProject({ 'README.md': 'All of it.\n' });
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', project.root, 'shop');
    expect(await lintAll(breakIn(outer.pathOf('shop')))).toEqual(found);
  });
});

describe('only what the files say by themselves is found', () => {
  it('in a copy without git', async () => {
    expect(await lintAll(breakIn(copyOf(new Shop().project.root)))).toEqual(foundAlone);
  });

  it('where git is not installed', async () => {
    const { root } = new Shop().project;
    vi.stubEnv('PATH', temporaryFolder());
    expect(await lintAll(breakIn(root))).toEqual(foundAlone);
  });

  it('in a shallow clone', async () => {
    const folder = temporaryFolder();
    const { project } = new Shop();
    project.commit('Change').git('checkout', '--quiet', 'main');
    git(folder, 'clone', '--quiet', '--depth=1', '--branch=change', `file://${project.root}`, 'clone');
    expect(await lintAll(breakIn(path.join(folder, 'clone')))).toEqual(foundAlone);
  });

  it('before the first commit', async () => {
    const folder = copyOf(new Shop().project.root);
    git(folder, 'init', '--quiet', '--initial-branch=main');
    expect(await lintAll(breakIn(folder))).toEqual(foundAlone);
  });

  it('beside a bare repository', async () => {
    const { project } = new Shop();
    const folder = copyOf(project.root);
    git(folder, 'clone', '--quiet', '--bare', project.root, path.join(folder, 'shop.git'));
    expect(await lintAll(breakIn(folder))).toEqual(foundAlone);
  });

  it('where the folder of git is broken', async () => {
    const { root } = new Shop().project;
    rmSync(path.join(root, '.git/objects'), { recursive: true });
    mkdirSync(path.join(root, '.git/objects'));
    expect(await lintAll(breakIn(root))).toEqual(foundAlone);
  });
});

describe('in CI, where silence would look like success, one message says that nothing was compared', () => {
  it('in a shallow clone', async () => {
    const folder = temporaryFolder();
    const { project } = new Shop();
    project.commit('Change').git('checkout', '--quiet', 'main');
    git(folder, 'clone', '--quiet', '--depth=1', '--branch=change', `file://${project.root}`, 'clone');
    vi.stubEnv('CI', 'true');
    const messages = await lintAll(breakIn(path.join(folder, 'clone')));
    expect(messages.filter((message) => message.endsWith(' has no baseline'))).toHaveLength(1);
    expect(messages.filter((message) => !message.endsWith(' has no baseline'))).toEqual(foundAlone);
  });
});
