import type { Sql } from '../script/script-writer.ts';
import { TextValue } from '../script/text-value.ts';
import type { Value } from '../interpreter/values.ts';
import { ElsewhereValue, HostValue, ListValue } from '../interpreter/values.ts';
import { plainOf } from '../interpreter/built-ins.ts';
import type { DialectName } from 'sqllint';

/** SQL that a library lets people write beside its calls: `knex.raw('now()')`, `pgm.func('now()')`. */
export abstract class SqlValue extends HostValue {
  /** The SQL, as a part of a statement; undefined where it is not known. */
  abstract asSql(): Sql | undefined;
}

/** A name in the quotes of the database. What is not known yields undefined. */
export function quoted(name: Value, dialect: DialectName): Sql | undefined {
  if (!(name instanceof TextValue) || !name.isKnown) return undefined;
  const quote = quoteOf(dialect);
  if (name.toString().includes(quote)) return TextValue.of(quote + name.toString().replaceAll(quote, quote + quote) + quote);
  return new TextValue([{ text: quote }, ...name.pieces, { text: quote }]);
}

/** A name with its schema in front, where it has a dot: `"sales"."orders"`. */
export function quotedPath(name: Value, dialect: DialectName): Sql | undefined {
  if (!(name instanceof TextValue) || !name.isKnown) return undefined;
  const path = name.toString();
  if (!path.includes('.')) return quoted(name, dialect);
  return TextValue.of(path.split('.').map((one) => quotedText(one, dialect)).join('.'), name.pieces.length === 1 ? name.pieces[0]?.at : undefined);
}

export function quotedText(name: string, dialect: DialectName): string {
  const quote = quoteOf(dialect);
  return quote + name.replaceAll(quote, quote + quote) + quote;
}

function quoteOf(dialect: DialectName): string {
  return dialect === 'mysql' || dialect === 'mariadb' ? '`' : '"';
}

export function isMysql(dialect: DialectName): boolean {
  return dialect === 'mysql' || dialect === 'mariadb';
}

/** A string literal of the database. */
export function stringLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A value that the program hands over beside the SQL, or a stand-in where it is not known. */
export function literal(value: Value, dialect: DialectName): Sql {
  if (value instanceof SqlValue) return value.asSql() ?? standIn(dialect);
  if (value instanceof TextValue) {
    if (!value.isKnown) return standIn(dialect);
    return value.toString().includes("'") ? stringLiteral(value.toString()) : new TextValue([{ text: "'" }, ...value.pieces, { text: "'" }]);
  }
  if (value === null) return 'NULL';
  if (value === undefined) return 'DEFAULT';
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (value instanceof ElsewhereValue) return standIn(dialect);
  const plain = plainOf(value);
  return plain ? stringLiteral(JSON.stringify(plain.value)) : standIn(dialect);
}

/** What stands for a value that only the running program knows. */
export function standIn(dialect: DialectName): string {
  return dialect === 'postgres' ? '$1' : '?';
}

/** A text that is known; undefined for anything else. */
export function textOf(value: Value): string | undefined {
  return value instanceof TextValue && value.isKnown ? value.toString() : undefined;
}

/** One value or a list of them, as many methods take either. */
export function listed(value: Value): readonly Value[] {
  if (value instanceof ListValue) return value.isOpen ? [...value.items, new ElsewhereValue()] : value.items;
  return value === undefined ? [] : [value];
}
