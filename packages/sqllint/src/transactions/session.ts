import type { AddEnumValue, Change, Statement } from '../changes.ts';
import { blocksWrites } from '../facts/lock-modes.ts';
import type { LockEffect } from '../facts/lock-modes.ts';

/** A lock that an earlier statement of the same transaction took and that is still held. */
export interface HeldLock extends LockEffect {
  readonly statement: Statement;
}

/**
 * What one connection remembers while a script runs: its settings, and the locks of the open
 * transaction that block writes.
 */
export class Session {
  readonly #settings = new Map<string, string>();
  readonly #localSettings = new Map<string, string>();
  #held: HeldLock[] = [];
  #addedValues: AddEnumValue[] = [];

  /** The value of a parameter as a statement set it; undefined when none did. */
  setting(name: string): string | undefined {
    return this.#localSettings.get(name) ?? this.#settings.get(name);
  }

  /** Locks that block writes, in the order in which they were taken. */
  get held(): readonly HeldLock[] {
    return this.#held;
  }

  /** Values of enums that cannot be used before the transaction is over. */
  get addedValues(): readonly AddEnumValue[] {
    return this.#addedValues;
  }

  /** The transaction, or the statement outside one, is over. */
  commit(): void {
    this.#held = [];
    this.#addedValues = [];
    this.#localSettings.clear();
  }

  /**
   * @param effects the locks that the change takes on tables which others use
   * @param inTransaction whether they are kept until the end of a transaction
   */
  remember(change: Change, statement: Statement, effects: readonly LockEffect[], inTransaction: boolean): void {
    if (change.kind === 'setParameter' && !change.lasting) {
      const settings = change.local ? this.#localSettings : this.#settings;
      // `SET LOCAL` outside a transaction has no effect.
      if (change.local && !inTransaction) return;
      // SQLite ignores this one while a transaction is open; rules may ask for what was tried.
      if (change.name === 'foreign_keys' && inTransaction) {
        settings.set('foreign_keys in vain', change.value ?? '');
        return;
      }
      if (change.name === '*') settings.clear();
      else if (change.value === undefined) settings.delete(change.name);
      else settings.set(change.name, change.value);
    }
    if (change.kind === 'addEnumValue') this.#addedValues = [...this.#addedValues, change];
    if (!inTransaction) return;
    for (const effect of effects) if (blocksWrites(effect.mode)) this.#held.push({ ...effect, statement });
    if (change.kind === 'renameTable') this.#rename(change.table.name, change.to);
  }

  /** A lock stays on the table when its name changes. */
  #rename(from: string, to: string): void {
    this.#held = this.#held.map((held) => {
      const [schema = '', name = ''] = held.table.split('.');
      return name === from ? { ...held, table: `${schema}.${to}` } : held;
    });
  }
}
