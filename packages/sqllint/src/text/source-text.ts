/** A place as editors count it: both numbers start at 1, columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A half-open range in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A range with its ends as editors count them. */
export interface TextPlace extends TextRange {
  readonly from: Position;
  readonly to: Position;
}

const byteOrderMark = 0xfeff;

/**
 * A file's text without its byte order mark, with a map from offsets to lines and columns.
 * A line ends at `\r\n`, `\n` or a lone `\r`, as it does in editors.
 */
export class SourceText {
  readonly text: string;
  #lineStarts: number[] | undefined;

  constructor(text: string) {
    this.text = text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text;
  }

  /** Where a range of this text stands in the file that people see: here, unless a program wrote the text (`GeneratedText`). */
  rangeInFile(range: TextRange): TextRange {
    return range;
  }

  /** Where a range of this text begins and ends in the file that people see. */
  placeOf(range: TextRange): TextPlace {
    const { start, end } = this.rangeInFile(range);
    return { start, end, from: this.positionAt(range.start), to: this.positionAt(range.end) };
  }

  /** The line and column of an offset in UTF-16 units; offsets beyond the end count as the end. */
  positionAt(offset: number): Position {
    const starts = (this.#lineStarts ??= findLineStarts(this.text));
    const target = Math.min(Math.max(offset, 0), this.text.length);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= target) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: target - (starts[low] ?? 0) + 1 };
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(at + 1);
  }
  return starts;
}
