import { blockFrom } from '../block.ts';
import { escaped, snakeCase } from './finder.ts';
import type { Finder } from './finder.ts';

/** `type Order struct { Status string \`db:"legacy_status"\` }`, where the struct says or its name tells which table it is of. */
export const inGoStruct: Finder = ({ text }, { table, column }) =>
  [...text.matchAll(/^type\s+(\w+)\s+struct\s*(?=\{)/gmu)].flatMap((struct) => {
    const [, name = ''] = struct;
    const body = blockFrom(text, struct.index, '{');
    if (!body) return [];
    const fields = text.slice(body.start, body.end);
    const method = new RegExp(`func\\s*\\([^)]*\\b${escaped(name)}\\)\\s*TableName\\(\\)\\s*string\\s*\\{\\s*return\\s+"([^"]+)"`, 'u').exec(text)?.[1];
    const called = method ?? /\bbun:"table:([\w.]+)/u.exec(fields)?.[1];
    const isTable = called === undefined ? column !== undefined && plurals(snakeCase(name)).includes(table) : called.split('.').at(-1) === table;
    if (!isTable) return [];
    if (column === undefined) return [struct.index];
    const tag = new RegExp(`^[^\\n]*\`[^\`\\n]*(?:\\b(?:db|pg|bun|sql):"${escaped(column)}[",]|gorm:"[^"]*\\bcolumn:${escaped(column)}[";])`, 'gmu');
    return [...fields.matchAll(tag)].map((field) => body.start + field.index + field[0].search(/\S/u));
  });

function plurals(word: string): string[] {
  return [word, `${word}s`, `${word}es`, word.replace(/y$/u, 'ies')];
}
