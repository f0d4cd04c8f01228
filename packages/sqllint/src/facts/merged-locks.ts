import { lockModes } from './lock-modes.ts';
import type { LockEffect, LockMode, Work } from './lock-modes.ts';

const works: readonly Work[] = ['catalog only', 'row by row', 'scan', 'index build', 'rewrite'];

/** One entry for each table and each index, with the strongest lock on it and the hardest work. */
export function mergedLocks<T extends LockEffect>(effects: readonly T[]): T[] {
  const merged = new Map<string, T>();
  for (const effect of effects) {
    const key = `${effect.table} ${effect.index ?? ''}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, mode: stronger(known.mode, effect.mode), work: harder(known.work, effect.work) } : effect);
  }
  return [...merged.values()];
}

const modes: readonly LockMode[] = lockModes;

function stronger(a: LockMode, b: LockMode): LockMode {
  return modes.indexOf(a) > modes.indexOf(b) ? a : b;
}

function harder(a: Work, b: Work): Work {
  return works.indexOf(a) > works.indexOf(b) ? a : b;
}
