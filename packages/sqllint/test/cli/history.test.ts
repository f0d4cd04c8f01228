import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createOrders, deleteOrders, dropChannel, folderWith, sqllint } from './command.ts';

const identity = {
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@example.com',
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', env: { ...process.env, ...identity }, stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** A repository whose branch `main` has these files, with a branch `work` checked out. */
function repositoryWith(files: Readonly<Record<string, string>>): string {
  const cwd = folderWith(files);
  git(cwd, 'init', '--quiet', '--initial-branch=main');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '--quiet', '--message=Ship');
  git(cwd, 'checkout', '--quiet', '-b', 'work');
  return cwd;
}

function write(cwd: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
}

function commit(cwd: string): void {
  git(cwd, 'add', '.');
  git(cwd, 'commit', '--quiet', '--message=Work');
}

/** The migrations that were judged, each with its rules. */
function judged({ stdout }: { readonly stdout: string }): string[] {
  // It is our own document.
  const { migrations } = JSON.parse(stdout) as { migrations: { id: string; findings: { rule: string }[] }[] };
  return migrations.map(({ id, findings }) => [id, ...findings.map(({ rule }) => rule)].join(' '));
}

const json = ['--format', 'json'];

describe('--since', () => {
  it('judges what is committed, what is staged and what git has never seen', () => {
    const cwd = repositoryWith({ ...createOrders, ...dropChannel });
    expect(judged(sqllint([...json, '--since', 'main'], { cwd }))).toEqual([]);
    write(cwd, deleteOrders);
    expect(judged(sqllint([...json, '--since', 'main'], { cwd }))).toEqual(['0003_delete_orders no-delete-rows']);
    git(cwd, 'add', '.');
    expect(judged(sqllint([...json, '--since', 'main'], { cwd }))).toEqual(['0003_delete_orders no-delete-rows']);
    commit(cwd);
    expect(judged(sqllint([...json, '--since', 'main'], { cwd }))).toEqual(['0003_delete_orders no-delete-rows']);
  });

  it('counts from the merge base, whatever has happened to the branch since', () => {
    const cwd = repositoryWith(createOrders);
    git(cwd, 'checkout', '--quiet', 'main');
    write(cwd, dropChannel);
    commit(cwd);
    git(cwd, 'checkout', '--quiet', 'work');
    write(cwd, deleteOrders);
    commit(cwd);
    expect(judged(sqllint([...json, '--since', 'main'], { cwd }))).toEqual(['0003_delete_orders no-delete-rows']);
  });

  it('takes tags and commits, from any folder of the repository', () => {
    const cwd = repositoryWith(createOrders);
    git(cwd, 'tag', 'v1');
    write(cwd, dropChannel);
    commit(cwd);
    expect(judged(sqllint([...json, '--since', 'v1', '.'], { cwd: join(cwd, 'migrations') }))).toEqual(['0002_drop_channel no-drop-column']);
    expect(judged(sqllint([...json, '--since', git(cwd, 'rev-parse', 'v1'), 'migrations'], { cwd }))).toEqual(['0002_drop_channel no-drop-column']);
  });

  it('tells of a migration that was edited after it shipped, and of one that was put before others', () => {
    const cwd = repositoryWith({ ...createOrders, ...deleteOrders });
    write(cwd, { 'migrations/0001_create_orders.up.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, channel text NOT NULL, note text);\n', ...dropChannel });
    expect(judged(sqllint([...json, '--since', 'main'], { cwd }))).toEqual([
      '0001_create_orders no-edited-migration',
      '0002_drop_channel no-drop-column no-out-of-order-migration',
    ]);
  });

  it('refuses a contract with a migration of the same release', () => {
    const loosen = {
      'migrations/0002_loosen.up.sql': 'ALTER TABLE orders ALTER COLUMN channel DROP NOT NULL;\n',
      'migrations/0002_loosen.down.sql': 'ALTER TABLE orders ALTER COLUMN channel SET NOT NULL;\n',
    };
    const drop = {
      'migrations/0003_drop.up.sql': '-- sqllint-contract 0002_loosen\nALTER TABLE orders DROP COLUMN channel;\n',
      'migrations/0003_drop.down.sql': 'ALTER TABLE orders ADD COLUMN channel text;\n',
    };
    const cwd = repositoryWith(createOrders);
    write(cwd, { ...loosen, ...drop });
    expect(judged(sqllint([...json, '--since', 'main'], { cwd })).at(-1)).toBe('0003_drop no-unfounded-contract no-drop-column');
    const later = repositoryWith({ ...createOrders, ...loosen });
    write(later, drop);
    expect(judged(sqllint([...json, '--since', 'main'], { cwd: later }))).toEqual(['0003_drop']);
  });

  it.each([
    [
      'a name that there is not',
      (cwd: string) => cwd,
      'sqllint: --since: origin/mian is no commit, branch or tag of this repository. Check the name, or fetch it.\n',
    ],
    [
      'no repository',
      (cwd: string) => {
        rmSync(join(cwd, '.git'), { recursive: true });
        return cwd;
      },
      'sqllint: --since: migrations is in no git repository. Name the last shipped migration with --applied-through instead.\n',
    ],
    [
      'a shallow clone',
      (cwd: string) => {
        write(cwd, dropChannel);
        commit(cwd);
        const clone = folderWith({});
        git(clone, 'clone', '--quiet', '--depth=1', `file://${cwd}`, '.');
        return clone;
      },
      'sqllint: --since: The merge base with origin/mian is not in this clone, which is shallow. Fetch more of the history: git fetch --unshallow, or fetch-depth: 0 for actions/checkout, or GIT_DEPTH: 0 for GitLab.\n',
    ],
  ])('says in one line what is wrong: %s', (_, prepare, stderr) => {
    const cwd = prepare(repositoryWith(createOrders));
    expect(sqllint(['--since', 'origin/mian'], { cwd })).toEqual({ code: 2, stdout: '', stderr });
  });

  it('says so when there is no git', () => {
    expect(sqllint(['--since', 'main'], { cwd: repositoryWith(createOrders), env: { PATH: '' } })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'sqllint: --since: git is not installed, or not on the PATH. Install it. Or name the last shipped migration with --applied-through.\n',
    });
  });
});

