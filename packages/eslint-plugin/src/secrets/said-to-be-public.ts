const SAYS_SO =
  /\bpublic (?:api[- ]?|search[- ]?|client[- ]?)?(?:key|token|identifier|id)\b|\b(?:is|are|be|intentionally|deliberately) public\b|\bsearch[- ]only\b|\bsafe to (?:commit|expose|share|publish|be public)\b|\bnot (?:a |really |actually )?(?:secret|sensitive|confidential)\b/i;
const COMMENT_ABOVE = /(?:^|\n)[ \t]*(?:\/\/|\/\*\*?|\*|#|--)([^\n]{0,300})\n[^\n]{0,200}$/;
const COMMENT_BEHIND = /^[^\n]{0,40}?(?:\/\/|#|\/\*|--)([^\n]{0,300})/;

/** Whether a comment above the line of a value, or behind the value, says that everybody may know it. */
export function isSaidToBePublic(text: string, start: number, end: number): boolean {
  const above = COMMENT_ABOVE.exec(text.slice(Math.max(0, start - 520), start))?.[1] ?? '';
  const behind = COMMENT_BEHIND.exec(text.slice(end, end + 360))?.[1] ?? '';
  return SAYS_SO.test(above) || SAYS_SO.test(behind);
}
