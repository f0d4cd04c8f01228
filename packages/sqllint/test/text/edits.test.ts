import { describe, expect, it } from 'vitest';

import { applyEdits, overlap } from '../../src/text/edits.ts';

describe('applyEdits', () => {
  it('makes all of them, whatever their order', () => {
    const edits = [
      { start: 4, end: 5, text: 'E' },
      { start: 0, end: 0, text: '>' },
      { start: 1, end: 3, text: '' },
    ];
    expect(applyEdits('abcdef', edits)).toBe('>adEf');
    expect(applyEdits('abcdef', [...edits].reverse())).toBe('>adEf');
  });

  it('inserts in front of what goes at the same place', () => {
    expect(applyEdits('abc', [{ start: 1, end: 2, text: '' }, { start: 1, end: 1, text: 'x' }])).toBe('axc');
  });
});

describe('overlap', () => {
  it('is about characters, not about borders', () => {
    expect(overlap({ start: 0, end: 2, text: '' }, { start: 1, end: 3, text: '' })).toBe(true);
    expect(overlap({ start: 0, end: 2, text: '' }, { start: 2, end: 3, text: '' })).toBe(false);
    expect(overlap({ start: 0, end: 2, text: '' }, { start: 1, end: 1, text: 'x' })).toBe(true);
    expect(overlap({ start: 0, end: 2, text: '' }, { start: 2, end: 2, text: 'x' })).toBe(false);
  });
});
