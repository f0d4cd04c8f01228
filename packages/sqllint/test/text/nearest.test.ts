import { describe, expect, it } from 'vitest';

import { nearest } from '../../src/text/nearest.ts';

const options = ['format', 'dialect', 'quiet', 'max-warnings', 'color', 'no-color'];

describe('the nearest word', () => {
  it.each([
    ['formt', 'format'],
    ['fromat', 'format'],
    ['FORMAT', 'format'],
    ['dialects', 'dialect'],
    ['maxwarnings', 'max-warnings'],
    ['no-colour', 'no-color'],
    ['quite', 'quiet'],
  ])('to “%s” is “%s”', (typed, expected) => {
    expect(nearest(typed, options)).toBe(expected);
  });

  it.each(['watch', 'x', '', 'configuration'])('to “%s” is none', (typed) => {
    expect(nearest(typed, options)).toBeUndefined();
  });

  it('is the first of those that are equally near', () => {
    expect(nearest('cat', ['car', 'cap'])).toBe('car');
  });
});
