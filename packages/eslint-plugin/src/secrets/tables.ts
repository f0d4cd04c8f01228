import type { Secret } from './secret.ts';
import { slotKindOf } from './slot-names.ts';

/** So many secrets of one name nobody writes into a file; so many records with an identifier somebody exports. */
const MOST_OF_A_NAME = 50;

/** Lowers what is a column of data: generated values, each another, under one name over and over. */
export function lowerColumns(secrets: readonly Secret[], text: string): readonly Secret[] {
  if (secrets.length <= MOST_OF_A_NAME) return secrets;
  const valuesOf = new Map<string, Set<string>>();
  for (const secret of secrets) {
    if (!isOfColumn(secret)) continue;
    const values = valuesOf.get(secret.name) ?? new Set();
    valuesOf.set(secret.name, values.add(text.slice(secret.start, secret.end)));
  }
  return secrets.map((secret) => (isOfColumn(secret) && (valuesOf.get(secret.name)?.size ?? 0) > MOST_OF_A_NAME ? { ...secret, confidence: 'low' } : secret));
}

function isOfColumn(secret: Secret): secret is Secret & { readonly name: string } {
  return secret.name !== undefined && secret.kind.startsWith('generic');
}

const PAIR = String.raw`["']?([\w.-]{1,80})["']?\s{0,4}[:=]\s{0,4}["']?([0-9a-f]{8,128})["']?`;
const PAIR_BEFORE = new RegExp(String.raw`${PAIR},?\s{1,40}["']?[\w.-]{1,80}["']?\s{0,4}[:=]\s{0,4}["']?$`);
const PAIR_BEHIND = new RegExp(String.raw`["']?,?\s{1,40}${PAIR}`, 'y');

/** Whether hexadecimal digits stand in a table of digests: the key beside promises no secret, and has as many of them. */
export function isInTableOfDigests(text: string, start: number, end: number): boolean {
  if (!/^[0-9a-f]{8,128}$/.test(text.slice(start, end))) return false;
  PAIR_BEHIND.lastIndex = end;
  const pairs = [PAIR_BEFORE.exec(text.slice(Math.max(0, start - 400), start)), PAIR_BEHIND.exec(text)];
  return pairs.some((pair) => pair?.[2]?.length === end - start && slotKindOf(pair[1] ?? '') === undefined);
}
