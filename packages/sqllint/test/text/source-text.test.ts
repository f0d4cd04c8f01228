import { describe, expect, it } from 'vitest';

import { SourceText } from '../../src/text/source-text.ts';

describe('a position', () => {
  it('counts lines and columns from 1, columns in UTF-16 units', () => {
    const source = new SourceText('a😀b\ncd');
    expect([0, 1, 3, 4, 5, 6, 7].map((offset) => source.positionAt(offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 1, column: 4 },
      { line: 1, column: 5 },
      { line: 2, column: 1 },
      { line: 2, column: 2 },
      { line: 2, column: 3 },
    ]);
  });

  it('knows the three ways to end a line', () => {
    const source = new SourceText('a\r\nb\rc\nd');
    expect([0, 3, 5, 7].map((offset) => source.positionAt(offset).line)).toEqual([1, 2, 3, 4]);
  });

  it('between \\r and \\n is still on the line that they end', () => {
    expect(new SourceText('a\r\nb').positionAt(2)).toEqual({ line: 1, column: 3 });
  });

  it('outside the text is its start or its end', () => {
    const source = new SourceText('ab\nc');
    expect(source.positionAt(-5)).toEqual({ line: 1, column: 1 });
    expect(source.positionAt(99)).toEqual({ line: 2, column: 2 });
  });

  it('behind a final line break is on a line of its own', () => {
    expect(new SourceText('a\n').positionAt(2)).toEqual({ line: 2, column: 1 });
    expect(new SourceText('').positionAt(0)).toEqual({ line: 1, column: 1 });
  });
});

it('a byte order mark is no part of the text, and only at its start', () => {
  expect(new SourceText('\uFEFFSELECT').text).toBe('SELECT');
  expect(new SourceText('SELECT\uFEFF').text).toBe('SELECT\uFEFF');
});
