/**
 * What stands in a comment that the server runs (`/*!40101 SET … *\/`; MariaDB also `/*M! … *\/`) is
 * SQL like the rest. The text with the delimiters of these comments blanked, so that every
 * position stays true; the same text when it has none.
 */
export function openExecutableComments(text: string, isMariaDb: boolean): string {
  if (!text.includes('/*!') && !text.includes('/*M!')) return text;
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const found = nextComment(text, at);
    if (!found) break;
    const { start, end } = found;
    const opening = executable.exec(text.slice(start, end));
    if (opening && (isMariaDb || opening[1] === '')) {
      const head = opening[0].length;
      const isClosed = text.slice(end - 2, end) === '*/';
      parts.push(text.slice(at, start), ' '.repeat(head), text.slice(start + head, isClosed ? end - 2 : end), isClosed ? '  ' : '');
    } else {
      parts.push(text.slice(at, end));
    }
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}

const executable = /^\/\*(M?)!\d*/u;

/** What hides the beginning of a comment: strings, quoted names, comments to the end of a line. */
const stretches = /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`[^`]*`|(?:--(?=\s)|#)[^\r\n]*|(\/\*[\s\S]*?(?:\*\/|$(?![\s\S])))/gu;

function nextComment(text: string, from: number): { start: number; end: number } | undefined {
  stretches.lastIndex = from;
  for (let found = stretches.exec(text); found; found = stretches.exec(text)) {
    if (found[1] !== undefined) return { start: found.index, end: found.index + found[0].length };
  }
  return undefined;
}
