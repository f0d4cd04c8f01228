/** Control characters except tab and line feed, and the characters that reorder a line. */
const hidden = /(?![\t\n])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Nearly every text that is shown. */
const harmless = /^[\t\n\u0020-\u007e–—‘’“”…]*$/u;

/**
 * A text as it can be shown safely: control characters would let a file name or an SQL string
 * move the cursor, change colours or reverse the order of what is read. ASCII controls become
 * their pictures (␛), the others �.
 */
export function visible(text: string): string {
  if (harmless.test(text)) return text;
  return text.replace(hidden, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}
