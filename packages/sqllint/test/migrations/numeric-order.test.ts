import { describe, expect, it } from 'vitest';

import { compareNumberLists, compareNumbers, compareText } from '../../src/migrations/numeric-order.ts';

describe('numbers of any length', () => {
  it.each([
    ['9', '10'],
    ['0009', '10'],
    ['0', '1'],
    ['9007199254740992', '9007199254740993'],
    ['20240301120000000001', '20240301120000000010'],
  ])('%s comes before %s', (left, right) => {
    expect(compareNumbers(left, right)).toBeLessThan(0);
    expect(compareNumbers(right, left)).toBeGreaterThan(0);
  });

  it.each([
    ['7', '0007'],
    ['0', '000'],
  ])('%s is %s', (left, right) => {
    expect(compareNumbers(left, right)).toBe(0);
  });
});

describe('lists of numbers', () => {
  it.each([
    ['1.9', '1.10'],
    ['1', '1.1'],
    ['2024-9-30', '2024-10-1'],
    ['1_2', '1.3'],
  ])('%s comes before %s', (left, right) => {
    expect(compareNumberLists(left, right)).toBeLessThan(0);
    expect(compareNumberLists(right, left)).toBeGreaterThan(0);
  });
});

describe('text', () => {
  it('is ordered by code units, the same in every locale', () => {
    expect(['b', 'a', 'B', 'ä', 'a_', 'a1'].sort(compareText)).toEqual(['B', 'a', 'a1', 'a_', 'b', 'ä']);
  });
});
