import type { AddColumn, AlterColumnType, Change, CreateTable, DataType, QualifiedName } from '../changes.ts';
import type { ChangeContext } from './rule.ts';

/** A column that a change makes or gives another type. */
export interface NewColumn {
  readonly table: QualifiedName;
  readonly name: string;
  readonly type: DataType;
  readonly serial: boolean;
}

/**
 * The columns of a statement that a rule about types objects to, all of them with the first change
 * that has one, so that a statement is reported once. Partitions and temporary tables take the types
 * of others.
 */
export function columnsToReport(
  change: CreateTable | AddColumn | AlterColumnType,
  { statement }: Pick<ChangeContext, 'statement'>,
  isMeant: (column: NewColumn) => boolean,
): readonly NewColumn[] {
  const having = statement.changes.filter((other) => columnsOf(other).some(isMeant));
  return having[0] === change ? having.flatMap((other) => columnsOf(other).filter(isMeant)) : [];
}

function columnsOf(change: Change): readonly NewColumn[] {
  switch (change.kind) {
    case 'createTable':
      if (change.temporary || change.partitionOf) return [];
      return change.columns.map(({ name, type, serial }) => ({ table: change.table, name, type, serial }));
    case 'addColumn': {
      const { name, type, serial } = change.column;
      return [{ table: change.table, name, type, serial }];
    }
    case 'alterColumnType':
      return [{ table: change.table, name: change.column, type: change.type, serial: false }];
    default:
      return [];
  }
}
