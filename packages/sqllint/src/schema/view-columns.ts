/** What a `*` means in a view: the server puts the columns in its place when the view is created. */
import type { CreateObject } from '../changes.ts';
import type { Schema } from './schema.ts';
import { quote } from './write-sql.ts';

/** A view with columns in the place of each `*` whose table is known, and these columns, one list for each `*`. */
export interface WithColumns {
  readonly text: string;
  readonly definition: string;
  readonly stars: readonly string[];
}

interface Star {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly columns: readonly string[];
}

/** How a `*` among the selected columns stands in a definition. */
const starTarget = '{ResTarget={val=«»;};}';

/** How many `*` of a view stand for columns that are not known. */
export function openStars({ definition }: { readonly definition: string }): number {
  return definition.split(starTarget).length - 1;
}

/** Columns that a table gets after the view was created are not in it, so that the text alone does not say what a view shows. */
export function withColumns(schema: Schema, change: CreateObject): WithColumns {
  const { text, definition } = change;
  const stars = [...leadingStar(schema, change), ...starsOfTables(schema, change)].sort((a, b) => a.start - b.start);
  let [expanded, at] = ['', 0];
  for (const star of stars) {
    expanded += text.slice(at, star.start) + star.text;
    at = star.end;
  }
  const parts = definition.split(starTarget);
  const isWhole = parts.length === stars.length + 1;
  const lists = stars.map(({ columns }) => columns.map((column) => `{ResTarget={val=«${column}»;};}`).join(' '));
  return {
    text: expanded + text.slice(at),
    definition: isWhole ? parts.map((part, index) => `${part}${lists[index] ?? ''}`).join('') : definition,
    stars: stars.map(({ columns }) => columns.join(', ')),
  };
}

/** The columns of a table that a view reads, by its name as written; none where the history does not tell all of them. */
function columnsOf(schema: Schema, { reads = [] }: CreateObject, written: string): readonly string[] {
  const source = written.replaceAll('"', '').toLowerCase().split('.').at(-1);
  const name = reads.find((candidate) => candidate.name === source);
  const table = name && schema.table(name);
  return table && !table.partial ? [...table.columns.keys()] : [];
}

/** `o.*` */
function starsOfTables(schema: Schema, change: CreateObject): Star[] {
  return [...change.text.matchAll(/\b(?<!count\()(\w+)\.\*/gu)].flatMap(({ 0: whole, 1: alias = '', index }) => {
    const from = new RegExp(String.raw`(?:\bfrom|\bjoin|,)\s+([\w."]+)\s+(?:as\s+)?${alias}\b`, 'iu').exec(change.text)?.[1];
    const columns = columnsOf(schema, change, from ?? alias);
    if (columns.length === 0) return [];
    return [{ start: index, end: index + whole.length, text: columns.map((column) => `${alias}.${quote(column)}`).join(', '), columns }];
  });
}

/** The first `SELECT *` of a query that reads one table, with or without more columns behind the star. */
function leadingStar(schema: Schema, change: CreateObject): Star[] {
  const select = /\bselect\s+(?=\*\s*(?:,|from\b))/iu.exec(change.text);
  if (!select) return [];
  const start = select.index + select[0].length;
  const columns = columnsOf(schema, change, sourceOf(change.text, start + 1) ?? '');
  return columns.length === 0 ? [] : [{ start, end: start + 1, text: columns.map(quote).join(', '), columns }];
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
