import type { Paint } from './paint.ts';
import { padTo, textWidth, wrap } from './text-width.ts';
import { visible } from './visible.ts';

/**
 * A page of the documentation as it reads well in a terminal: lines that fit, headings in bold,
 * code indented with a word on what it shows. It knows the Markdown that rule pages are written
 * in (headings, paragraphs, lists, code, tables with two columns, links), not all there is.
 */
export function terminalPage(markdown: string, columns: number, paint: Paint): string {
  const lines = markdown.replace(/<!--.*?-->\n?/gsu, '').split(/\r?\n/u);
  const blocks: string[][] = [];
  for (let at = 0; at < lines.length; ) {
    const end = endOfBlock(lines, at);
    const block = lines.slice(at, end);
    if (block[0]?.trim() !== '') blocks.push(shownBlock(block, columns, paint));
    at = end;
  }
  return blocks.map((block) => block.join('\n')).join('\n\n');
}

const fence = /^(`{3,})(.*)$/u;
const heading = /^(#+) (.*)$/u;
const item = /^(\s*)([-*]|\d+\.) /u;

/** The line behind the block that starts at a line: its closing fence, or the next empty line. */
function endOfBlock(lines: readonly string[], start: number): number {
  const marks = fence.exec(lines[start] ?? '')?.[1];
  if (marks !== undefined) {
    const close = lines.indexOf(marks, start + 1);
    return close < 0 ? lines.length : close + 1;
  }
  if (isAlone(lines[start] ?? '')) return start + 1;
  let end = start + 1;
  while (end < lines.length && !isAlone(lines[end] ?? '') && !fence.test(lines[end] ?? '')) end++;
  return end;
}

/** An empty line, or a heading. */
function isAlone(line: string): boolean {
  return line.trim() === '' || heading.test(line);
}

function shownBlock(block: readonly string[], columns: number, paint: Paint): string[] {
  const [first = ''] = block;
  const title = heading.exec(first)?.[2];
  if (title !== undefined) return [paint.bold(prose(title))];
  const info = fence.exec(first)?.[2];
  if (info !== undefined) return codeLines(block, info, paint);
  if (first.startsWith('|')) return tableLines(block, columns);
  if (item.test(first)) return listLines(block, columns);
  return wrap(prose(block.join(' ')), columns);
}

/** The samples of a page say whether they are what to write. */
function codeLines(block: readonly string[], info: string, paint: Paint): string[] {
  const isClosed = block.length > 1 && block.at(-1) === fence.exec(block[0] ?? '')?.[1];
  const code = block.slice(1, isClosed ? -1 : undefined).map((line) => `    ${visible(line)}`.trimEnd());
  const [, kind] = info.split(' ');
  if (kind === 'incorrect') return [`  ${paint.red('Incorrect:')}`, ...code];
  return kind === 'correct' ? [`  ${paint.green('Correct:')}`, ...code] : code;
}

/** The first column as it is, the others beside it in lines that fit. */
function tableLines(block: readonly string[], columns: number): string[] {
  const rows = block
    .map((line) => line.split(/(?<!\\)\|/u).slice(1, -1).map((cell) => prose(cell.trim().replaceAll(String.raw`\|`, '|'))))
    .filter((cells) => cells.some((cell) => /[^\s:-]/u.test(cell)));
  const width = Math.max(0, ...rows.map(([name = '']) => textWidth(name)));
  return rows.flatMap(([name = '', ...values]) =>
    hanging(`  ${padTo(name, width)}  `, values.filter((value) => value !== '').join(' · '), columns),
  );
}

function listLines(block: readonly string[], columns: number): string[] {
  const items: string[] = [];
  for (const line of block) {
    if (item.test(line) || items.length === 0) items.push(line);
    else items[items.length - 1] = `${items.at(-1) ?? ''} ${line.trim()}`;
  }
  return items.flatMap((text) => {
    const marker = item.exec(text)?.[0] ?? '';
    return hanging(`  ${marker}`, prose(text.slice(marker.length)), columns);
  });
}

/** A text behind a lead, its further lines indented as far. */
function hanging(lead: string, text: string, columns: number): string[] {
  const indent = textWidth(lead);
  const lines = wrap(text, columns - indent);
  return lines.map((line, index) => (index === 0 ? lead : ' '.repeat(indent)) + line);
}

/** Text without markup: a link is its words, followed by where it leads when that is on the web. */
function prose(text: string): string {
  return visible(text)
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/gu, (_link, words: string, target: string) => (/^https?:/u.test(target) ? `${words} <${target}>` : words))
    .replaceAll('**', '');
}
