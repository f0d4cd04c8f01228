import { describe, expect, it } from 'vitest';

import { isAscii, mapFromBytes, mapFromCodePoints } from '../../src/text/byte-offsets.ts';

/** One character of each length in UTF-8: 1, 2, 3 and 4 bytes; the last has two UTF-16 units. */
const text = 'aé€😀z';

describe('offsets of UTF-8 bytes', () => {
  it('become UTF-16 units at every boundary', () => {
    const toUtf16 = mapFromBytes(text);
    expect([0, 1, 3, 6, 10, 11].map(toUtf16)).toEqual([0, 1, 2, 3, 5, 6]);
  });

  it('agree with an encoder on each character', () => {
    const toUtf16 = mapFromBytes(text);
    for (let unit = 0; unit <= text.length; unit++) {
      // Between the two halves of a pair there is no boundary.
      if (unit === 4) continue;
      const bytes = new TextEncoder().encode(text.slice(0, unit)).length;
      expect(toUtf16(bytes)).toBe(unit);
    }
  });

  it('may be asked for in any order', () => {
    const toUtf16 = mapFromBytes(text);
    expect([11, 0, 6, 3, 10, 1].map(toUtf16)).toEqual([6, 0, 3, 2, 5, 1]);
  });

  it('within a character count as its end, and beyond the text as its end', () => {
    const toUtf16 = mapFromBytes(text);
    expect([2, 4, 7, 999].map(toUtf16)).toEqual([2, 3, 5, 6]);
  });

  it('are the same where all is ASCII', () => {
    expect([0, 3, 7].map(mapFromBytes('DROP x;'))).toEqual([0, 3, 7]);
  });
});

describe('offsets of code points', () => {
  it('become UTF-16 units', () => {
    expect([0, 1, 2, 3, 4, 5].map(mapFromCodePoints(text))).toEqual([0, 1, 2, 3, 5, 6]);
  });

  it('count half of a pair as a character of its own', () => {
    expect([0, 1, 2].map(mapFromCodePoints('\uD83Dz'))).toEqual([0, 1, 2]);
  });
});

it('ASCII ends before the first code unit beyond 127', () => {
  expect(isAscii('')).toBe(true);
  expect(isAscii('DROP\u007f')).toBe(true);
  expect(isAscii('DROP\u0080')).toBe(false);
});
