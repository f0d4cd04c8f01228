import { CHARACTER_COUNT, FIRST_CHARACTER, STEPS_PER_BIT, SURPRISES } from './surprise-table.ts';

let table: Uint8Array | undefined;

/** From so many bits per character on, by `randomnessOf`, a value was hardly typed by hand. */
export const GENERATED = 8.5;

/** What a pair with a character outside printable ASCII counts: not known, so neither surprising nor expected. */
const UNKNOWN_PAIR = 5 * STEPS_PER_BIT;

/**
 * How little a text, or the part of it from `start` to `end`, looks like what people name things, in bits per character: some 3 to 5 for names, paths and words,
 * 6.5 and more for what a generator drew from letters of both cases and digits. Unlike Shannon entropy, which only counts
 * how often each character occurs, it knows that `configuration` is a word and `cgnaoituifron` is not.
 */
export function surpriseOf(text: string, start = 0, end = text.length): number {
  if (end - start < 2) return 0;
  table ??= new Uint8Array(Buffer.from(SURPRISES, 'base64'));
  let steps = 0;
  for (let index = start + 1; index < end; index += 1) {
    const from = text.charCodeAt(index - 1) - FIRST_CHARACTER;
    const to = text.charCodeAt(index) - FIRST_CHARACTER;
    const isKnown = from >= 0 && to >= 0 && from < CHARACTER_COUNT && to < CHARACTER_COUNT;
    steps += isKnown ? (table[from * CHARACTER_COUNT + to] ?? UNKNOWN_PAIR) : UNKNOWN_PAIR;
  }
  return steps / STEPS_PER_BIT / (end - start - 1);
}

/**
 * Surprise, raised by what generated values have and names have not: digits, and changes between lower case, upper case
 * and digits from one character to the next.
 *
 * @returns bits per character; from `GENERATED` on it was hardly typed by hand
 */
export function randomnessOf(text: string): number {
  let digits = 0;
  let changes = 0;
  let before = -1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const kind = code >= 48 && code <= 57 ? 0 : code >= 97 && code <= 122 ? 1 : code >= 65 && code <= 90 ? 2 : 3;
    if (kind === 0) digits += 1;
    if (before >= 0 && kind !== before) changes += 1;
    before = kind;
  }
  return surpriseOf(text) + (4 * changes) / text.length + (4 * digits) / text.length;
}
