import { describe, expect, it } from 'vitest';

import * as everything from '../src/index.ts';
import { deepFreeze } from '../src/deep-freeze.ts';

const data = Object.entries(everything).filter(([, value]) => typeof value === 'object');

/** The paths of everything inside a value that could be changed. */
function findChangeable(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, part]) => findChangeable(part, `${path}.${key}`));
  return Object.isFrozen(value) ? inside : [path, ...inside];
}

describe('the data', () => {
  it('is all that the package exports, functions aside', () => {
    expect(data.map(([name]) => name).sort()).toEqual([
      'antipatterns',
      'checklist',
      'emphases',
      'factorDefences',
      'focusAreas',
      'mandate',
      'maturityCriteria',
      'maturityRungs',
      'neighbourhoods',
      'seemsCategories',
      'severities',
    ]);
  });

  it.each(data)('of %s cannot be changed at any depth', (name, value) => {
    expect(findChangeable(value, name)).toEqual([]);
  });

  it('refuses a change', () => {
    const [first] = everything.antipatterns;
    expect(() => Object.assign(first ?? {}, { severity: 'LOW' })).toThrow(TypeError);
    expect(() => Object.assign(first?.wayOut.steps ?? [], { 0: 'Do nothing.' })).toThrow(TypeError);
    expect(everything.findAntipattern('DP-01').severity).toBe('HIGH');
  });
});

describe('freezing', () => {
  it('reaches lists inside objects inside lists, and gives the same value back', () => {
    const value = [{ list: [{ name: 'deep' }], nothing: null }];
    expect(deepFreeze(value)).toBe(value);
    expect(findChangeable(value, 'value')).toEqual([]);
  });

  it('is seen as missing where it is', () => {
    expect(findChangeable(Object.freeze([{ list: Object.freeze([]) }]), 'value')).toEqual(['value.0']);
  });
});
