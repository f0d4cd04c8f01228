import { randomBytes } from 'node:crypto';

import { textOf } from '../../postgres/session.ts';
import type { PostgresSession } from '../../postgres/session.ts';

/** What the names of our databases look like: a random word for the run, and a number. */
const ourNames = '^sqllint_verify_[0-9a-f]{12}_[0-9]+$';
/** What they have as their comment, so that a name alone never decides. */
const marker = 'Scratch database of sqllint verify; it goes when the run ends.';

/** @returns what the names of all databases of one run begin with, and what its sessions call themselves */
export function newRunName(): string {
  return `sqllint_verify_${randomBytes(6).toString('hex')}`;
}

/** The databases of one run: it drops those that it made, and no others. */
export class Scratch {
  readonly #admin: PostgresSession;
  readonly #run: string;
  readonly #strategy: string;
  readonly #made = new Set<string>();
  #count = 0;

  /**
   * @param admin a session in a database that is left alone
   * @param run as `newRunName` gives it
   * @param version the server's major version
   */
  constructor(admin: PostgresSession, run: string, version: number) {
    this.#admin = admin;
    this.#run = run;
    // Copying files is faster than writing every page to the log, which is what a newer server does by itself.
    this.#strategy = version >= 15 ? ' STRATEGY file_copy' : '';
  }

  /** @returns the name of a new database: empty, or a copy of one of ours to which nobody is connected */
  async create(copyOf = 'template0'): Promise<string> {
    const name = `${this.#run}_${String(++this.#count)}`;
    await this.#createAs(name, copyOf);
    return name;
  }

  /** Puts a copy in the place of a database. Nobody may be connected to either. */
  async replace(name: string, copyOf: string): Promise<void> {
    await this.drop(name);
    await this.#createAs(name, copyOf);
  }

  async drop(name: string): Promise<void> {
    if (!this.#made.has(name)) throw new Error(`${name} is no database of this run.`);
    await this.#admin.query(`DROP DATABASE IF EXISTS ${name}`);
    this.#made.delete(name);
  }

  async dropAll(): Promise<void> {
    for (const name of [...this.#made]) await this.drop(name);
  }

  /** Drops what runs left behind that were killed together with everything that would have cleaned up after them. */
  async dropLeftovers(): Promise<void> {
    const leftovers = await this.#admin.query(`
      SELECT d.datname::text AS name FROM pg_database d
      WHERE d.datname ~ '${ourNames}' AND d.datdba = (SELECT oid FROM pg_roles WHERE rolname = current_user)
        AND coalesce(shobj_description(d.oid, 'pg_database'), '${marker}') = '${marker}'
        AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.application_name <> '' AND d.datname LIKE replace(a.application_name, '_', '\\_') || '\\_%')
        AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)`);
    for (const row of leftovers) await this.#admin.query(`DROP DATABASE IF EXISTS ${textOf(row, 'name')}`);
  }

  async #createAs(name: string, template: string): Promise<void> {
    // It is ours from the moment at which somebody else could see it.
    this.#made.add(name);
    await this.#admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}${this.#strategy}`);
    await this.#admin.query(`COMMENT ON DATABASE ${name} IS '${marker}'`);
  }
}
