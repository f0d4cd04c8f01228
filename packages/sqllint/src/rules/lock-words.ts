import { blocksReads } from '../facts/lock-modes.ts';
import type { LockMode } from '../facts/lock-modes.ts';
import { enumerate } from './enumerate.ts';

/** What waits for a lock, to follow "locks the table": `against reads and writes (ACCESS EXCLUSIVE)`. */
export function against(mode: LockMode): string {
  return `against ${blocksReads(mode) ? 'reads and writes' : 'writes'} (${mode})`;
}

/** A table by its key, as a person writes it: without the schema where it is the default one. */
export function nameOfKey(key: string): string {
  return key.replace(/^public\./u, '');
}

/** `a`, `b` and `c`, each once. */
export function listOf(names: readonly string[]): string {
  return enumerate([...new Set(names)].map((name) => `\`${name}\``));
}
