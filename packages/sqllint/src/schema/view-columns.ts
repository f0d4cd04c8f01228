/** What a `*` means in a view: the server puts the columns in its place when the view is created. */
import type { CreateObject } from '../changes.ts';
import type { Schema } from './schema.ts';
import { quote } from './write-sql.ts';

/** Stands in a definition before the columns that each `*` meant, where they are known. */
export const starMark = ' with columns ';

/** A view's text with columns in the place of each `*` whose table is known, and these columns, one list for each `*`. */
export interface WithColumns {
  readonly text: string;
  readonly stars: readonly string[];
}

/** Columns that a table gets after the view was created are not in it, so that the text alone does not say what a view shows. */
export function withColumns(schema: Schema, { text, reads = [] }: CreateObject): WithColumns {
  const stars: string[] = [];
  const noted = (columns: readonly string[]): readonly string[] => {
    stars.push(columns.join(','));
    return columns;
  };
  const columnsOf = (written: string): string[] => {
    const source = written.replaceAll('"', '').toLowerCase().split('.').at(-1);
    const name = reads.find((candidate) => candidate.name === source);
    const table = name && schema.table(name);
    return table && !table.partial ? [...table.columns.keys()].map(quote) : [];
  };
  const expanded = expandLeadingStar(text, (source) => {
    const columns = columnsOf(source);
    return columns.length === 0 ? undefined : noted(columns).join(', ');
  }).replace(/\b(?<!count\()(\w+)\.\*/gu, (whole, alias: string) => {
    const from = new RegExp(String.raw`(?:\bfrom|\bjoin|,)\s+([\w."]+)\s+(?:as\s+)?${alias}\b`, 'iu').exec(text)?.[1];
    const columns = columnsOf(from ?? alias);
    return columns.length === 0 ? whole : noted(columns).map((column) => `${alias}.${column}`).join(', ');
  });
  return { text: expanded, stars };
}

/** The first `SELECT *` of a query that reads one table, with or without more columns behind the star. */
function expandLeadingStar(text: string, columnsOf: (source: string) => string | undefined): string {
  const start = /\bselect\s+(?=\*\s*(?:,|from\b))/iu.exec(text);
  if (!start) return text;
  const star = start.index + start[0].length;
  const source = sourceOf(text, star + 1);
  const columns = source === undefined ? undefined : columnsOf(source);
  return columns === undefined ? text : `${text.slice(0, star)}${columns}${text.slice(star + 1)}`;
}

/** The one table behind the `FROM` that belongs to the select list at this place. */
function sourceOf(text: string, listStart: number): string | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.slice(listStart).matchAll(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|[()]|\bfrom\b/giu)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (depth === 0 && token.toLowerCase() === 'from') {
      return /^from\s+([\w."]+)(?=\s*(?:$|;|where\b|group\b|order\b|limit\b))/iu.exec(text.slice(listStart + index))?.[1];
    }
    if (depth < 0) return undefined;
  }
  return undefined;
}
