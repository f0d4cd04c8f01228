import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Programs of the Debian packages mariadb-server-core and mariadb-client-core. */
const programs = ['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db', '/usr/bin/mariadb'];

/** Whether a MariaDB is installed that a test can start. */
export const hasMariaDb = programs.every((program) => existsSync(program));

/** An error that the server reported for one line of a script. */
export interface ServerError {
  readonly code: number;
  readonly message: string;
}

/** A server of its own, which listens on a socket in a temporary folder and nowhere else. */
export interface MariaDb {
  /** The server's version: `10.11.18`. */
  readonly version: string;
  /** How a driver reaches it. */
  readonly url: string;
  /** Runs a script, each line by itself, past all errors; gives what was printed, and the errors by line, from 1. */
  run(lines: readonly string[]): { readonly output: string; readonly errors: ReadonlyMap<number, ServerError> };
  stop(): Promise<void>;
}

/** Starts a server with an empty data folder. */
export async function startMariaDb(): Promise<MariaDb> {
  const folder = mkdtempSync(join(tmpdir(), 'sqllint-mariadb-'));
  const data = join(folder, 'data');
  const socket = join(folder, 's');
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const made = spawnSync('/usr/bin/mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...user], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr}`);
  const server = spawn('/usr/sbin/mariadbd', ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, '--skip-networking', '--innodb-buffer-pool-size=16M', '--debug-no-sync', ...user], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.on('exit', () => { resolve(); }));
  const client = (input: string) => spawnSync('/usr/bin/mariadb', ['--no-defaults', '--batch', '--raw', '--force', '--skip-column-names', `--socket=${socket}`, '--user=root'], { input, encoding: 'utf8' });
  const stop = async (): Promise<void> => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  let version = '';
  while (version === '') {
    if (server.exitCode !== null) throw new Error('The server ended before it was ready.');
    version = /^[\d.]+/u.exec(client('SELECT VERSION();').stdout)?.[0] ?? '';
    if (version === '') await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    version,
    url: `mariadb://root@localhost/?socketPath=${encodeURIComponent(socket)}`,
    run(lines) {
      const { stdout, stderr } = client(`${lines.join('\n')}\n`);
      const errors = new Map<number, ServerError>();
      for (const [, code, line, message = ''] of stderr.matchAll(/^ERROR (\d+) \([^)]*\) at line (\d+)[^:]*: (.*)$/gmu)) {
        errors.set(Number(line), { code: Number(code), message });
      }
      return { output: stdout, errors };
    },
    stop,
  };
}
