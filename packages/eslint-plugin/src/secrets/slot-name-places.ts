/** Longer than any name that somebody gives; it bounds the time that one look takes. */
export const LONGEST_NAME = 80;

/** The word that makes “key” or “token” in prose the name of a secret: “API key”. */
export function wordBefore(text: string, nameStart: number, nameEnd: number): string {
  // Between quotes it is a text of its own.
  if (text.charAt(nameStart - 1) !== ' ' || /["']/.test(text.charAt(nameEnd))) return '';
  return /\b(?:api|access|secret|private|auth|client|license|signing|encryption|bot|deploy|personal access|bearer) $/i.exec(text.slice(Math.max(0, nameStart - 20), nameStart))?.[0] ?? '';
}

/** Where the name begins that has a character at an offset. */
export function startOfName(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && offset - start < LONGEST_NAME && isNameCode(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

/** Where the name ends that has a character at an offset. */
export function endOfName(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && end - offset < LONGEST_NAME && isNameCode(text.charCodeAt(end))) end += 1;
  return end;
}

/** What may stand between a name and what it is given: a quote, white space, a bracket, an operator. */
export function mayBeFollowed(code: number): boolean {
  return code < 128 && FOLLOWING.includes(String.fromCharCode(code));
}

const FOLLOWING = ' \t\r\n"\'`\\=:?!,()[]>|+-<';

/** Letters, digits, `_`, `-`, `.` and `$`. */
function isNameCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 45 || code === 46 || code === 36;
}
