import type { Node } from 'oxc-parser';

/** The comment right above a place, in which tools look for `@deprecated` and its kin. */
function commentAbove(text: string, start: number): string {
  const lines = text.slice(0, start).split('\n');
  lines.pop();
  const comment: string[] = [];
  for (let line = lines.pop(); line !== undefined && (/^\s*(?:\/\/|\/?\*|@)/u.test(line) || /\*\/\s*$/u.test(line)); line = lines.pop()) comment.unshift(line);
  return comment.join('\n');
}

/** Whether something was announced as going away, by a comment above it or in what it says of itself. */
export function isDeprecated(text: string, { start, end }: Pick<Node, 'start' | 'end'>): boolean {
  return commentAbove(text, start).includes('@deprecated') || /@deprecated|\bdeprecated\b['"]?\s*(?::|\()\s*(?:true|['"`])?|\bSunset\b|['"]Deprecation['"]|describe\(\s*['"`]\W*deprecated/iu.test(text.slice(start, end));
}

/** Whether nobody was promised that something stays: it is marked as experimental or for insiders. */
export function isUnstable(text: string, { start, end }: Pick<Node, 'start' | 'end'>): boolean {
  return /@(?:internal|experimental|alpha|beta)\b|x-stability-level|x-internal['"]?\s*:\s*true|ApiExclude|hide\s*:\s*true/u.test(commentAbove(text, start) + text.slice(start, end));
}
