/** A place that a test marked, in UTF-16 units and as editors count it. */
export interface MarkedRange {
  readonly start: number;
  readonly end: number;
  /** `line:column-endLine:endColumn` */
  readonly place: string;
}

/** Takes the marks out of a text in which `«…»` stands around places; the places come in the order of their beginnings. */
export function takeMarks(marked: string): { readonly text: string; readonly ranges: readonly MarkedRange[] } {
  let text = '';
  let line = 1;
  let column = 1;
  const open: { start: number; from: string; index: number }[] = [];
  const ranges: MarkedRange[] = [];
  let seen = 0;
  for (const unit of marked.split('')) {
    if (unit === '«') {
      open.push({ start: text.length, from: `${line}:${column}`, index: seen++ });
    } else if (unit === '»') {
      const mark = open.pop();
      if (!mark) throw new Error(`A “»” at ${line}:${column} closes nothing.`);
      ranges[mark.index] = { start: mark.start, end: text.length, place: `${mark.from}-${line}:${column}` };
    } else {
      text += unit;
      column++;
      if (unit === '\n') {
        line++;
        column = 1;
      }
    }
  }
  if (open.length > 0) throw new Error('A “«” is not closed.');
  return { text, ranges };
}
