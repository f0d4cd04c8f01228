/**
 * The text with everything outside the ranges replaced by blanks. Line breaks stay, so that
 * comments end where they did. The ranges are in order.
 */
export function keepOnly(text: string, ranges: readonly { readonly start: number; readonly end: number }[]): string {
  let kept = '';
  for (const { start, end } of ranges) {
    kept += blank(text.slice(kept.length, start)) + text.slice(start, end);
  }
  return kept + blank(text.slice(kept.length));
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/gu, (character) => ' '.repeat(character.length));
}
