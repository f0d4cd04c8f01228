import type { DeleteRows, QualifiedName, UpdateRows } from '../changes.ts';
import type { Table } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import type { ChangeContext } from './rule.ts';

type Asked = Pick<ChangeContext, 'isNew' | 'isSmall' | 'tableOf' | 'sourceOf' | 'statement'>;

/** Signs of a statement that takes a part of the rows at a time. */
const batching = /\blimit\b|\bctid\b|\bfetch\s+first\b|\bskip\s+locked\b|\bbetween\b/iu;

/** Whether an UPDATE or DELETE goes through a table that others use, and may find any number of rows there. */
export function mayTouchManyRows(change: UpdateRows | DeleteRows, { isNew, isSmall, tableOf, sourceOf, statement }: Asked): boolean {
  if (isNew(change.table) || isSmall(change.table)) return false;
  // Rows that migrations wrote are few, and so are those that are found by a constant.
  if (tableOf(change.table)?.seeded === true || change.onlyWhereConstant.length > 0) return false;
  return !batching.test(sourceOf(statement));
}

/** Whether its condition lets most rows through: there is none, it asks for NULL in a column that came later, or it does no more than join. */
export function touchesMostRows(change: UpdateRows | DeleteRows, asked: Asked): boolean {
  if (!mayTouchManyRows(change, asked)) return false;
  if (!change.hasWhere) return true;
  if (change.kind === 'deleteRows') return false;
  if (change.onlyWhereNull.length > 0) return change.onlyWhereNull.some((column) => isMostlyNull(asked.tableOf(change.table), column));
  return readsUsedTable(change.from ?? [], asked) && joinAlone.test(change.where?.trim() ?? '');
}

/** A column that came to the table later is NULL in the rows that were there before; what nothing is known of may be. */
function isMostlyNull(table: Table | undefined, name: string): boolean {
  const column = table?.columns.get(name);
  return !column?.known || (column.createdIn !== table?.createdIn && !column.default);
}

/** `a.x = b.x AND a.y = b.y` */
const joinAlone = /^\(?\s*[\w."]+\s*=\s*[\w."]+(?:\s+and\s+[\w."]+\s*=\s*[\w."]+)*\s*\)?$/iu;

/** One batch of an UPDATE or a DELETE, to be repeated; with blanks where the statement names its tables in its own way. */
export function batchSql(change: UpdateRows | DeleteRows, { tableOf }: Asked): string[] {
  const repeat = '-- Outside a transaction, in batches, repeated until no row is left:';
  const key = keyOf(tableOf(change.table));
  const name = quoteName(change.table);
  const rows = (condition?: string): string =>
    `WHERE ${key} IN (SELECT ${key} FROM ${name}${condition === undefined ? '' : ` WHERE ${condition}`} LIMIT 1000);`;
  const isAlone = change.from === undefined && change.alias === undefined && (change.where !== undefined || !change.hasWhere);
  // Without a condition, the rows that are done have to be told from those that are not.
  const condition = isAlone && change.where !== undefined ? change.where : '…';
  if (change.kind === 'deleteRows') return [repeat, `DELETE FROM ${name} ${change.hasWhere ? rows(condition) : rows()}`];
  const assignments = change.values.map(({ column, value }) => `${quote(column)} = ${value.text}`).join(', ');
  return [repeat, `UPDATE ${name} SET ${isAlone && assignments !== '' ? assignments : '…'} ${rows(condition)}`];
}

/** The table's key where it is one column, else where the row stands. */
function keyOf(table: Table | undefined): string {
  for (const { type, columns } of table?.constraints.values() ?? []) {
    const [column, ...others] = columns;
    if (type === 'primaryKey' && column !== undefined && others.length === 0) return quote(column);
  }
  return 'ctid';
}

/** Whether any of the tables has rows that the migrations did not write themselves. */
export function readsUsedTable(tables: readonly QualifiedName[], { isNew, tableOf }: Pick<Asked, 'isNew' | 'tableOf'>): boolean {
  return tables.some((table) => !isNew(table) && tableOf(table)?.seeded !== true);
}
