/** Killed at moments that nobody chose, a run leaves nothing behind. SQLLINT_TEST_KILLS says how often each database is killed; the moments are the same every time. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { commandFile, folderWith, quietEnvironment } from '../cli/command.ts';
import { hasMariaDb, startMariaDb } from '../mysql/mariadb-server.ts';
import type { MariaDb } from '../mysql/mariadb-server.ts';
import { describeOnRealServer } from '../postgres/real-server.ts';
import type { Session } from '../postgres/real-server.ts';

const signals = ['SIGKILL', 'SIGINT', 'SIGTERM'] as const;
/** A run of the history below is over by then, or nearly. */
const longest = 4000;
const patience = { timeout: 30_000, interval: 100 };

interface Kill {
  readonly after: number;
  readonly signal: (typeof signals)[number];
}

const kills = momentsFrom(Number(env['SQLLINT_TEST_KILLS'] ?? 3));

/** By Lehmer's generator. */
function momentsFrom(count: number): Kill[] {
  let state = 20_261_124;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, () => ({ after: Math.floor(next() * longest), signal: signals[Math.floor(next() * signals.length)] ?? 'SIGKILL' }));
}

const history = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => String(index + 1).padStart(4, '0')).flatMap((number) => [
    [`migrations/${number}_table.up.sql`, `CREATE TABLE t${number} (id integer PRIMARY KEY, name varchar(40) NOT NULL);\nINSERT INTO t${number} VALUES (1, 'one');\n`],
    [`migrations/${number}_table.down.sql`, `DROP TABLE t${number};\n`],
  ]),
);

/** Starts a run, kills it, and waits until none of its processes is left. Its folder for temporary files has to be as empty as before. */
async function killed({ after, signal }: Kill, ...args: readonly string[]): Promise<void> {
  const folder = folderWith(history);
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  const child = spawn(execPath, [commandFile, 'verify', '--no-config', ...args, 'migrations'], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...quietEnvironment(), TMPDIR: temporary, XDG_CACHE_HOME: join(folder, 'cache'), NODE_DISABLE_COMPILE_CACHE: '1' },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await sleep(after);
  child.kill(signal);
  await ended;
  await expect.poll(() => processesWith(temporary), patience).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
}

/** Processes that have a text in their environment, as far as the system shows it. */
function processesWith(text: string): string[] {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc').filter((id) => {
    if (!/^\d+$/u.test(id)) return false;
    try {
      return readFileSync(`/proc/${id}/environ`, 'latin1').includes(text);
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return false;
    }
  });
}

const named = kills.map((kill) => ({ ...kill, name: `${kill.signal} after ${String(kill.after)} ms` }));

describe.each(['postgres', 'sqlite'])('a run of %s in the process', (dialect) => {
  it.each(named)('leaves nothing behind at $name', async (kill) => {
    await killed(kill, '--dialect', dialect);
  }, 60_000);
});

describeOnRealServer('a run on a server', (server) => {
  let admin: Session;
  let url: string;
  beforeAll(async () => {
    admin = await server().connect('postgres');
    const { rows } = await admin.query<{ port: string }>(`SELECT current_setting('port') AS port`);
    url = `postgres://postgres:password@127.0.0.1:${rows[0]?.port ?? ''}/postgres`;
  });
  afterAll(() => admin.end());

  it.each(named)('leaves nothing behind at $name', async (kill) => {
    await killed(kill, '--database-url', url);
    const left = async (): Promise<unknown[]> => (await admin.query(`SELECT datname::text FROM pg_database WHERE datname LIKE 'sqllint%' UNION ALL SELECT query FROM pg_stat_activity WHERE application_name LIKE 'sqllint%'`)).rows;
    await expect.poll(left, patience).toEqual([]);
  }, 90_000);
});

describe.skipIf(!hasMariaDb)('a run on MariaDB', () => {
  let server: MariaDb;
  beforeAll(async () => {
    server = await startMariaDb();
  }, 60_000);
  afterAll(() => server.stop());

  it.each(named)('leaves nothing behind at $name', async (kill) => {
    await killed(kill, '--dialect', 'mariadb', '--database-url', server.url);
    const left = (): string => server.run([`SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'sqllint%' UNION ALL SELECT user FROM mysql.user WHERE user LIKE 'sqllint%';`]).output;
    await expect.poll(left, patience).toBe('');
  }, 90_000);
});
