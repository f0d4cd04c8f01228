import type { RowWriting } from '../engine.ts';
import type { TableRows } from '../rows/rows-image.ts';
import type { ColumnShape, TableShape } from '../table-shape.ts';
import { valueFor } from './values.ts';
import type { RowStyle } from './values.ts';

/** What a row is made from. */
export interface RowPlan {
  readonly table: TableShape;
  readonly style: RowStyle;
  /** From 1; no two rows of a table have the same. */
  readonly number: number;
  /** The rows that the table's foreign keys may point to, by table. */
  readonly parents: ReadonlyMap<string, TableRows>;
  /** Values that are wanted rather than what would come; null for NULL. */
  readonly instead?: Readonly<Record<string, string | null>>;
}

/** The values of a row, for the columns that an application would name. */
export function valuesOf({ table, style, number, parents, instead = {} }: RowPlan): Map<string, string | null> {
  const values = new Map<string, string | null>();
  for (const column of table.columns) if (!column.isGenerated) values.set(column.name, column.name in instead ? (instead[column.name] ?? null) : ownValue(table, column, style, number));
  for (const { columns, references, referencedColumns } of table.foreignKeys) {
    if (columns.some((column) => column in instead)) continue;
    const parent = parents.get(references);
    const row = parent?.rows.length ? parent.rows[number % parent.rows.length] : undefined;
    const isLeftOut = row === undefined || (style === 'sparse' && columns.some((column) => shapeOf(table, column)?.nullable === true));
    columns.forEach((column, index) => {
      const from = parent?.columns.indexOf(referencedColumns[index] ?? '') ?? -1;
      const isOptional = shapeOf(table, column)?.nullable === true;
      if (!isLeftOut) values.set(column, row[from] ?? null);
      else if (isOptional) values.set(column, null);
      // The first row of a table that refers to itself refers to itself.
      else if (references === table.name) values.set(column, values.get(referencedColumns[index] ?? '') ?? null);
    });
  }
  return values;
}

function ownValue(table: TableShape, column: ColumnShape, style: RowStyle, number: number): string | null {
  // Keys are small and count up, as those are that sequences make.
  const isKey = table.uniques[0]?.includes(column.name) === true;
  return valueFor(column, isKey ? 'plain' : style, number);
}

function shapeOf({ columns }: TableShape, name: string): ColumnShape | undefined {
  return columns.find((column) => column.name === name);
}

/** The `INSERT` of a row. A column of which no value is known is left to its default. */
export function insertOf(plan: RowPlan, writing: RowWriting): string {
  const { table, instead = {} } = plan;
  const values = [...valuesOf(plan)].filter(([name, value]) => value !== null || name in instead || shapeOf(table, name)?.hasDefault === false);
  if (values.length === 0) return `INSERT INTO ${table.sql} DEFAULT VALUES`;
  const names = values.map(([name]) => writing.quoteName(name)).join(', ');
  const texts = values.map(([name, value]) => (value === null ? 'NULL' : writing.literal(value, shapeOf(table, name)?.kind ?? 'other')));
  return `INSERT INTO ${table.sql} (${names}) VALUES (${texts.join(', ')})`;
}
