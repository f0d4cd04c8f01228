import type { Connection, RowDataPacket } from 'mysql2/promise';
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { execPath } from 'node:process';
import type { Writable } from 'node:stream';

import { EngineError } from '../../engine.ts';
import type { LoadedMysql } from './load-mysql.ts';
import type { ServerAddress } from './server-address.ts';

type Cleaner = ChildProcessByStdio<Writable, null, null>;

/** What stands in the database beside a scratch database, and says that sqllint made both. */
const marker = 'made_by_sqllint';

/** A database that is ours alone, with an account that can reach nothing else. */
export class Scratch {
  readonly database: string;
  /** How the account of the scratch database signs in. */
  readonly account: ServerAddress & { readonly database: string };
  readonly version: string;
  readonly #admin: Connection;
  readonly #cleaner: Cleaner;

  private constructor(admin: Connection, cleaner: Cleaner, version: string, database: string, account: ServerAddress) {
    this.#admin = admin;
    this.#cleaner = cleaner;
    this.version = version;
    this.database = database;
    this.account = { ...account, database };
  }

  /**
   * Makes a database and an account with random names, after removing those of runs that ended
   * without doing so.
   * @throws {EngineError} when the server cannot be reached, or does not let us
   */
  static async make({ createConnection, entry }: LoadedMysql, address: ServerAddress): Promise<Scratch> {
    const admin = await createConnection(address).catch((error: unknown) => {
      throw new EngineError(`The database server cannot be reached: ${reasonOf(error)}.`);
    });
    const name = `sqllint_verify_${randomBytes(8).toString('hex')}`;
    const password = randomBytes(16).toString('hex');
    const account = { ...address, user: accountOf(name), password };
    // Whoever cleans up is there before there is anything to clean up.
    const cleaner = startCleaner(entry, address, cleanUp(name));
    try {
      // As long as this connection lives, the lock tells other runs that somebody is at work here.
      await admin.query(`DO GET_LOCK('${name}', 0)`);
      await removeAbandoned(admin);
      for (const statement of [
        `CREATE DATABASE \`${name}_mark\``,
        `CREATE TABLE \`${name}_mark\`.${marker} (of_database varchar(64))`,
        `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`,
        `CREATE USER '${account.user}'@'%' IDENTIFIED BY '${password}'`,
        `GRANT ALL ON \`${name}\`.* TO '${account.user}'@'%'`,
      ]) await admin.query(statement);
      const [[row]] = await admin.query<RowDataPacket[]>('SELECT VERSION() AS version');
      return new Scratch(admin, cleaner, String(row?.['version']), name, account);
    } catch (error) {
      await admin.end();
      await endOf(cleaner);
      if (error instanceof EngineError) throw error;
      throw new EngineError(`The account of --database-url cannot make what sqllint verify needs, a database and an account of its own: ${reasonOf(error)}. Use an account that may CREATE and DROP databases, and CREATE USER, on a server that is not production's.`);
    }
  }

  /** Stops what another session of ours runs. */
  async stop(session: number): Promise<void> {
    await this.#admin.query(`KILL QUERY ${String(session)}`);
  }

  async remove(): Promise<void> {
    await this.#admin.end();
    await endOf(this.#cleaner);
  }
}

/** Names of accounts are short: 32 characters in MySQL. */
function accountOf(database: string): string {
  return database.replace('sqllint_verify_', 'sqllint_');
}

function cleanUp(database: string): string[] {
  return [`DROP DATABASE IF EXISTS \`${database}\``, `DROP USER IF EXISTS '${accountOf(database)}'@'%'`, `DROP DATABASE IF EXISTS \`${database}_mark\``];
}

/** What a run has left that could not even start its cleaner's work: where the marker stands and nobody holds the lock. */
async function removeAbandoned(admin: Connection): Promise<void> {
  const [rows] = await admin.query<RowDataPacket[]>(`SELECT table_schema AS name FROM information_schema.tables WHERE table_name = '${marker}'`);
  for (const row of rows) {
    const name = /^(sqllint_verify_[0-9a-f]{16})_mark$/u.exec(String(row['name']))?.[1];
    if (name === undefined) continue;
    const [[lock]] = await admin.query<RowDataPacket[]>(`SELECT IS_FREE_LOCK('${name}') AS free`);
    if (lock?.['free'] === 1) for (const statement of cleanUp(name)) await admin.query(statement);
  }
}

/**
 * A process that waits until this one is gone, however it goes, and then removes what it made. It
 * gets all that it has to know through its standard input, the end of which is its signal.
 */
function startCleaner(entry: string, address: ServerAddress, statements: readonly string[]): Cleaner {
  const program = `
    process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); process.on('SIGHUP', () => {});
    let text = '';
    for await (const part of process.stdin) text += part;
    const { entry, address, statements } = JSON.parse(text);
    const { createConnection } = (await import(entry)).default;
    const connection = await createConnection(address);
    // A session whose process is gone may still be at work, and then keeps tables locked.
    for (const statement of statements) await connection.query(statement).catch(() => {});
    await connection.end();`;
  const cleaner = spawn(execPath, ['--input-type=module', '--eval', program], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  cleaner.stdin.write(JSON.stringify({ entry, address, statements }));
  return cleaner;
}

async function endOf(cleaner: Cleaner): Promise<void> {
  if (cleaner.exitCode !== null) return;
  const ended = new Promise((resolve) => cleaner.once('exit', resolve));
  cleaner.stdin.end();
  await ended;
}

/** What the driver says; there is no password in it. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message || String('code' in error ? error.code : error.name)).replace(/\.$/u, '') : String(error);
}
