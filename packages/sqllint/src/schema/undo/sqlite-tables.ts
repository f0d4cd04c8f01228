import type { RebuildTable } from '../../changes.ts';
import { displayName, keyOf } from '../model.ts';
import type { Column, Table } from '../model.ts';
import { quote } from '../quote.ts';
import { lostIn } from '../rebuild.ts';
import { sqliteRebuildSql } from '../sqlite-sql.ts';
import { findCopy, valuesBackSql } from './copy.ts';
import { fillerOf } from './filler.ts';
import type { Moment } from './moment.ts';
import { comment } from './step.ts';
import type { Step } from './step.ts';

/** Takes a rebuild back by another one. */
export function undoRebuild(moment: Moment, change: RebuildTable, before: Table, after: Table): Step[] {
  const renamed = new Map<string, string>();
  if (change.copied !== undefined && change.copied !== 'by position') {
    for (const { from, to } of change.copied) if (from !== undefined && before.columns.has(from) && !after.columns.has(from) && !before.columns.has(to)) renamed.set(from, to);
  }
  const lost = lostIn(moment.before, change).values;
  const warnings = [
    ...(change.copied !== undefined && change.leavesOutRows ? [`Rows of ${displayName(before)} that the up left out are lost.`] : []),
    ...lost.map((column) => `The values of ${displayName(before)}.${column}, which the up did not copy, are lost.`),
  ];
  return rebuildBack(moment, before, after, renamed, warnings);
}

/**
 * Makes a table again what it was.
 * @param renamed what columns are called now, by their earlier names
 * @param lost sentences about data that is gone for other reasons
 */
export function rebuildBack(moment: Moment, before: Table, after: Table, renamed: ReadonlyMap<string, string> = new Map(), lost: readonly string[] = []): Step[] {
  const name = displayName(before);
  if (before.partial) {
    const warning = `Table ${name} cannot be made what it was, as no migration tells all of its columns.`;
    return [{ stage: 'alter', sql: [comment(warning)], brings: 'nothing', warning }];
  }
  const warnings = [...lost];
  const notes: string[] = [];
  const valuesBack: string[] = [];
  const sources = [];
  for (const column of before.columns.values()) {
    if (column.generated) continue;
    const now = renamed.get(column.name) ?? column.name;
    const value = after.columns.has(now) ? quote(now) : undefined;
    if (value !== undefined) {
      sources.push({ column: column.name, value: filled(value, column, after.columns.get(now)) });
      if (mayLack(column, after.columns.get(now)) && typeof column.default?.constant !== 'string' && !isRowNumber(before, column)) {
        notes.push(comment(`This stops when rows without ${name}.${column.name} were written since; give those a value first.`));
      }
      continue;
    }
    const filler = column.notNull === true && !column.default ? fillerOf(moment.before, before, column) : undefined;
    if (filler !== undefined) sources.push({ column: column.name, value: filler });
    const copy = findCopy(moment.copies, before, [column.name]);
    // A required column that nothing can fill, such as a unique one, cannot wait for its values.
    if (copy && (filler !== undefined || column.notNull !== true || column.default)) {
      if (filler !== undefined) notes.push(comment(`Rows of ${name} that were written since the up are not in the copy; they get ${filler} for ${column.name}.`));
      valuesBack.push(valuesBackSql(before, [column.name], copy));
      continue;
    }
    const gets = filler ?? (column.default ? `its default, ${column.default.text}` : 'NULL');
    warnings.push(`The values of ${name}.${column.name} are lost; every row gets ${gets}.`);
  }
  const isReferredTo = moment.before.tablesPointingTo(keyOf(before)).some((other) => keyOf(other) !== keyOf(before));
  const advice = isReferredTo ? [comment(`Other tables refer to ${name}: run this with PRAGMA foreign_keys = OFF, set outside a transaction, or their rows go with the DROP TABLE.`)] : [];
  const sql = [...advice, ...warnings.map(comment), ...notes, ...sqliteRebuildSql(before, sources, moment.before.objectsPointingTo(keyOf(before)).length > 0), ...valuesBack];
  return [{ stage: 'alter', sql, ...(warnings.length > 0 ? { brings: 'shape' as const, warning: warnings.join(' ') } : {}) }];
}

/** A column that allowed NULL in between gets its default in rows that have none. */
function filled(value: string, before: Column, after: Column | undefined): string {
  return mayLack(before, after) && typeof before.default?.constant === 'string' ? `coalesce(${value}, ${before.default.text})` : value;
}

/** An integer primary key numbers the rows itself: it is never empty, whether it says `NOT NULL` or not. */
function isRowNumber(table: Table, { name, type }: Column): boolean {
  return type?.name === 'integer' && [...table.constraints.values()].some(({ type: kind, columns }) => kind === 'primaryKey' && columns.length === 1 && columns[0] === name);
}

/** Whether rows may be without a value that the column required before. */
function mayLack(before: Column, after: Column | undefined): boolean {
  return before.notNull === true && after?.notNull !== true;
}
