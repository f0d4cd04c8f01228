import { SourceText } from './source-text.ts';
import type { Position, TextPlace, TextRange } from './source-text.ts';

/** A part of a generated text, and what in the file it was written for. Parts nest or are apart. */
export interface GeneratedPart extends TextRange {
  readonly inFile: TextRange;
  /** Set when the part is copied from there: character by character when both are of one length, else in one. */
  readonly isCopy?: boolean;
}

/** SQL that stands for what a program does, with the places in the program. */
export class GeneratedText extends SourceText {
  readonly #file: SourceText;
  readonly #parts: readonly GeneratedPart[];

  /**
   * @param text the SQL
   * @param file the program
   * @param parts the inner ones before those around them; where none holds a range, the whole file does
   */
  constructor(text: string, file: SourceText, parts: readonly GeneratedPart[]) {
    super(text);
    this.#file = file;
    this.#parts = parts;
  }

  /** What was copied stands where it was copied from. Anything else stands for the smallest part that holds all of it. */
  override rangeInFile(range: TextRange): TextRange {
    const first = this.#smallestWith({ start: range.start, end: range.start + 1 });
    const last = this.#smallestWith({ start: range.end - 1, end: range.end });
    if (first?.isCopy && last?.isCopy) {
      const start = first.inFile.start + (isExact(first) ? range.start - first.start : 0);
      const end = isExact(last) ? last.inFile.start + range.end - last.start : last.inFile.end;
      if (start < end) return { start, end };
    }
    return this.#smallestWith(range)?.inFile ?? { start: 0, end: this.#file.text.length };
  }

  #smallestWith({ start, end }: TextRange): GeneratedPart | undefined {
    let smallest: GeneratedPart | undefined;
    for (const part of this.#parts) {
      if (part.start <= start && end <= part.end && (!smallest || part.end - part.start < smallest.end - smallest.start)) smallest = part;
    }
    return smallest;
  }

  override placeOf(range: TextRange): TextPlace {
    return this.#file.placeOf(this.rangeInFile(range));
  }

  override positionAt(offset: number): Position {
    return this.#file.positionAt(this.rangeInFile({ start: offset, end: offset + 1 }).start);
  }
}

function isExact({ start, end, inFile }: GeneratedPart): boolean {
  return end - start === inFile.end - inFile.start;
}
