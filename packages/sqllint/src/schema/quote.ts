import type { DialectName } from '../dialect-name.ts';
import { writtenDialect } from './sql-dialect.ts';

/** Words that are no column or table name without quotes, of those that people do use. */
const reservedEverywhere = words(`all alter and as asc between by case check collate column constraint create cross default delete
  desc distinct drop else exists for foreign from group having in index inner insert into is join left like limit natural
  not null on or order outer primary references right select set table then to union unique update using values when
  where with`);

const reserved: Readonly<Record<DialectName, ReadonlySet<string>>> = {
  postgres: words(`all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
    current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc
    distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral
    leading limit localtime localtimestamp not null offset on only or order placing primary references returning
    select session_user some symmetric table then to trailing true union unique user using variadic when where
    window with
    authorization binary collation concurrently cross freeze full ilike inner is isnull join left like natural notnull
    outer overlaps right similar system_user tablesample verbose`),
  mysql: reservedEverywhere,
  mariadb: reservedEverywhere,
  sqlite: new Set([
    ...reservedEverywhere,
    ...words(`add autoincrement commit deferrable escape except isnull intersect notnull nothing returning transaction
      current_date current_time current_timestamp full generated glob group if indexed match offset over plan pragma
      raise regexp replace rollback row rows temp temporary trigger vacuum view virtual window without end begin`),
  ]),
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}

/** An identifier as it has to be written: quoted where it would mean something else, or nothing, without. */
export function quote(identifier: string): string {
  const dialect = writtenDialect();
  // Only PostgreSQL folds what is not quoted.
  const plain = dialect === 'postgres' ? /^[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*$/u : /^[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*$/iu;
  if (plain.test(identifier) && !reserved[dialect].has(identifier.toLowerCase())) return identifier;
  const mark = dialect === 'mysql' || dialect === 'mariadb' ? '`' : '"';
  return `${mark}${identifier.replaceAll(mark, mark + mark)}${mark}`;
}

export function quoteName(object: { readonly schema?: string; readonly name: string }): string {
  const schema = object.schema === undefined || object.schema === 'public' || object.schema === '' ? '' : `${quote(object.schema)}.`;
  return `${schema}${quote(object.name)}`;
}
