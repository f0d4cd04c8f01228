import type { Files, HistoryOptions } from '../migrations-of.ts';

/** A piece of SQL in a page, and whether the page's rule reports it. */
export interface Sample {
  readonly verdict: 'incorrect' | 'correct';
  /** The line of the fence, from 1. */
  readonly line: number;
  readonly files: Files;
  readonly options: HistoryOptions;
}

/**
 * The samples of a page: fences that open with ```` ```sql incorrect ```` or ```` ```sql correct ````,
 * with options of the run as JSON behind it. In a sample a line `-- file: 0002_name.up.sql` begins
 * another file of the history; without such a line the sample is one migration without a down.
 * @throws when a fence has neither of the two words, or SQL stands before the first file
 */
export function samplesOf(page: string): Sample[] {
  const fences = page.matchAll(/^```sql(?<words>[^\n]*)\n(?<body>[\s\S]*?)^```$/gmu);
  return [...fences].map(({ index, groups }) => {
    const line = page.slice(0, index).split('\n').length;
    const [, verdict, options] = /^ (incorrect|correct)(?: (\{.*\}))?$/u.exec(groups?.['words'] ?? '') ?? [];
    if (verdict !== 'incorrect' && verdict !== 'correct') {
      throw new Error(`The fence of line ${line} says neither “incorrect” nor “correct”.`);
    }
    // The page is ours, and its options are those of the linter.
    const parsed = options === undefined ? {} : (JSON.parse(options) as HistoryOptions);
    return { verdict, line, files: filesOf(groups?.['body'] ?? '', line), options: parsed };
  });
}

function filesOf(body: string, line: number): Files {
  const [before = '', ...parts] = body.split(/^-- file: (.+)\n/mu);
  if (parts.length === 0) return { '0001_sample.sql': before };
  if (before.trim() !== '') throw new Error(`In the fence of line ${line} something stands before the first file.`);
  const files: Record<string, string> = {};
  for (let at = 0; at < parts.length; at += 2) files[parts[at] ?? ''] = parts[at + 1] ?? '';
  return files;
}
