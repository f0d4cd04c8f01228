import type { DataType } from '../../changes.ts';
import { quote } from '../write-sql.ts';

/** Types that the server converts into each other without being asked. */
const families: readonly (readonly string[])[] = [
  ['int2', 'int4', 'int8', 'numeric', 'float4', 'float8'],
  ['text', 'varchar', 'bpchar', 'citext', 'name'],
  ['timestamp', 'timestamptz', 'date'],
  ['json', 'jsonb'],
  ['inet', 'cidr'],
  ['bit', 'varbit'],
  ['time', 'timetz'],
];

/** Whether an `ALTER COLUMN … TYPE` needs no `USING`, and takes a default along. */
export function convertsByItself(from: DataType, to: DataType): boolean {
  if (from.dimensions !== to.dimensions) return false;
  return from.name === to.name || families.some((family) => family.includes(from.name) && family.includes(to.name));
}

const texts = new Set(['text', 'varchar', 'bpchar', 'citext', 'name']);

/**
 * The `USING` that takes a column back to an earlier type, or undefined where none is needed. Every
 * type can be written as text and read from it, so that the statement runs on any column; a value
 * that the earlier type cannot hold stops it.
 */
export function conversionBack(column: string, from: DataType, to: DataType): string | undefined {
  if (convertsByItself(from, to)) return undefined;
  const name = quote(column);
  if (from.dimensions === 0 && to.dimensions > 0) return `ARRAY[${name}]::${to.text}`;
  if (from.dimensions > 0 && to.dimensions === 0 && !texts.has(to.name)) return `(${name})[1]::${to.text}`;
  if (from.name === 'bool' && to.name === 'int4') return `${name}::integer`;
  if (from.name === 'int4' && to.name === 'bool') return `${name}::boolean`;
  const isText = (type: DataType): boolean => type.dimensions === 0 && texts.has(type.name);
  return isText(from) || isText(to) ? `${name}::${to.text}` : `${name}::text::${to.text}`;
}
