import { linesOf } from './lines.ts';
import type { ParsedText } from './text-syntax.ts';

/** `name = value` or `name: value`; a name may hold dots, slashes, and the colon of `//registry.example/:_auth`. */
const assignment = /^([ \t]*)((?:[^\s=:\\]|:(?!\s)|\\.)+?)([ \t]*(?:=|:(?=\s|$))[ \t]*)(.*)$/u;

/**
 * Reads files of names and values: `.properties`, `.ini`, `.npmrc`, `Procfile`. Comments begin with `#`, `!` or `;` and
 * have a line of their own; a value goes on behind a backslash at the end of a line.
 */
export function parseProperties(text: string): ParsedText {
  const body: ParsedText['body'][number][] = [];
  const comments: ParsedText['comments'][number][] = [];
  const lines = linesOf(text);
  for (let index = 0; index < lines.length; index += 1) {
    const { start, end } = lines[index] ?? { start: 0, end: 0 };
    const line = text.slice(start, end);
    const first = line.search(/\S/u);
    if (first >= 0 && '#!;'.includes(line.charAt(first))) {
      comments.push({ type: 'TextComment', value: line.slice(first + 1), range: [start + first, end] });
      continue;
    }
    const [, indent, key, sign] = assignment.exec(line) ?? [];
    if (indent === undefined || key === undefined || sign === undefined) continue;
    let valueEnd = end;
    while (continues(text, valueEnd) && index + 1 < lines.length) {
      index += 1;
      valueEnd = lines[index]?.end ?? valueEnd;
    }
    const keyStart = start + indent.length;
    const valueStart = keyStart + key.length + sign.length;
    const value = text.slice(valueStart, valueEnd).trimEnd();
    body.push({
      type: 'TextAssignment',
      key,
      value,
      keyRange: [keyStart, keyStart + key.length],
      valueRange: [valueStart, valueStart + value.length],
      range: [keyStart, Math.max(valueStart + value.length, keyStart + key.length)],
    });
  }
  return { body, comments };
}

/** Whether the line that ends at the offset ends with an odd number of backslashes. */
function continues(text: string, end: number): boolean {
  let backslashes = 0;
  while (text[end - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}
