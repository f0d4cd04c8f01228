import { blocksReads, blocksWrites } from '../../facts/lock-modes.ts';
import type { LockEffect, Work } from '../../facts/lock-modes.ts';
import type { ObservedLocks } from '../engine.ts';

/** Who has to wait while a lock is held. */
export type Waiting = 'everybody' | 'writers' | 'nobody';

const order: readonly Waiting[] = ['nobody', 'writers', 'everybody'];

export const waitingWords: Readonly<Record<Waiting, string>> = {
  everybody: 'reads and writes wait',
  writers: 'writes wait',
  nobody: 'reads and writes go on',
};

/** What is done under the lock, in one letter and in words. */
export const workWords: Readonly<Record<Work, { readonly letter: string; readonly words: string }>> = {
  'catalog only': { letter: '', words: 'changes the catalog only' },
  'row by row': { letter: 'W', words: 'writes rows' },
  scan: { letter: 'S', words: 'reads the whole table' },
  'index build': { letter: 'I', words: 'builds an index' },
  rewrite: { letter: 'R', words: 'rewrites the table' },
};

export function waitingFor({ mode }: LockEffect): Waiting {
  if (blocksReads(mode)) return 'everybody';
  return blocksWrites(mode) ? 'writers' : 'nobody';
}

/** The worst of all that statements lock; undefined where they lock nothing. */
export function worstWaiting(locks: readonly ObservedLocks[]): Waiting | undefined {
  const all = locks.flatMap(({ tables }) => tables.map(waitingFor));
  return order.findLast((waiting) => all.includes(waiting));
}

/** Whether an effect takes time by the row while somebody waits. */
export function waitsByTheRow(effect: LockEffect): boolean {
  return waitingFor(effect) !== 'nobody' && effect.work !== 'catalog only';
}
