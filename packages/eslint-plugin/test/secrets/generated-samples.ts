import { charactersOf } from '../../src/secrets/alphabets.ts';
import type { Check } from '../../src/secrets/checksums.ts';
import { crc32InBase62 } from '../../src/secrets/checksums.ts';
import type { Segment } from '../../src/secrets/shape.ts';
import { parseShape } from '../../src/secrets/shape.ts';

/** Numbers from 0 to 1 that are the same in every run (Mulberry32), so that a failing sample fails again. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomText(characters: string, length: number, random: () => number): string {
  return Array.from({ length }, () => characters.charAt(Math.floor(random() * characters.length))).join('');
}

/** One token for every way to write a shape, drawn at random: no secret stands in a file of ours. */
export function tokensOf(shape: string, random: () => number): string[] {
  return parseShape(shape).map((segments) => segments.map((segment) => draw(segment, random)).join(''));
}

function draw(segment: Segment, random: () => number): string {
  if (segment.type === 'literal') return segment.text;
  const length = segment.max === segment.min ? segment.min : Math.min(segment.max, Math.max(segment.min, 40));
  // The signs of wide alphabets are rare in real tokens, and end a word where they come last.
  const letters = charactersOf(segment.alphabet);
  const plain = letters.replace(/[^A-Za-z0-9]/g, '');
  return randomText(plain, 1, random) + randomText(letters, Math.max(0, length - 2), random) + (length > 1 ? randomText(plain, 1, random) : '');
}

/** The token with the checksum that its provider would have put in, or as it is where none is known how to make. */
export function withChecksum(check: Check | undefined, token: string): string {
  return check === 'crc32-base62' ? token.slice(0, -6) + crc32InBase62(token.slice(-36, -6)) : token;
}
