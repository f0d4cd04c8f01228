import type { Change, CopiedColumns, QualifiedName } from '../changes.ts';
import type { ChangeContext } from './rule.ts';

/** Whether this migration copied every value of a column somewhere before the change. */
export function isColumnKept(change: Change, table: QualifiedName, column: string, context: ChangeContext): boolean {
  return isInAnotherColumn(change, table, column, context) || isCopiedBefore(change, table, context, ({ columns }) => columns.length === 0 || columns.some(({ from }) => from === column));
}

/** `UPDATE t SET b = a`, for every row. */
function isInAnotherColumn(change: Change, table: QualifiedName, column: string, { isPrecededBy, isSameRelation }: ChangeContext): boolean {
  return isPrecededBy(change, (earlier) => {
    if (earlier.kind !== 'updateRows' || earlier.hasWhere || earlier.from || earlier.conditional === true || !isSameRelation(earlier.table, table)) return false;
    return earlier.values.some(({ column: to, value }) => to !== column && value.functions.length === 0 && value.columns[0] === column && unquoted(value.text) === unquoted(column));
  });
}

function unquoted(name: string): string {
  return name.replaceAll(/["`[\]]/gu, '').trim().toLowerCase();
}

/**
 * The table that got some of the rows before, where others were left out or something was computed on the way.
 * @param column one that the statement has to name, where it is about a single one
 */
export function partlyKeptIn(change: Change, table: QualifiedName, { up, isSameRelation, sourceOf }: ChangeContext, column?: string): QualifiedName | undefined {
  for (const statement of up) {
    for (const earlier of statement.changes) {
      if (earlier === change || statement.start >= change.start) return undefined;
      if (earlier.kind !== 'insertRows' || isSameRelation(earlier.table, table) || earlier.from?.some((from) => isSameRelation(from, table)) !== true) continue;
      if (column === undefined || new RegExp(String.raw`\b${column.replaceAll(/\W/gu, '.')}\b`, 'iu').test(sourceOf(statement))) return earlier.table;
    }
  }
  return undefined;
}

/** Whether this migration copied every row of a table, whole, somewhere before the change. */
export function isTableKept(change: Change, table: QualifiedName, context: ChangeContext): boolean {
  const known = context.tableOf(table);
  const columns = known && !known.partial ? [...known.columns.keys()] : undefined;
  return isCopiedBefore(change, table, context, (copy) =>
    copy.columns.length === 0 || (columns?.every((name) => copy.columns.some(({ from }) => from === name)) ?? false),
  );
}

function isCopiedBefore(
  change: Change,
  table: QualifiedName,
  { isPrecededBy, isSameRelation }: ChangeContext,
  isWhole: (copy: CopiedColumns) => boolean,
): boolean {
  return isPrecededBy(change, (earlier) => {
    const copy = earlier.kind === 'createTable' || earlier.kind === 'insertRows' ? earlier.copies : undefined;
    return copy !== undefined && !copy.hasWhere && isSameRelation(copy.from, table) && isWhole(copy);
  });
}

/** Whether a copy can come back: the down writes it there, or there is none and such a down can be written. */
export function canComeBack(table: QualifiedName, { migration, isWrittenByDown }: ChangeContext, column?: string): boolean {
  return migration.down === undefined || isWrittenByDown(table, column);
}
