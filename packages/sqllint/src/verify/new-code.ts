import type { RowWriting } from './engine.ts';
import { formerlyRefused } from './formerly-refused.ts';
import type { FormerlyRefused } from './formerly-refused.ts';
import { newlyChecked } from './newly-checked.ts';
import type { RowsImage } from './rows/rows-image.ts';
import type { RowNumbers } from './seed/fill.ts';
import { insertOf } from './seed/write-row.ts';
import type { RowPlan } from './seed/write-row.ts';
import { valueFor } from './seed/values.ts';
import type { ColumnShape, TableShape } from './table-shape.ts';

/** A row that the release after this migration may write. */
export interface NewRow {
  readonly table: string;
  readonly sql: string;
  /** What the new schema allows and the old one did not: a sentence; absent where the row is like any other. */
  readonly allows?: string;
}

/**
 * Rows that only the new schema takes: in new columns, NULL where it was forbidden, longer texts and
 * larger numbers than before, new values of enums and of lists in conditions, and what constraints of before refused.
 *
 * @param after the table as it is after the migration
 * @param before as it was before; absent for a new table
 * @param rows those after the migration
 */
export function newRows(after: TableShape, before: TableShape | undefined, rows: RowsImage, numbers: RowNumbers, writing: RowWriting): NewRow[] {
  if (after.isView || after.columns.length === 0) return [];
  const plan = (style: RowPlan['style'], instead: NonNullable<RowPlan['instead']> = {}): RowPlan => ({ table: after, style, number: numbers.next(after.name), parents: rows, instead });
  const row = (style: RowPlan['style'], instead?: NonNullable<RowPlan['instead']>, allows?: string): NewRow => ({
    table: after.name,
    sql: insertOf(plan(style, instead), writing),
    ...(allows === undefined ? {} : { allows }),
  });
  if (!before) return [row('plain'), row('sparse')];
  const changes = after.columns.flatMap((column) => {
    const was = before.columns.find(({ name }) => name === column.name);
    return was && !column.isGenerated ? allowedBy(column, was, `${after.name}.${column.name}`, numbers.next(after.name)) : [];
  });
  return [
    row('plain'),
    ...[...changes, ...newlyChecked(after, before)].map(({ value, column, allows }) => row('plain', { [column]: value }, allows)),
    ...[...noLongerUnique(after, before, rows), ...formerlyRefused(after, before, rows, numbers)].map(({ instead, allows }) => row('plain', instead, allows)),
  ];
}

/** What a column takes now that it did not take before. */
function allowedBy(now: ColumnShape, was: ColumnShape, shown: string, number: number): { readonly column: string; readonly value: string | null; readonly allows: string }[] {
  const column = now.name;
  const allowed: { column: string; value: string | null; allows: string }[] = [];
  if (now.nullable && !was.nullable) allowed.push({ column, value: null, allows: `\`${shown}\` takes NULL.` });
  if (now.type !== was.type) {
    const largest = valueFor(now, 'extreme', number);
    if (largest !== null) allowed.push({ column, value: largest, allows: `\`${shown}\` takes ${now.type} instead of ${was.type}.` });
  }
  for (const label of now.labels ?? []) {
    if (was.labels && !was.labels.includes(label)) allowed.push({ column, value: now.kind === 'array' ? `{"${label}"}` : label, allows: `\`${shown}\` takes the value ${label}.` });
  }
  return allowed;
}

/** For unique columns that are not unique any more, the values of a row that is there. */
function noLongerUnique(after: TableShape, before: TableShape, rows: RowsImage): FormerlyRefused[] {
  const known = rows.get(after.name);
  const row = known?.rows[0];
  if (!known || !row) return [];
  const still = after.uniques.map((columns) => new Set(columns));
  return before.uniques.flatMap((columns) => {
    if (!columns.every((column) => known.columns.includes(column))) return [];
    // A narrower unique key that is still there forbids the same values.
    if (still.some((kept) => [...kept].every((column) => columns.includes(column)))) return [];
    const instead = Object.fromEntries(columns.map((column) => [column, row[known.columns.indexOf(column)] ?? null]));
    return [{ instead, allows: `\`${after.name}\` takes the same ${columns.join(', ')} twice.` }];
  });
}
