import type { AlterColumnType, DataType } from '../changes.ts';
import { characterSetOf } from '../facts/mysql/sizes.ts';
import { holdsAll } from '../facts/mysql/type-changes.ts';
import { conversion } from '../facts/postgres/type-changes.ts';
import type { ChangeContext } from './rule.ts';

/** Whether the new type of a column cannot hold every value of the old one, as far as the history tells that. */
export function isLossy(change: AlterColumnType, { tableOf, dialect }: Pick<ChangeContext, 'tableOf' | 'dialect'>): boolean {
  const table = tableOf(change.table);
  const column = table?.columns.get(change.column);
  if (!column?.type) return false;
  if (dialect !== 'mysql' && dialect !== 'mariadb') return conversion(column.type, change.type) === 'lossy';
  const stored = { type: change.type, characterSet: characterSetOf(change, table) };
  const type = column.autoIncrement === true ? withoutSign(column.type) : column.type;
  return holdsAll({ type, characterSet: characterSetOf(column, table) }, stored) === false;
}

/** The server counts upwards from 1. */
function withoutSign(type: DataType): DataType {
  return type.name.endsWith('unsigned') ? type : { ...type, name: `${type.name} unsigned` };
}
