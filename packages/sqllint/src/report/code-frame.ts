import type { SourceText } from '../text/source-text.ts';
import type { Paint } from './paint.ts';
import { characterWidth, isPrintableAscii } from './text-width.ts';
import { visible } from './visible.ts';

/** A place in a text: UTF-16 units, and the number of the line where it starts. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

const maximumLines = 5;
const tabStop = 4;

/** A character of a line as it is shown, with the columns it takes and its offset in the text. */
interface Cell {
  readonly shown: string;
  readonly width: number;
  readonly offset: number;
}

/**
 * The lines of a place with their numbers, and carets below it when it lies on one line. Tabs are
 * expanded, wide characters counted as two columns, lines that do not fit cut around the place.
 *
 * Our own rather than `@babel/code-frame`, whose carets shift after wide characters, which prints
 * a line of any length whole, and which costs about 17 ms to load.
 *
 * @param columns how wide the frame may become
 * @returns no lines for a place where there is nothing to see
 */
export function codeFrame(source: SourceText, place: Place, columns: number, paint: Paint): string[] {
  const { text } = source;
  const lines = linesOf(text, place);
  if (lines.every(({ start, end }) => text.slice(start, end).trim() === '')) return [];
  const shownLines = lines.slice(0, maximumLines);
  const numberWidth = String(place.line + shownLines.length - 1).length;
  const width = Math.max(20, columns - numberWidth - 3);
  const gutter = (number: string) => paint.dim(`${number.padStart(numberWidth)} |`);

  const frame: string[] = [];
  for (const [index, line] of shownLines.entries()) {
    const { shown, marks } = shownLine(text, line, index === 0 ? place.start : line.start, width, place);
    frame.push(`${gutter(String(place.line + index))} ${shown}`.trimEnd());
    if (lines.length === 1) frame.push(`${gutter('')} ${' '.repeat(marks.before)}${paint.red('^'.repeat(Math.max(1, marks.marked)))}`);
  }
  const more = lines.length - shownLines.length;
  if (more > 0) frame.push(`${gutter('')} ${paint.dim(`… ${more} more ${more === 1 ? 'line' : 'lines'}`)}`);
  return frame;
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** The lines that a place touches; at most one more than is shown matters, but all are counted. */
function linesOf(text: string, place: Place): Line[] {
  const lines: Line[] = [];
  let start = place.start;
  while (start > 0 && !isLineBreak(text.charCodeAt(start - 1))) start--;
  for (;;) {
    let end = start;
    while (end < text.length && !isLineBreak(text.charCodeAt(end))) end++;
    lines.push({ start, end });
    const next = end + (text.startsWith('\r\n', end) ? 2 : 1);
    if (next >= place.end) return lines;
    start = next;
  }
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** In columns. */
interface Marks {
  readonly before: number;
  readonly marked: number;
}

function shownLine(text: string, line: Line, focus: number, width: number, place: Place): { readonly shown: string; readonly marks: Marks } {
  const isShort = line.end - line.start <= width;
  const whole = isShort ? text.slice(line.start, line.end) : '';
  if (isShort && isPrintableAscii(whole)) {
    // Nearly every line: a column is a character.
    const within = (offset: number) => Math.min(Math.max(offset, line.start), line.end);
    const [start, end] = [within(place.start), within(place.end)];
    return { shown: whole, marks: { before: start - line.start, marked: Math.max(0, end - start) } };
  }
  const cells = shownCells(text, line, focus, width);
  return { shown: cells.map((cell) => cell.shown).join(''), marks: marksBelow(cells, place) };
}

/** The cells of a line, or of the part of it around `focus` that fits, with `…` where it was cut. */
function shownCells(text: string, line: Line, focus: number, width: number): readonly Cell[] {
  // A dump may be one line of megabytes, of which a window of twice the width decides what is shown.
  const from = Math.max(line.start, startOfCharacter(text, focus - width));
  const to = Math.min(line.end, startOfCharacter(text, focus + 2 * width));
  const cells = cellsOf(text, from, to);
  const isWhole = from === line.start && to === line.end;
  if (isWhole && cells.reduce((sum, cell) => sum + cell.width, 0) <= width) return cells;

  let first = cells.findIndex((cell) => cell.offset >= focus);
  if (first === -1) first = Math.max(0, cells.length - 1);
  // A third of the room is for what stands before.
  let left = Math.floor(width / 3);
  while (first > 0 && (left -= cells[first - 1]?.width ?? 0) >= 0) first--;
  const kept: Cell[] = [];
  let room = width - 2;
  for (const cell of cells.slice(first)) {
    if ((room -= cell.width) < 0) break;
    kept.push(cell);
  }
  const before = { shown: '…', width: 1, offset: -1 };
  const after = { ...before, offset: Infinity };
  const reachesStart = first === 0 && from === line.start;
  const reachesEnd = first + kept.length === cells.length && to === line.end;
  return [...(reachesStart ? [] : [before]), ...kept, ...(reachesEnd ? [] : [after])];
}

/** The offset, or the one before it where the offset is within a pair of surrogates. */
function startOfCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

function cellsOf(text: string, from: number, to: number): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  let offset = from;
  for (const character of text.slice(from, to)) {
    const shown = character === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : visible(character);
    const width = character === '\t' ? shown.length : characterWidth(shown);
    cells.push({ shown, width, offset });
    column += width;
    offset += character.length;
  }
  return cells;
}

function marksBelow(cells: readonly Cell[], place: Place): Marks {
  let before = 0;
  let marked = 0;
  for (const cell of cells) {
    if (cell.offset < place.start && marked === 0) before += cell.width;
    else if (cell.offset >= place.start && cell.offset < place.end) marked += cell.width;
  }
  return { before, marked };
}
