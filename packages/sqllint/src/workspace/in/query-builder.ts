import { escaped } from './finder.ts';
import type { Finder } from './finder.ts';

/** How far a chain of calls may go on behind its table. */
const chainLength = 2000;

/** `knex('orders').where('orders.legacy_status', …)`, and the same of Kysely's `selectFrom` and Supabase's `from`. */
export const inQueryBuilder: Finder = ({ text }, { table, column }) => {
  const calls = new RegExp(`(?:\\b(?:knex|trx|db)\\s*(?:<[^>()]*>)?|\\.(?:table|from|into|selectFrom|insertInto|updateTable|deleteFrom))\\s*\\(\\s*(["'\`])${escaped(table)}(?:\\s+as\\s+\\w+)?\\1\\s*\\)`, 'gu');
  return [...text.matchAll(calls)].flatMap((call) => {
    if (column === undefined) return [call.index];
    const behind = call.index + call[0].length;
    const chain = chainFrom(text, behind);
    // A table that is joined may have a column of the same name.
    const own = /\.\w*[jJ]oin\w*\s*\(/u.test(chain) ? `${escaped(table)}\\.` : `(?:${escaped(table)}\\.)?`;
    const named = new RegExp(`["'\`]${own}${escaped(column)}(?:\\s+as\\s+\\w+)?["'\`]`, 'u').exec(chain);
    return named ? [behind + named.index + 1] : [];
  });
};

/** What is called on the result, one call behind the other. */
function chainFrom(text: string, from: number): string {
  const rest = text.slice(from, from + chainLength);
  const end = /;|\n\s*\n|\n\s*(?:const|let|var|return|await|if|for)\b|^\s*[^.\s]/u.exec(rest);
  return end ? rest.slice(0, end.index) : rest;
}
