import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it, onTestFinished, vi } from 'vitest';

import { commandFile, createOrders, dropChannel, folderWith, quietEnvironment } from './command.ts';

/** A command that goes on. */
class Watching {
  readonly #process: ChildProcessWithoutNullStreams;
  /** What it has printed since the last time somebody asked. */
  #printed = '';

  constructor(cwd: string, ...args: readonly string[]) {
    this.#process = spawn(process.execPath, [commandFile, '--watch', ...args], { cwd, env: quietEnvironment() });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.on('data', (data: Buffer) => (this.#printed += data.toString()));
    }
    onTestFinished(() => void this.#process.kill('SIGKILL'));
  }

  /** Waits until it prints this and waits again, in any order: these come through two pipes. */
  async says(text: string): Promise<void> {
    const wanted = [text, 'sqllint: Watching for changes. Press Ctrl-C to stop.\n'];
    await vi.waitFor(() => {
      for (const part of wanted) expect(this.#printed).toContain(part);
    }, 20_000);
    this.#printed = '';
  }

  /** Presses Ctrl-C. @returns by which signal the process ended */
  async stop(): Promise<NodeJS.Signals | null> {
    const ended = new Promise<NodeJS.Signals | null>((resolve) => this.#process.once('exit', (_code, signal) => resolve(signal)));
    this.#process.kill('SIGINT');
    return ended;
  }
}

it('judges again what changes, comes and goes, through mistakes, until Ctrl-C', async () => {
  const cwd = folderWith({ ...createOrders, 'sqllint.config.json': '{}' });
  const watching = new Watching(cwd, 'migrations');
  await watching.says('1 migration, 2 statements, all analysed. Nothing to report.');

  for (const [file, text] of Object.entries(dropChannel)) writeFileSync(join(cwd, file), text);
  await watching.says('2 migrations, 4 statements, all analysed. 1 error.');

  writeFileSync(join(cwd, 'sqllint.config.json'), '{ "rulez": {} }');
  await watching.says('sqllint: sqllint.config.json: ');

  writeFileSync(join(cwd, 'sqllint.config.json'), '{ "rules": { "no-drop-column": "off" } }');
  await watching.says('2 migrations, 4 statements, all analysed. Nothing to report.');

  rmSync(join(cwd, 'migrations'), { recursive: true });
  await watching.says('sqllint: migrations');

  mkdirSync(join(cwd, 'migrations'));
  for (const [file, text] of Object.entries(createOrders)) writeFileSync(join(cwd, file), text);
  await watching.says('1 migration, 2 statements, all analysed. Nothing to report.');

  expect(await watching.stop()).toBe('SIGINT');
});
