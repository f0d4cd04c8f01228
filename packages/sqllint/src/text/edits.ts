/** A replacement of a part of a text. Offsets count UTF-16 units; an insertion starts and ends at one place. */
export interface Edit {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly text: string;
}

/**
 * The text with all edits made.
 * @param edits in any order, none overlapping another
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const { start, end, text: replacement } of inOrder(edits).reverse()) {
    result = result.slice(0, start) + replacement + result.slice(end);
  }
  return result;
}

/** Whether two edits change the same characters. Insertions at the border of another edit do not. */
export function overlap(a: Edit, b: Edit): boolean {
  return a.start < b.end && b.start < a.end;
}

function inOrder(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}
