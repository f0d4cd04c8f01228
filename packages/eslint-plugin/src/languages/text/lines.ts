import type { SourceLocation } from '@eslint/core';

/** One line of a text: where it begins, and where it ends before its terminator. */
export interface Line {
  readonly start: number;
  readonly end: number;
}

/** The lines of a text, which end with LF, CRLF or CR, as editors count them. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const { 0: terminator, index } of text.matchAll(/\r\n|[\r\n]/gu)) {
    lines.push({ start, end: index });
    start = index + terminator.length;
  }
  lines.push({ start, end: text.length });
  return lines;
}

/**
 * @param lines all lines of the text
 * @returns a function from two offsets in the text to a location, whose lines and columns start at 1
 */
export function placerOf(lines: readonly Line[]): (range: readonly [number, number]) => SourceLocation {
  const positionAt = (offset: number): SourceLocation['start'] => {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lines[low]?.start ?? 0) + 1 };
  };
  return ([start, end]) => ({ start: positionAt(start), end: positionAt(end) });
}
