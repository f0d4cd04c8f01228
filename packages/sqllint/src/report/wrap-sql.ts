import { widthWithin, wrap } from './text-width.ts';

const commentLine = /^\s*-- ?(?=\S)/u;
/** What cannot be broken: strings, names in quotes, and other text without spaces. */
const unbreakable = /(?:'[^']*'|"[^"]*"|[^\s'"])+/gu;

/**
 * Breaks lines of SQL that are too wide where a space stands, so that the SQL means the same when
 * it is pasted: never in a string or a name, and a comment goes on as a comment. A line is left
 * too wide where that cannot be told from this line alone: beside a comment, and in SQL with
 * dollar quotes, backslashes or strings over several lines.
 */
export function wrapSql(sql: string, width: number): string[] {
  const lines = sql.split('\n');
  const widthOf = widthWithin(sql);
  const fits = (line: string): boolean => widthOf(line) <= width;
  if (lines.every(fits)) return lines;
  const isPlain = lines.every((line) => commentLine.test(line) || !(/[$\\]/u.test(line) || hasOpenQuote(line)));
  return lines.flatMap((line) => {
    if (fits(line)) return [line];
    const marker = commentLine.exec(line)?.[0];
    if (marker !== undefined) return wrap(line.slice(marker.length), width - marker.length).map((part) => marker + part);
    return isPlain && !/--|\/\*/u.test(line) ? wrapStatement(line, width, widthOf) : [line];
  });
}

function hasOpenQuote(line: string): boolean {
  return /['"]/u.test(line.replace(/'[^']*'|"[^"]*"/gu, ''));
}

/** The lines after the first are indented by two more. */
function wrapStatement(line: string, width: number, widthOf: (part: string) => number): string[] {
  const indent = /^\s*/u.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = '';
  let used = 0;
  for (const next of line.match(unbreakable) ?? []) {
    const nextWidth = widthOf(next);
    if (current === '') {
      current = indent + next;
      used = indent.length + nextWidth;
    } else if (used + 1 + nextWidth <= width) {
      current += ` ${next}`;
      used += 1 + nextWidth;
    } else {
      lines.push(current);
      current = `${indent}  ${next}`;
      used = indent.length + 2 + nextWidth;
    }
  }
  return [...lines, current];
}
