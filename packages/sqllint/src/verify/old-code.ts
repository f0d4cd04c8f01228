import type { DatabaseError, RowWriting } from './engine.ts';
import type { RowNumbers } from './seed/fill.ts';
import { insertOf } from './seed/write-row.ts';
import type { RowPlan } from './seed/write-row.ts';
import type { RowsImage } from './rows/rows-image.ts';
import type { TableShape } from './table-shape.ts';

/** Something that the release before this migration may do. */
export interface OldStatement {
  /** The table or view; absent for a query that the user gave. */
  readonly table?: string;
  readonly kind: 'read' | 'insert' | 'update' | 'delete' | 'query';
  readonly sql: string;
  /** Where such a query stands. */
  readonly place?: { readonly file: string; readonly line: number };
  /** As the user wrote it; absent where that is `sql`. */
  readonly shown?: string;
}

/**
 * What the previous release can do with a table: read all of its columns, write a row with the
 * columns that it knows, change and delete rows.
 *
 * @param shape as it was before the migration
 * @param rows those of before
 */
export function oldStatements(shape: TableShape, rows: RowsImage, numbers: RowNumbers, writing: RowWriting): OldStatement[] {
  const { name: table, sql, columns } = shape;
  if (columns.length === 0) return [];
  const names = columns.map(({ name }) => writing.quoteName(name));
  const read: OldStatement = { table, kind: 'read', sql: `SELECT ${names.join(', ')} FROM ${sql} LIMIT 1` };
  if (shape.isView) return [read];
  const plan: RowPlan = { table: shape, style: 'plain', number: numbers.next(table), parents: rows, ...likeKnownRow(shape, rows) };
  const settable = columns.filter(({ isGenerated }) => !isGenerated).map(({ name }) => writing.quoteName(name));
  return [
    read,
    { table, kind: 'insert', sql: insertOf(plan, writing) },
    ...(settable.length === 0 ? [] : [{ table, kind: 'update', sql: `UPDATE ${sql} SET ${settable.map((name) => `${name} = ${name}`).join(', ')}` } as const]),
    ...deletion(shape, rows, writing),
  ];
}

/** What conditions had to be met, the rows that are there have met. */
function likeKnownRow({ name, columns, checks, uniques, foreignKeys }: TableShape, rows: RowsImage): Pick<RowPlan, 'instead'> {
  const known = rows.get(name);
  const row = known?.rows.at(-1);
  if (!known || !row) return {};
  const free = new Set([...uniques.flat(), ...foreignKeys.flatMap((key) => key.columns)]);
  const isBound = (column: TableShape['columns'][number]): boolean => !free.has(column.name) && !column.isGenerated && (column.checks !== undefined || checks.some(({ condition }) => condition.includes(column.name)));
  return { instead: Object.fromEntries(columns.filter(isBound).map(({ name: column }) => [column, row[known.columns.indexOf(column)] ?? null])) };
}

function deletion({ name: table, sql, columns }: TableShape, rows: RowsImage, writing: RowWriting): OldStatement[] {
  const known = rows.get(table);
  const row = known?.rows[0];
  if (!known || !row || known.key.length === 0) return [];
  const conditions = known.key.map((column) => {
    const kind = columns.find(({ name }) => name === column)?.kind ?? 'other';
    return `${writing.quoteName(column)} = ${writing.literal(row[known.columns.indexOf(column)] ?? '', kind)}`;
  });
  return [{ table, kind: 'delete', sql: `DELETE FROM ${sql} WHERE ${conditions.join(' AND ')}` }];
}

/** A statement that fails now, with what the server says. */
export interface FailedStatement {
  readonly statement: OldStatement;
  readonly error: DatabaseError;
}

export function failedOnes(statements: readonly OldStatement[], errors: readonly (DatabaseError | undefined)[]): FailedStatement[] {
  return statements.flatMap((statement, index): FailedStatement[] => {
    const error = errors[index];
    return error === undefined ? [] : [{ statement, error }];
  });
}
