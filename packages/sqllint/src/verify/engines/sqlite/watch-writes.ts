import type { LockEffect, Work } from '../../../facts/lock-modes.ts';
import type { SqliteSession } from './sqlite-session.ts';

/**
 * What SQLite announces while it prepares a statement (its authorizer's action codes, as in
 * sqlite.org/c3ref/c_alter_table.html) tells the tables and the kind of work, what triggers and
 * foreign keys do included.
 */
const action = { createIndex: 1, createTrigger: 7, delete: 9, dropIndex: 10, dropTable: 11, dropTrigger: 16, insert: 18, pragma: 19, update: 23, alterTable: 26, function: 31 } as const;

const works: readonly Work[] = ['catalog only', 'row by row', 'scan', 'index build', 'rewrite'];

/** Follows which tables of before a script writes to or changes. */
export class WriteWatch {
  readonly #session: SqliteSession;
  readonly #before: ReadonlySet<string>;
  readonly #touched = new Set<string>();
  #statement = new Map<string, Work>();
  #altered: string | undefined;
  #dropped: string | undefined;

  /** @param before the tables that were there before the script, in lower case */
  constructor(session: SqliteSession, before: ReadonlySet<string>) {
    this.#session = session;
    this.#before = before;
    session.announce((code, first, second) => {
      this.#hear(code, first.toLowerCase(), second.toLowerCase());
    });
  }

  /** Tables whose rows may have changed, and those that were changed themselves. */
  get touched(): string[] {
    return [...this.#touched];
  }

  beginStatement(): void {
    this.#statement = new Map();
    this.#altered = undefined;
    this.#dropped = undefined;
  }

  /** What the statement did to tables of before. */
  endStatement(): LockEffect[] {
    return [...this.#statement].map(([table, work]) => ({ table, mode: 'RESERVED', work }));
  }

  end(): void {
    this.#session.announce(undefined);
  }

  #hear(code: number, first: string, second: string): void {
    switch (code) {
      case action.createIndex:
        this.#note(second, 'index build');
        return;
      case action.dropIndex:
      case action.createTrigger:
      case action.dropTrigger:
        this.#note(second, 'catalog only');
        return;
      case action.alterTable:
        this.#altered = second;
        this.#touched.add(second);
        this.#note(second, 'catalog only');
        return;
      case action.dropTable:
        // Its rows were said to be deleted.
        this.#statement.delete(first);
        this.#dropped = first;
        this.#touched.add(first);
        this.#note(first, 'catalog only');
        return;
      case action.insert:
      case action.update:
      case action.delete:
        if (first.startsWith('sqlite_') || first === this.#dropped) return;
        this.#touched.add(first);
        this.#note(first, 'row by row');
        return;
      case action.pragma:
        // A column with a condition is added, and the rows that are there are looked at.
        if (this.#altered !== undefined && first === 'quick_check') this.#note(this.#altered, 'scan');
        return;
      case action.function:
        if (this.#altered !== undefined && second === 'sqlite_drop_column') this.#note(this.#altered, 'rewrite');
        return;
      default:
        return;
    }
  }

  #note(table: string, work: Work): void {
    if (!this.#before.has(table)) return;
    const known = this.#statement.get(table);
    if (known === undefined || works.indexOf(work) > works.indexOf(known)) this.#statement.set(table, work);
  }
}
