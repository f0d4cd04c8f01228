import { compareDefinitions, leftOverObject, missingObject } from './compare-definitions.ts';
import { compareTables } from './compare-tables.ts';
import type { Difference } from './difference.ts';
import { displayName } from './model.ts';
import type { SchemaObject, Table } from './model.ts';
import type { Mark, Schema } from './schema.ts';
import { createTableSql, quoteName } from './write-sql.ts';

/**
 * How the schema differs from what it was at the mark. Names of constraints and indexes and the
 * order of columns are no differences; nor is what the history leaves uncertain.
 *
 * @param down where the down began: what the up made in the place of something that may have been there is
 * left over when the down does not touch it
 */
export function differencesSince(schema: Schema, mark: Mark, down?: Mark): Difference[] {
  const found: Difference[] = [];
  const touched = down && schema.changedSince(down);
  for (const [key, before] of schema.changedSince(mark)) {
    if (schema.isUncertain(key)) continue;
    const after = schema.get(key);
    if (schema.mayHaveBeenThere(key)) {
      if (after && touched?.has(key) !== true) found.push(...compareObjects(undefined, after, () => false));
      continue;
    }
    if (before !== after) found.push(...compareObjects(before, after, (index) => schema.isUncertain(index)));
  }
  return found;
}

/** @param isUncertain whether an object that a table brings along, by its key, was named before the history told of it */
function compareObjects(before: SchemaObject | undefined, after: SchemaObject | undefined, isUncertain: (key: string) => boolean): Difference[] {
  if (before?.kind === 'index' || after?.kind === 'index') return [];
  if (before?.kind === 'table') {
    if (after?.kind === 'table') return compareTables(before, after, isUncertain);
    return before.temporary ? [] : [missingTable(before)];
  }
  if (after?.kind === 'table') {
    if (after.temporary || before) return [];
    return [
      { problem: 'left over', object: `table ${displayName(after)}`, mend: () => [`DROP TABLE ${quoteName(after)};`] },
    ];
  }
  if (before) return after ? compareDefinitions(before, after) : [missingObject(before)];
  return after ? leftOverObject(after) : [];
}

function missingTable(table: Table): Difference {
  return {
    problem: 'missing',
    object: `table ${displayName(table)}`,
    mend: () => (table.partial ? [] : createTableSql(table)),
  };
}
