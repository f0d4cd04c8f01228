import { describe, expect, it } from 'vitest';

import { cutStartTo, cutTo, padTo, textWidth, wrap } from '../../src/report/text-width.ts';

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['orders', 6],
    ['naïve', 5],
    ['nai\u0308ve', 5],
    ['注文', 4],
    ['ｶﾅ', 2],
    ['カナ', 4],
    ['한국', 4],
    ['ＡＢ', 4],
    ['👍', 2],
    ['a\u200bb', 2],
    ['· … —', 5],
  ])('of “%s” is %i', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  it('decides how much is filled up', () => {
    expect(padTo('注文', 6)).toBe('注文  ');
    expect(padTo('too long', 3)).toBe('too long');
  });

  it('decides what is cut, at the end or at the start', () => {
    expect(cutTo('services/orders', 9)).toBe('services…');
    expect(cutTo('services', 8)).toBe('services');
    expect(cutTo('注文の表', 6)).toBe('注文…');
    expect(cutStartTo('services/orders', 8)).toBe('…/orders');
    expect(cutStartTo('services', 8)).toBe('services');
    expect(cutStartTo('注文の表', 6)).toBe('…の表');
  });
});

describe('wrapping', () => {
  it('breaks at spaces and keeps within the width', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  });

  it('leaves a word that is too wide whole', () => {
    expect(wrap('a verylongword b', 5)).toEqual(['a', 'verylongword', 'b']);
  });

  it('takes any white space for a space', () => {
    expect(wrap(' one\n\ttwo ', 20)).toEqual(['one two']);
  });
});
