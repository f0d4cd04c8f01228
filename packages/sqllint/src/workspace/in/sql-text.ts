import type { Literal } from '../code-text.ts';
import { escaped } from './finder.ts';
import type { Finder } from './finder.ts';

/** A text that is a statement, as opposed to one that talks about tables. */
const statement = /^\s*(?:with\b|select\b|insert\s+into\b|update\b[\s\S]*\bset\b|delete\s+from\b|truncate\b|merge\s+into\b)/iu;

/** Where a statement names a table, and what it calls it. */
const tables = /\b(?:from|join|into|update(?:\s+only)?)\s+(?:only\s+)?(?:"?\w+"?\.)?"?(\w+)"?(?:\s+(?:as\s+)?(?!(?:set|where|on|using|left|right|inner|outer|cross|full|join|group|order|limit|values|select|returning|for|natural|union|default)\b)(\w+))?/giu;

/** SQL in quotes, or in a file of queries, that names the table, and the column as one of it. */
export const inSqlText: Finder = ({ literals }, removal) => literals.flatMap((literal) => findIn(literal, removal.table, removal.column) ?? []);

function findIn({ start, text }: Literal, table: string, column: string | undefined): number | undefined {
  if (!statement.test(text)) return undefined;
  const named = [...text.matchAll(tables)];
  const own = named.filter(([, name]) => name?.toLowerCase() === table.toLowerCase());
  const [first] = own;
  if (!first) return undefined;
  // A query may call something of its own like the table.
  if (new RegExp(`(?:\\bwith|,)\\s+(?:recursive\\s+)?"?${escaped(table)}"?\\s*(?:\\([^)]*\\)\\s*)?as\\s*(?:materialized\\s*)?\\(`, 'iu').test(text)) return undefined;
  if (column === undefined) return start + first.index + first[0].toLowerCase().search(new RegExp(`\\b${escaped(table.toLowerCase())}\\b`, 'u'));
  const isAlone = new Set(named.map(([, name]) => name?.toLowerCase())).size === 1;
  const names = [...new Set(own.flatMap(([, name = '', alias]) => (alias === undefined ? [name] : [name, alias])))];
  const qualified = `(?<![\\w.])(?:${names.map((name) => `"?${escaped(name)}"?`).join('|')})\\."?${escaped(column)}"?(?!["\\w(])`;
  // What is called so in the result, a parameter and a function are no columns.
  const plain = `(?<![\\w.:@$'])(?<!\\bas\\s)"?${escaped(column)}"?(?!["\\w(.'])`;
  const found = new RegExp(isAlone ? `${qualified}|${plain}` : qualified, 'iu').exec(withoutTexts(text));
  return found ? start + found.index : undefined;
}

/** Constants are values, whatever they say. */
function withoutTexts(sql: string): string {
  return sql.replace(/'[^']*'/gu, (constant) => ' '.repeat(constant.length));
}
