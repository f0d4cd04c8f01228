import type { Line } from './lines.ts';
import { linesOf } from './lines.ts';
import type { ParsedText } from './text-syntax.ts';

/** The character that continues a line can be chosen by a directive at the very top, as Windows images do. */
const escapeDirective = /^(?:[ \t]*#[^\r\n]*(?:\r\n|[\r\n]))*?[ \t]*#[ \t]*escape[ \t]*=[ \t]*([\\`])/iu;

/** Reads Dockerfiles: one node an instruction, with its continuation lines, the comments among them, and here-documents. */
export function parseDockerfile(text: string): ParsedText {
  const escape = escapeDirective.exec(text)?.[1] ?? '\\';
  const body: ParsedText['body'][number][] = [];
  const comments: ParsedText['comments'][number][] = [];
  const lines = linesOf(text);
  let index = 0;

  /** Takes comments and empty lines at `index`, which may also stand between continuation lines. */
  const skipComments = (): void => {
    for (let line = lines[index]; line; line = lines[(index += 1)]) {
      const first = text.slice(line.start, line.end).search(/\S/u);
      if (first >= 0 && text[line.start + first] !== '#') return;
      if (first >= 0) comments.push({ type: 'TextComment', value: text.slice(line.start + first + 1, line.end), range: [line.start + first, line.end] });
    }
  };

  while ((skipComments(), index < lines.length)) {
    const { start, end } = lines[index] ?? { start: 0, end: 0 };
    let instructionEnd = end;
    let lastLine = { start, end };
    let last = index;
    index += 1;
    while (isContinued(text, lastLine, escape)) {
      skipComments();
      const next = lines[index];
      if (!next) break;
      lastLine = next;
      instructionEnd = next.end;
      last = index;
      index += 1;
    }
    index = last + 1;
    for (const { word, indented } of hereDocuments(text.slice(start, instructionEnd))) {
      while (index < lines.length) {
        const line = lines[index] ?? { start: 0, end: 0 };
        const content = text.slice(line.start, line.end);
        instructionEnd = line.end;
        index += 1;
        if ((indented ? content.replace(/^\t+/u, '') : content) === word) break;
      }
    }
    const [, indent = '', keyword, space = ''] = /^([ \t]*)([A-Za-z]+)([ \t]*)/u.exec(text.slice(start, instructionEnd)) ?? [];
    if (keyword === undefined) continue;
    const argumentStart = start + indent.length + keyword.length + space.length;
    const argument = text.slice(argumentStart, instructionEnd).trimEnd();
    body.push({
      type: 'TextInstruction',
      keyword: keyword.toUpperCase(),
      argument,
      argumentRange: [argumentStart, argumentStart + argument.length],
      range: [start + indent.length, Math.max(argumentStart + argument.length, start + indent.length + keyword.length)],
    });
  }
  return { body, comments };
}

function isContinued(text: string, { start, end }: Line, escape: string): boolean {
  return text.slice(start, end).trimEnd().endsWith(escape);
}

/** The words that end the here-documents of an instruction: `RUN <<EOF`, `COPY <<-"EOF" /file`. */
function hereDocuments(instruction: string): { word: string; indented: boolean }[] {
  if (!/^\s*(?:RUN|COPY|ADD)\b/iu.test(instruction)) return [];
  return [...instruction.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/gu)].map(([, dash, , word = '']) => ({ word, indented: dash === '-' }));
}
