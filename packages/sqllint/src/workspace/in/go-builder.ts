import { escaped } from './finder.ts';
import type { Finder } from './finder.ts';

/** How far a chain of calls may go on before and behind its table. */
const chainLength = 2000;

/** `psql.Select("id").From("orders")` of squirrel and goqu, and `db.Table("orders")` of GORM. */
export const inGoBuilder: Finder = ({ text }, { table, column }) => {
  const name = `"(?:\\w+\\.)?${escaped(table)}(?:\\s+(?:AS\\s+)?\\w+)?"`;
  const calls = new RegExp(`\\.\\s*(?:From|Into|Table|InsertInto)\\(\\s*${name}\\s*\\)|\\b(?:psql|sq|squirrel|goqu|builder)\\.(?:Insert|Update|Delete|From)\\(\\s*${name}\\s*\\)`, 'gu');
  return [...text.matchAll(calls)].flatMap((call) => {
    if (column === undefined) return [call.index];
    const { start, end } = chainAround(text, call.index, call.index + call[0].length);
    const chain = text.slice(start, end);
    // A table that is joined may have a column of the same name.
    const own = /\bJoin\w*\(/u.test(chain) ? undefined : new RegExp(`"${escaped(column)}"(?!\\s*:=)`, 'u').exec(chain);
    const qualified = new RegExp(`["\\s(,]${escaped(table)}\\.${escaped(column)}\\b`, 'u').exec(chain);
    const found = qualified ?? own;
    return found ? [start + found.index + 1] : [];
  });
};

/** The lines of one chain: each but the last ends with the dot of the next call. */
function chainAround(text: string, from: number, to: number): { readonly start: number; readonly end: number } {
  const before = text.slice(Math.max(0, from - chainLength), from);
  const behind = text.slice(to, to + chainLength);
  const [own = ''] = /(?:[^\n]*\.[ \t]*\r?\n)*[^\n]*$/u.exec(before) ?? [];
  const [rest = ''] = /^[^\n]*(?:(?<=\.[ \t]*)\r?\n[^\n]*)*/u.exec(behind) ?? [];
  return { start: from - own.length, end: to + rest.length };
}
