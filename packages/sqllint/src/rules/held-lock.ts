import type { Statement } from '../changes.ts';
import { blocksReads } from '../facts/lock-modes.ts';
import type { Schema } from '../schema/schema.ts';
import type { HeldLock } from '../transactions/session.ts';
import type { ChangeContext } from './rule.ts';

/** The line of the statement that took the lock. */
export function lineOf({ statement }: HeldLock, { migration }: Pick<ChangeContext, 'migration'>): string {
  return String(migration.up.source.positionAt(statement.start).line);
}

/** Locks that earlier statements of the transaction took and that others wait for. */
export function locksOfOthers({ heldLocks, statement }: Pick<ChangeContext, 'heldLocks' | 'statement'>): readonly HeldLock[] {
  return heldLocks.filter((held) => held.statement !== statement);
}

/** The lock that keeps most others waiting, and of these the first. */
export function strongest(locks: readonly HeldLock[]): HeldLock | undefined {
  return locks.find(({ mode }) => blocksReads(mode)) ?? locks[0];
}

/** Whether an earlier statement already holds the table against reads, so that another such lock changes nothing. */
export function isHeldAgainstReads(table: string, context: Pick<ChangeContext, 'heldLocks' | 'statement'>): boolean {
  return locksOfOthers(context).some((held) => held.table === table && blocksReads(held.mode));
}

/** Whether the statement drops the table or view of that key: nobody waits for what is going away. */
export function drops(table: string, statement: Statement, schema: Schema): boolean {
  return statement.changes.some((change) => {
    if (change.kind === 'dropTable') return schema.resolve('relation', change.table) === `relation ${table}`;
    return change.kind === 'dropObject' && schema.resolve('relation', change.name) === `relation ${table}`;
  });
}
