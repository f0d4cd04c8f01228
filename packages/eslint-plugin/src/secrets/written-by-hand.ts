/** A line of this many characters was put out by a program. */
const LONGEST_LINE = 5000;
const LONGEST_TEXT = 1_000_000;

/**
 * Whether a text may be read by the names in it. What a bundler or a generator puts out has names and values in other
 * places than people do; there, only what can be told by itself is looked for.
 */
export function isWrittenByHand(text: string): boolean {
  if (text.length > LONGEST_TEXT) return false;
  let start = 0;
  while (text.length - start > LONGEST_LINE) {
    const end = text.indexOf('\n', start);
    if (end < 0 || end - start > LONGEST_LINE) return false;
    start = end + 1;
  }
  return true;
}
