import type { ColumnShape, TableShape, ValueKind } from '../../table-shape.ts';
import type { LexicalRules } from '../../../text/tokens.ts';
import { columnsOf, foreignKeysOf, indexesOf, relationsOf } from './schema-objects.ts';
import type { Column, Relation } from './schema-objects.ts';
import type { SqliteSession } from './sqlite-session.ts';
import { readTable } from './table-text.ts';

/** What rows of tables and views have to be like; virtual tables are left out, for each kind has rules of its own. */
export function tableShapes(session: SqliteSession, rules: LexicalRules): TableShape[] {
  return relationsOf(session).flatMap((relation) => (relation.kind === 'virtual' ? [] : [shapeOf(session, relation, rules)]));
}

function shapeOf(session: SqliteSession, { name, kind, sql, strict }: Relation, rules: LexicalRules): TableShape {
  const columns = columnsOf(session, name);
  const key = keyColumns(columns);
  const isView = kind === 'view';
  const text = readTable(sql, rules);
  return {
    name: name.toLowerCase(),
    sql: quoteName(name),
    isView,
    columns: columns.map((column) => columnShape(column, key.length === 1 && !strict)),
    foreignKeys: isView ? [] : foreignKeysOf(session, name).map(({ columns: from, references, referencedColumns }) => ({
      columns: from,
      references: references.toLowerCase(),
      referencedColumns: referencedColumns.every((column) => column !== '') ? referencedColumns : keyColumns(columnsOf(session, references)),
      isDeferrable: text.deferred.has(from.map((column) => column.toLowerCase()).join(',')),
    })),
    uniques: isView ? [] : [...(key.length > 0 ? [key] : []), ...indexesOf(session, name).flatMap(({ unique, partial, origin, columns: indexed }) => (unique && !partial && origin !== 'pk' && indexed.every((column) => column !== null) ? [indexed] : []))],
    checks: isView ? [] : text.checks.map(({ called, written }) => ({ name: called, condition: `CHECK (${written})` })),
  };
}

export function keyColumns(columns: readonly Column[]): string[] {
  return columns.filter(({ keyPosition }) => keyPosition > 0).toSorted((a, b) => a.keyPosition - b.keyPosition).map(({ name }) => name);
}

/** SQLite keeps to no length: what is said tells what people write, up to where nobody means it. */
const longestText = 2000;

function columnShape({ name, type, notNull, defaultValue, keyPosition, generated }: Column, isOnlyKey: boolean): ColumnShape {
  const [, length] = /char[^(]*\((\d+)\)/iu.exec(type) ?? [];
  const [, precision, scale] = /(?:decimal|numeric)\s*\((\d+)\s*(?:,\s*(\d+))?\)/iu.exec(type) ?? [];
  // SQLite numbers the rows by this column itself.
  const isRowid = keyPosition > 0 && isOnlyKey && /^integer$/iu.test(type);
  return {
    name,
    type: type.toLowerCase(),
    kind: kindOf(type),
    ...(length === undefined || Number(length) > longestText ? {} : { length: Number(length) }),
    ...(precision === undefined ? {} : { precision: Number(precision), scale: Number(scale ?? 0) }),
    nullable: !notNull && keyPosition === 0,
    hasDefault: defaultValue !== null || isRowid,
    isGenerated: generated !== undefined,
  };
}

/** What the declared type tells about the values; SQLite itself takes it as a hint, and so do applications. */
function kindOf(type: string): ValueKind {
  const said = type.toLowerCase();
  if (said.includes('bool')) return 'boolean';
  if (/uuid|guid/u.test(said)) return 'uuid';
  if (said.includes('json')) return 'json';
  if (/bigint|int8|unsigned big/u.test(said)) return 'bigint';
  if (/smallint|tinyint|int2/u.test(said)) return 'smallint';
  if (said.includes('int')) return 'integer';
  if (/char|clob|text/u.test(said)) return 'text';
  if (/blob|binary|bytea/u.test(said)) return 'bytes';
  if (/real|floa|doub/u.test(said)) return 'float';
  if (/timestamp|datetime/u.test(said)) return 'timestamp';
  if (said.includes('date')) return 'date';
  if (said.includes('time')) return 'time';
  if (/dec|num|money/u.test(said)) return 'decimal';
  return 'text';
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
