import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { inRoot } from '../run/root.mjs';

/** A repository with the real task runner, in which pnpm and tsc only write down how they were called. */
let repository = '';

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'tasks in a path with spaces '));
  cpSync(inRoot('.dev/run'), join(repository, '.dev/run'), { recursive: true });
  cpSync(inRoot('.dev/run.mjs'), join(repository, '.dev/run.mjs'));
  write('package.json', JSON.stringify({ packageManager: 'pnpm@1.2.3+sha512.abc', engines: { node: '>=20' } }));
  write('pnpm-lock.yaml', '');
  write('pnpm-workspace.yaml', '');
  write('packages/a/package.json', '{}');
  write('.cache/pnpm/node_modules/pnpm/package.json', '{ "version": "1.2.3" }');
  writeRecorder('.cache/pnpm/node_modules/pnpm/bin/pnpm.mjs', 'pnpm');
  write('node_modules/typescript/package.json', '{ "bin": { "tsc": "./bin/tsc.mjs" } }');
  writeRecorder('node_modules/typescript/bin/tsc.mjs', 'tsc');
});
afterEach(() => {
  rmSync(repository, { recursive: true });
});

function write(file: string, content: string): void {
  mkdirSync(dirname(join(repository, file)), { recursive: true });
  writeFileSync(join(repository, file), content);
}

/** A program that notes its arguments, and ends with the exit code that the environment has for it. */
function writeRecorder(file: string, name: string): void {
  const code = [
    `import { appendFileSync } from 'node:fs';`,
    `appendFileSync(process.env.CALLS, ['${name}', ...process.argv.slice(2)].join(' ') + '\\n');`,
    `console.log('${name} was here');`,
    `process.exitCode = Number(process.env.${name}_exit ?? 0);`,
  ];
  write(file, code.join('\n'));
}

/** Runs a task and gives what it printed, how it ended, and which programs it called since the last time. */
function run(args: string[], env: Record<string, string> = {}) {
  const calls = join(repository, 'calls');
  rmSync(calls, { force: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, '.dev/run.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env, CALLS: calls },
  });
  const called = existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : [];
  return { status, stdout, stderr: stderr.split('\n').filter((line) => !line.endsWith(' was here')), called };
}

const installed = 'pnpm install --frozen-lockfile';

describe('a task', () => {
  it('installs and builds the first time, and does not install again', () => {
    expect(run(['build'])).toEqual({
      status: 0,
      stdout: '',
      stderr: ['› installing the dependencies', '› building', ''],
      called: [installed, 'tsc -b'],
    });
    expect(run(['build']).called).toEqual(['tsc -b']);
  });

  it.each(['pnpm-lock.yaml', 'package.json', 'packages/a/package.json', 'pnpm-workspace.yaml'])('installs again when %s changed', (file) => {
    run(['build']);
    appendFileSync(join(repository, file), '\n');
    expect(run(['build']).called).toEqual([installed, 'tsc -b']);
  });

  it('installs again when node_modules was deleted and came back', () => {
    run(['build']);
    rmSync(join(repository, 'node_modules/.install-stamp'));
    expect(run(['build']).called).toEqual([installed, 'tsc -b']);
  });

  it('gets what stands behind its name, whether or not the separator arrives', () => {
    run(['build']);
    expect(run(['build', '--', '--force']).called).toEqual(['tsc -b --force']);
    expect(run(['build', '--force']).called).toEqual(['tsc -b --force']);
  });

  it('ends with the exit code of a failed install, and says what to do', () => {
    expect(run(['build'], { pnpm_exit: '3' })).toMatchObject({
      status: 3,
      stderr: [
        '› installing the dependencies',
        '✗ The install failed. If a package.json was changed on purpose, run “npm run pnpm -- install” and commit pnpm-lock.yaml.',
        '',
      ],
      called: [installed],
    });
    expect(run(['build']).called).toEqual([installed, 'tsc -b']);
  });

  it('ends with the exit code of a failed build', () => {
    expect(run(['test'], { tsc_exit: '2' })).toMatchObject({
      status: 2,
      stderr: ['› installing the dependencies', '› building', '✗ The build failed.', ''],
      called: [installed, 'tsc -b'],
    });
  });

  it('keeps what it prints itself apart from what is printed on the way', () => {
    expect(run(['build']).stdout).toBe('');
    expect(run(['pnpm', '--version']).stdout).toBe('pnpm was here\n');
  });
});

describe('the task runner', () => {
  it('lists the tasks when there is none of that name', () => {
    const { status, stderr, called } = run(['tset']);
    expect(status).toBe(2);
    expect(stderr[0]).toBe('✗ There is no task named tset.');
    expect(stderr.slice(1).map((line) => line.trim().split(' ')[0])).toEqual([
      ...['start', 'test', 'build', 'lint', 'typecheck', 'generate', 'backtest', 'bench', 'new-rule', 'postgres', 'pnpm'],
      '',
    ]);
    expect(called).toEqual([]);
  });

  it('has a script in package.json for every task', () => {
    const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { scripts: Record<string, string> }; // our own package.json
    const tasks = run([]).stderr.slice(1, -1).map((line) => line.trim().split(' ')[0] ?? '');
    expect(scripts).toEqual(Object.fromEntries(tasks.map((task) => [task, `node .dev/run.mjs ${task}`])));
  });

  it('says in one line that Node is too old', () => {
    write('package.json', JSON.stringify({ packageManager: 'pnpm@1.2.3', engines: { node: '>=99' } }));
    expect(run(['build'])).toEqual({
      status: 1,
      stdout: '',
      stderr: [`This repository needs Node >=99, but this is Node ${process.versions.node}. Install a newer Node, then try again.`, ''],
      called: [],
    });
  });
});
