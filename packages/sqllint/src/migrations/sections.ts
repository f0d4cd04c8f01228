/** The part of a text between one marker line and the next. */
export interface Section {
  /** What the marker's pattern matched. */
  readonly marker: RegExpMatchArray;
  /** Where the marker stands. */
  readonly markerAt: number;
  /** The first line behind the marker. */
  readonly start: number;
  /** The next marker, or the end of the text. */
  readonly end: number;
}

/**
 * Divides a text at lines that are markers. What stands before the first one is in no section.
 * Like the tools, it looks at lines and knows nothing of strings and comments around them.
 *
 * @param marker matches from the start of a line; with the flags `g` and `m`
 */
export function divide(text: string, marker: RegExp): Section[] {
  const found = [...text.matchAll(marker)];
  return found.map((match, index) => ({
    marker: match,
    markerAt: match.index,
    start: nextLine(text, match.index + match[0].length),
    end: found[index + 1]?.index ?? text.length,
  }));
}

function nextLine(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at++);
    if (code === 10) return at;
    if (code === 13) return text.charCodeAt(at) === 10 ? at + 1 : at;
  }
  return at;
}

const lineThatSaysSomething = /^(?![ \t]*(?:--|$)).*\S/mu;

/** Whether there is more than blank lines and comments of one line. */
export function saysSomething(text: string, start: number, end: number): boolean {
  return lineThatSaysSomething.test(text.slice(start, end));
}
