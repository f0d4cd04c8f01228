import type { Change, CopiedColumns, QualifiedName } from '../changes.ts';
import type { ChangeContext } from './rule.ts';

/** Whether this migration copied every value of a column somewhere before the change. */
export function isColumnKept(change: Change, table: QualifiedName, column: string, context: ChangeContext): boolean {
  return isCopiedBefore(change, table, context, ({ columns }) => columns.length === 0 || columns.some(({ from }) => from === column));
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
