import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { onTestFinished, vi } from 'vitest';

// A process starts in a third of a second, but not on a machine that is busy.
vi.setConfig({ testTimeout: 30_000 });

/** The built command, as npm links it. */
export const commandFile = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command as a process of its own and waits for its end. Neither stream is a terminal. */
export function sqllint(args: readonly string[], { cwd, input, env }: RunOptions): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandFile, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...quietEnvironment(), ...env },
    input: input ?? '',
    timeout: 60_000,
  });
  return { code: status, stdout, stderr };
}

/** This process's environment without what would turn colours on or off, and without the CI that the tests may run in. */
export function quietEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...rest } = process.env;
  return rest;
}

/** A folder with these files that is deleted after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sqllint-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A migration that nothing is wrong with. */
export const createOrders = {
  'migrations/0001_create_orders.up.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, channel text NOT NULL);\n',
  'migrations/0001_create_orders.down.sql': 'DROP TABLE orders;\n',
};

/** After `createOrders`: one error, of the up script. */
export const dropChannel = {
  'migrations/0002_drop_channel.up.sql': 'ALTER TABLE orders DROP COLUMN channel;\n',
  'migrations/0002_drop_channel.down.sql': 'ALTER TABLE orders ADD COLUMN channel text NOT NULL;\n',
};

/** After `createOrders`: one warning. */
export const deleteOrders = {
  'migrations/0003_delete_orders.up.sql': "DELETE FROM orders WHERE channel = 'fax';\n",
  'migrations/0003_delete_orders.down.sql': 'SELECT 1;\n',
};
