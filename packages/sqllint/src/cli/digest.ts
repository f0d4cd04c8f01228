import { createHash } from 'node:crypto';

/** 32 hexadecimal digits that stand for a text: the first half of its SHA-256. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
