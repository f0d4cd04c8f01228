import { visible } from './visible.ts';

/** What could become markup outside of code spans. */
const special = /[\\`*_[\]<>#|~&]/gu;

/** A sentence in which `names` stand in code spans, and nothing else becomes markup or calls a person. */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/\s*\n\s*/gu, ' ')
    .split(/(`[^`]+`)/u)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(special, String.raw`\$&`).replaceAll('@', '@<!-- -->')))
    .join('');
}

/** A text as a code span; where it has backticks itself, between longer runs of them. */
export function codeSpan(text: string): string {
  const shown = visible(text).replaceAll('\n', ' ');
  const marks = '`'.repeat(longestRun(shown) + 1);
  const pad = /^`|`$/u.test(shown) ? ' ' : '';
  return `${marks}${pad}${shown}${pad}${marks}`;
}

/** The same in a cell of a table, where a bar would begin the next one even in a code span. */
export function codeCell(text: string): string {
  return codeSpan(text).replaceAll('|', String.raw`\|`);
}

/** Lines of code as a block that nothing in them can end. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const code = lines.map(visible).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(code) + 1));
  return `${fence}${language}\n${code}\n${fence}`;
}

/** A text inside of HTML elements. */
export function htmlText(text: string): string {
  return visible(text).replaceAll('\n', ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function longestRun(text: string): number {
  return (text.match(/`+/gu) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
