import type { Engine, RowAtOnce, ValueAtOnce } from '../engine.ts';
import type { RowsImage } from '../rows/rows-image.ts';
import type { TableShape } from '../table-shape.ts';
import type { RowNumbers } from './fill.ts';
import { valuesOf } from './write-row.ts';

/** The tables that refer to a table and that it refers to, itself included. */
export function circleOf(first: string, tables: readonly TableShape[]): TableShape[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const reachedFrom = (start: string): ReadonlySet<string> => {
    const reached = new Set<string>();
    for (const queue = [start]; queue.length > 0; ) {
      for (const { references } of byName.get(queue.pop() ?? '')?.foreignKeys ?? []) {
        if (reached.has(references) || !byName.has(references)) continue;
        reached.add(references);
        queue.push(references);
      }
    }
    return reached;
  };
  return tables.filter(({ name }) => name === first || (reachedFrom(first).has(name) && reachedFrom(name).has(first)));
}

/**
 * Writes a row into each table of a circle with one statement, behind which all their foreign keys hold.
 * @returns whether it went through
 */
export async function fillCircle(engine: Engine, circle: readonly TableShape[], parents: RowsImage, numbers: RowNumbers): Promise<boolean> {
  const { atOnce, literal } = engine.writing;
  if (!atOnce) return false;
  const rows = new Map(circle.map((table) => {
    const values = valuesOf({ table, style: 'plain', number: numbers.next(table.name), parents });
    const kindOf = (name: string): Parameters<typeof literal>[1] => table.columns.find((column) => column.name === name)?.kind ?? 'other';
    const written = [...values].flatMap(([name, value]): [string, ValueAtOnce][] => (value === null ? [] : [[name, literal(value, kindOf(name))]]));
    return [table.name, { table, values: new Map(written) }] as const;
  }));
  for (const { table, values } of rows.values()) {
    for (const { columns, references, referencedColumns } of table.foreignKeys) {
      const other = rows.get(references);
      if (!other) continue;
      for (const [index, column] of columns.entries()) {
        const referenced = referencedColumns[index] ?? '';
        // A number that the database gives is taken before both rows are written.
        const value = other.values.get(referenced) ?? { counter: referenced, of: other.table };
        other.values.set(referenced, value);
        values.set(column, value);
      }
    }
  }
  const [error] = await engine.attempt([atOnce([...rows.values()] satisfies RowAtOnce[])], 'what succeeds');
  return error === undefined;
}
