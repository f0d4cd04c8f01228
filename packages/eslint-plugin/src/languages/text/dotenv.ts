import { linesOf } from './lines.ts';
import type { ParsedText } from './text-syntax.ts';

/** `NAME=`, with `export` before it as shells want it; spaces around the sign are what the library dotenv allows. */
const name = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*/u;

/** Reads `.env` files: assignments, whose quoted values may span lines, and comments that begin with `#`. */
export function parseDotenv(text: string): ParsedText {
  const body: ParsedText['body'][number][] = [];
  const comments: ParsedText['comments'][number][] = [];
  let readTo = 0;
  /** Quotes that nobody closes any more: looking for them again at each line would take quadratic time. */
  const unclosed = new Set<string>();
  for (const { start, end } of linesOf(text)) {
    if (start < readTo) continue;
    const line = text.slice(start, end);
    const comment = (from: number, to: number): void => {
      comments.push({ type: 'TextComment', value: text.slice(from + 1, to), range: [from, to] });
    };
    const [head, key] = name.exec(line) ?? [];
    if (head === undefined || key === undefined) {
      const hash = line.search(/\S/u);
      if (line[hash] === '#') comment(start + hash, end);
      continue;
    }
    const keyStart = start + head.indexOf(key);
    const valueStart = start + head.length;
    const quoted = endOfQuoted(text, valueStart, unclosed);
    const lineEnd = quoted === undefined ? end : endOfLine(text, quoted);
    const rest = quoted ?? valueStart;
    const hash = text.slice(rest, lineEnd).search(quoted === undefined ? /(?:^|[ \t])#/u : /#/u);
    const hashAt = hash < 0 ? lineEnd : text.indexOf('#', rest + hash);
    const valueEnd = quoted ?? valueStart + text.slice(valueStart, hashAt).trimEnd().length;
    const inset = quoted === undefined ? 0 : 1;
    body.push({
      type: 'TextAssignment',
      key,
      value: text.slice(valueStart + inset, valueEnd - inset),
      keyRange: [keyStart, keyStart + key.length],
      valueRange: [valueStart + inset, valueEnd - inset],
      range: [start + line.search(/\S/u), valueEnd],
    });
    if (hashAt < lineEnd) comment(hashAt, lineEnd);
    readTo = lineEnd;
  }
  return { body, comments };
}

/** Where a quoted value ends, behind its closing quote; undefined when none begins at the offset, or it is never closed. */
function endOfQuoted(text: string, start: number, unclosed: Set<string>): number | undefined {
  const quote = text[start];
  if ((quote !== '"' && quote !== "'" && quote !== '`') || unclosed.has(quote)) return undefined;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  unclosed.add(quote);
  return undefined;
}

function endOfLine(text: string, from: number): number {
  const terminator = /[\r\n]/gu;
  terminator.lastIndex = from;
  return terminator.exec(text)?.index ?? text.length;
}
