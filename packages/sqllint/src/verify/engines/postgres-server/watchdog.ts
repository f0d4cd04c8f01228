import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { execPath } from 'node:process';

import type { LoadedPg } from './load-pg.ts';

/** Calls off what waits for this process to die. */
export interface Watchdog {
  readonly callOff: () => Promise<void>;
}

/**
 * Starts a process that waits for this one to end, however it ends, and then drops the databases of
 * the run. It is told where by its standard input, so that no password stands in a list of processes.
 */
export function startWatchdog({ url: driver }: LoadedPg, connection: string, run: string): Watchdog {
  const child = spawn(execPath, ['--input-type=module', '--eval', program], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify({ driver, connection, run })}\n`);
  child.unref();
  // Whoever is at the other end of the pipe must not keep this process alive.
  if (child.stdin instanceof Socket) child.stdin.unref();
  return {
    callOff: () =>
      new Promise((resolve) => {
        child.ref();
        child.once('exit', () => resolve());
        child.stdin.end('done\n');
        if (child.exitCode !== null || child.signalCode !== null) resolve();
      }),
  };
}

/** What the other process runs. A text, since a bundler and a compiler would change a function. */
const program = String.raw`
  let said = '';
  for await (const chunk of process.stdin) said += chunk;
  const [order, end] = said.split('\n');
  if (end !== 'done') {
    const { driver, connection, run } = JSON.parse(order);
    const { default: pg } = await import(driver);
    const client = new pg.Client({ connectionString: connection, application_name: run + '_watchdog' });
    await client.connect();
    // The server notices late that a client is gone, and a database that is being made appears when it is done.
    for (let quiet = 0; quiet < 3; ) {
      await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [run]);
      const { rows } = await client.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [run + '_']);
      for (const { datname } of rows) await client.query('DROP DATABASE IF EXISTS "' + datname + '"').catch(() => undefined);
      quiet = rows.length === 0 ? quiet + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await client.end();
  }
`;