describe('in CI', () => {
  const shipped = (): string => {
    const cwd = repositoryWith({ ...createOrders, ...dropChannel });
    git(cwd, 'update-ref', 'refs/remotes/origin/main', 'main');
    write(cwd, deleteOrders);
    return cwd;
  };

  it('the branch that the change goes to is what has shipped, and a line says so', () => {
    const cwd = shipped();
    const outcome = sqllint(json, { cwd, env: { CI: 'true', GITHUB_BASE_REF: 'main' } });
    expect(judged(outcome)).toEqual(['0003_delete_orders no-delete-rows']);
    expect(outcome.stderr).toBe(
      `sqllint: This is CI, so only what changed since the merge base with origin/main (${git(cwd, 'rev-parse', 'main').slice(0, 7)}) is judged: 1 of 3 migrations. Say --all to judge all.\n`,
    );
  });

  it('--all judges all', () => {
    const outcome = sqllint([...json, '--all'], { cwd: shipped(), env: { CI: 'true', GITHUB_BASE_REF: 'main' } });
    expect(outcome.stderr).toBe('');
    expect(judged(outcome)).toHaveLength(3);
  });

  it('a file that somebody names is judged', () => {
    const outcome = sqllint([...json, 'migrations/0002_drop_channel.up.sql'], { cwd: shipped(), env: { CI: 'true', GITHUB_BASE_REF: 'main' } });
    expect(outcome.stderr).toBe('');
    expect(judged(outcome)).toEqual(['0002_drop_channel no-drop-column']);
  });

  it('all are judged, and a line says so, when that branch is not in the clone', () => {
    const outcome = sqllint(json, { cwd: shipped(), env: { CI: 'true', GITHUB_BASE_REF: 'release' } });
    expect(outcome.stderr).toBe(
      'sqllint: This is CI, and all migrations are judged. origin/release is no commit, branch or tag of this repository. Check the name, or fetch it. Say --all if all is what you want.\n',
    );
    expect(judged(outcome)).toHaveLength(3);
  });

  it('all are judged where nobody names a branch, nor is there a default one', () => {
    const outcome = sqllint(json, { cwd: shipped(), env: { CI: 'true' } });
    expect(outcome.stderr).toBe('');
    expect(judged(outcome)).toHaveLength(3);
  });

  it('all are judged outside of a repository', () => {
    const outcome = sqllint(json, { cwd: folderWith({ ...createOrders, ...dropChannel }), env: { CI: 'true', GITHUB_BASE_REF: 'main' } });
    expect(outcome.stderr).toBe('');
    expect(judged(outcome)).toHaveLength(2);
  });
});

describe('--applied-through', () => {
  const files = { ...createOrders, ...dropChannel, ...deleteOrders };

  it('judges what comes behind the migration', () => {
    expect(judged(sqllint([...json, '--applied-through', '0002_drop_channel'], { cwd: folderWith(files) }))).toEqual(['0003_delete_orders no-delete-rows']);
  });

  it('judges a folder in which there is no such migration as a whole', () => {
    const other = { 'other/0001_init.up.sql': 'CREATE TABLE a (id bigint PRIMARY KEY);', 'other/0001_init.down.sql': 'DROP TABLE a;' };
    const cwd = folderWith({ ...files, ...other });
    expect(judged(sqllint([...json, '--applied-through', '0003_delete_orders', 'migrations', 'other'], { cwd }))).toEqual(['0001_init']);
  });

  it.each([
    ['0002_drop_chanel', '--applied-through: There is no migration “0002_drop_chanel”. Did you mean 0002_drop_channel?'],
    ['0002', '--applied-through: There is no migration “0002”. Did you mean 0002_drop_channel?'],
    ['yesterday', '--applied-through: There is no migration “yesterday”. A migration is named by its id, which is in the report.'],
  ])('says what is wrong with “%s”', (typed, message) => {
    expect(sqllint(['--applied-through', typed], { cwd: folderWith(files) })).toEqual({ code: 2, stdout: '', stderr: `sqllint: ${message}\n` });
  });

  it('contradicts --since', () => {
    expect(sqllint(['--applied-through', '0001_create_orders', '--since', 'main'], { cwd: folderWith(files) }).stderr).toBe(
      'sqllint: --since and --applied-through contradict each other. Choose one.\n',
    );
  });
});
