import { describe, expect, it } from 'vitest';
import { GeneratedText } from '../../src/text/generated-text.ts';
import { SourceText } from '../../src/text/source-text.ts';

const file = new SourceText("drop('a')\nrun('SELECT ' + 'b')");
const sql = 'DROP TABLE a; SELECT b;';
const text = new GeneratedText(sql, file, [
  { start: 11, end: 12, inFile: { start: 6, end: 7 }, isCopy: true },
  { start: 0, end: 12, inFile: { start: 0, end: 9 } },
  { start: 14, end: 21, inFile: { start: 15, end: 22 }, isCopy: true },
  { start: 21, end: 22, inFile: { start: 27, end: 28 }, isCopy: true },
  { start: 14, end: 22, inFile: { start: 10, end: 30 } },
]);

function shown(part: string): string {
  const start = sql.indexOf(part);
  const { start: from, end } = text.rangeInFile({ start, end: start + part.length });
  return file.text.slice(from, end);
}

describe('a generated text', () => {
  it.each([
    ['what was copied', 'LECT', 'LECT'],
    ['what was copied from two places', 'SELECT b', "SELECT ' + 'b"],
    ['what was written for a call', 'DROP TABLE a', "drop('a')"],
    ['a part of it', 'TABLE', "drop('a')"],
    ['more than any part', 'a; SELECT', "a')\nrun('SELECT"],
    ['nothing in particular', ';', file.text],
  ])('stands for %s', (_, part, inFile) => {
    expect(shown(part)).toBe(inFile);
  });

  it('counts lines in the file', () => {
    expect(text.placeOf({ start: 14, end: 20 })).toEqual({ start: 15, end: 21, from: { line: 2, column: 6 }, to: { line: 2, column: 12 } });
    expect(text.positionAt(0)).toEqual({ line: 1, column: 1 });
  });
});
