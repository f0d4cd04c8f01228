const printableAscii = /^[\u0020-\u007e]*$/u;
/** Line breaks aside, and with the dashes, quotation marks and dots that our own sentences have. */
const plain = /^[\n\u0020-\u007e–—‘’“”…]*$/u;
const none = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]$/u;
/**
 * East Asian Wide and Fullwidth, by script and block rather than by table: ideographs and their
 * punctuation, kana, hangul, fullwidth forms, and what is an emoji without being asked to.
 */
const double =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u;
const halfwidth = /^[\uff61-\uffdc]$/u;

/** Whether every character of a text takes one column. */
export function isPrintableAscii(text: string): boolean {
  return printableAscii.test(text);
}

/** How many columns one character (a whole code point) takes in a terminal. */
export function characterWidth(character: string): 0 | 1 | 2 {
  const code = character.charCodeAt(0);
  if (code >= 0x20 && code < 0x7f) return 1;
  if (none.test(character)) return 0;
  return double.test(character) && !halfwidth.test(character) ? 2 : 1;
}

/** How many columns a text without tabs and line breaks takes in a terminal. */
export function textWidth(text: string): number {
  if (isPrintableAscii(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Measures parts of a text: for one in which every character takes one column, as nearly all do, that is quick. */
export function widthWithin(text: string): (part: string) => number {
  return plain.test(text) ? (part) => part.length : textWidth;
}

/** Fills a text with spaces on its right up to a width. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

/** Cuts a text that is wider than `width`, with `…` as its last character. */
export function cutTo(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += characterWidth(character);
    if (used > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Cuts a text that is wider than `width` at its start: the end of a path tells more. */
export function cutStartTo(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const characters = Array.from(text);
  let used = 0;
  let first = characters.length;
  while (first > 0) {
    used += characterWidth(characters[first - 1] ?? '');
    if (used > width - 1) break;
    first--;
  }
  return `…${characters.slice(first).join('')}`;
}

/** Breaks prose into lines at its spaces. A word that is wider than a line stands on its own. */
export function wrap(text: string, width: number): string[] {
  const widthOf = widthWithin(text);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.trim().split(/\s+/u)) {
    const wordWidth = widthOf(word);
    if (line !== '' && used + 1 + wordWidth <= width) {
      line += ` ${word}`;
      used += 1 + wordWidth;
    } else {
      if (line !== '') lines.push(line);
      line = word;
      used = wordWidth;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}
