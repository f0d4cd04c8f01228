import { quoteName } from '../../postgres/postgres-database.ts';
import { errorOf } from '../../postgres/run-script.ts';
import { textOf } from '../../postgres/session.ts';
import type { PostgresSession } from '../../postgres/session.ts';

/** The roles that scripts have made, by the number that the server knows them by, with their names. */
export type RoleNames = ReadonlyMap<string, string>;

/**
 * The roles that the scripts of a run make. All databases of a server share them, so that going
 * back to a copy of a database takes none away: those that were not there then are given a name
 * that no script knows, and get theirs again when a state comes back that has them. Roles of others
 * are never touched.
 */
export class RunRoles {
  readonly #admin: PostgresSession;
  readonly #run: string;
  /** What the names are now. */
  #names = new Map<string, string>();

  /** @param run what the names of everything that the run makes begin with */
  constructor(admin: PostgresSession, run: string) {
    this.#admin = admin;
    this.#run = run;
  }

  /** Runs a script, and remembers the roles that it made: those that are new, where it says CREATE and their name. */
  async watch<T>(script: string, work: () => Promise<T>): Promise<T> {
    if (!/\b(?:create|alter|drop)\s+(?:role|user|group)\b/iu.test(script)) return work();
    // Somebody else may make one at the same time.
    const isMade = (name: string): boolean => /\bcreate\s+(?:role|user|group)\b/iu.test(script) && script.toLowerCase().includes(name.toLowerCase());
    const before = await this.#all();
    const result = await work();
    const now = await this.#all();
    for (const [id, name] of now) {
      if (this.#names.has(id)) this.#names.set(id, name);
      else if (!before.has(id) && isMade(name)) this.#names.set(id, name);
    }
    for (const id of this.#names.keys()) if (!now.has(id)) this.#names.delete(id);
    return result;
  }

  /** The roles that scripts know now. */
  names(): RoleNames {
    return new Map([...this.#names].filter(([, name]) => !this.#isHidden(name)));
  }

  /** Scripts know these roles again, and no others of the run; one that is gone stays gone. */
  async goBackTo(names: RoleNames): Promise<void> {
    for (const [id, name] of this.#names) if (!this.#isHidden(name) && names.get(id) !== name) await this.#rename(id, `${this.#run}_role_${id}`);
    for (const [id, name] of names) if (this.#names.has(id) && this.#names.get(id) !== name) await this.#rename(id, name);
  }

  /** Drops them all; the databases of the run have to be gone. */
  async dropAll(): Promise<void> {
    // A role that somebody else has put to use meanwhile stays.
    for (const name of this.#names.values()) await errorOf(() => this.#admin.query(`DROP ROLE IF EXISTS ${quoteName(name)}`));
    this.#names.clear();
  }

  async #rename(id: string, name: string): Promise<void> {
    await this.#admin.query(`ALTER ROLE ${quoteName(this.#names.get(id) ?? '')} RENAME TO ${quoteName(name)}`);
    this.#names.set(id, name);
  }

  #isHidden(name: string): boolean {
    return name.startsWith(this.#run);
  }

  async #all(): Promise<Map<string, string>> {
    const rows = await this.#admin.query('SELECT oid::text AS id, rolname::text AS name FROM pg_roles');
    return new Map(rows.map((row) => [textOf(row, 'id'), textOf(row, 'name')]));
  }
}
