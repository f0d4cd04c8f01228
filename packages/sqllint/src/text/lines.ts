/** The line break that a text uses; that of Unix where it has none. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Where the line begins in which this place is. */
export function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Comments that tools look for in the first line of a file. */
const forFirstLine = /^--!? ?(?:no-transaction|atlas:|postgres-migrations )/u;

/**
 * Where a statement begins together with the comments in the lines right above it, which are about it.
 *
 * @param from what stands before belongs to something else
 */
export function startWithComments(text: string, from: number, statement: number): number {
  let start = startOfLine(text, statement);
  if (start < from || text.slice(start, statement).trim() !== '') return statement;
  while (start > from) {
    const above = startOfLine(text, start - 1);
    const line = text.slice(above, start);
    if (above < from || !line.trimStart().startsWith('--') || (above === 0 && forFirstLine.test(line))) break;
    start = above;
  }
  return start;
}

/** Where the line ends that a statement ends in, its semicolon, a comment behind it and the line break included; right behind the semicolon when something else follows there. */
export function endWithSemicolon(text: string, statement: number): number {
  const [semicolon = ''] = /^\s*;?/u.exec(text.slice(statement)) ?? [];
  const behind = statement + (semicolon.endsWith(';') ? semicolon.length : 0);
  const [rest] = /^[ \t]*(?:--[^\r\n]*)?(?:\r?\n|$)/u.exec(text.slice(behind)) ?? [];
  return rest === undefined ? behind : behind + rest.length;
}
