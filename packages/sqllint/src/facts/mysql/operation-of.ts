import type { Change, ColumnPosition, RestateColumn } from '../../changes.ts';
import type { Column, Table } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { OperationName } from './operations.ts';
import { characterSetOf, maximumBytes } from './sizes.ts';

/**
 * The operations that a change amounts to, for a table that was there before; none where it takes
 * no work worth mentioning or where the history tells too little of a column.
 * @param schema the schema before the change
 * @param others the changes of the same statement
 */
export function operationsOf(change: Change, schema: Schema, others: readonly Change[] = [change]): readonly OperationName[] {
  switch (change.kind) {
    case 'addColumn': {
      const { column, position } = change;
      if (column.autoIncrement) return ['addAutoIncrement'];
      if (column.generated) return [column.generated.stored ? 'addStoredColumn' : 'addVirtualColumn'];
      if (column.default && column.default.constant === undefined && !isNow(column.default.key)) return ['addColumnWithExpression'];
      return [position === undefined ? 'addColumn' : 'addColumnElsewhere', ...(column.constraints.some(({ type }) => type === 'foreignKey') ? ['addForeignKey' as const] : [])];
    }
    case 'dropColumn': {
      const table = schema.table(change.table);
      const column = table?.columns.get(change.column);
      if (column?.generated && !column.generated.stored) return ['dropVirtualColumn'];
      return [isIndexed(table, change.column) ? 'dropIndexedColumn' : 'dropColumn'];
    }
    case 'renameColumn':
      return change.of === 'table' ? ['renameColumn'] : [];
    case 'restateColumn':
      return restated(change, schema);
    case 'setDefault':
    case 'dropDefault':
      return ['changeDefault'];
    case 'createIndex':
      return [change.method === 'fulltext' ? 'addFulltextIndex' : change.method === 'spatial' ? 'addSpatialIndex' : 'addIndex'];
    case 'dropIndex':
      return ['dropIndex'];
    case 'renameIndex':
      return ['renameIndex'];
    case 'addConstraint':
      return addedConstraint(change.constraint.type, schema, others);
    case 'dropConstraint':
      return droppedConstraint(change, schema, others);
    case 'convertCharacterSet':
      return [schema.table(change.table)?.aspects.get('option character set') === change.characterSet && change.collation === undefined ? 'changeDefaultCharacterSet' : 'convertCharacterSet'];
    case 'changePartitions':
      return change.action === 'partition by' || change.action === 'remove' ? ['partition'] : [];
    case 'alterTable':
      return alteredTable(change.aspect);
    case 'maintain':
      return change.command === 'optimize' ? ['rebuildTable'] : [];
    case 'renameTable':
      return ['renameTable'];
    default:
      return [];
  }
}

function isNow(key: string): boolean {
  return key.startsWith('call current_timestamp');
}

function isIndexed(table: Table | undefined, column: string): boolean {
  return [...(table?.indexes.values() ?? [])].some(({ keys }) => keys.some((key) => key.column === column));
}

function alteredTable(aspect: string): OperationName[] {
  if (aspect.startsWith('invisible index ')) return ['hideIndex'];
  switch (aspect) {
    case 'option engine':
    case 'option force':
    case 'option row_format':
    case 'option key_block_size':
      return ['rebuildTable'];
    case 'option character set':
    case 'option collation':
      return ['changeDefaultCharacterSet'];
    case 'option comment':
    case 'option auto_increment':
      return ['changeTableComment'];
    default:
      return [];
  }
}

function addedConstraint(type: string, schema: Schema, others: readonly Change[]): OperationName[] {
  if (type === 'foreignKey') return [schema.checksForeignKeys ? 'addForeignKey' : 'addForeignKeyUnchecked'];
  if (type === 'check') return ['addCheck'];
  if (type !== 'primaryKey') return [];
  return [others.some((other) => other.kind === 'dropConstraint' && other.name === 'PRIMARY') ? 'replacePrimaryKey' : 'addPrimaryKey'];
}

function droppedConstraint(change: Change & { readonly kind: 'dropConstraint' }, schema: Schema, others: readonly Change[]): OperationName[] {
  if (change.name === 'PRIMARY') {
    const isReplaced = others.some(
      (other) =>
        (other.kind === 'addConstraint' && other.constraint.type === 'primaryKey') ||
        (other.kind === 'addColumn' && other.column.constraints.some(({ type }) => type === 'primaryKey')),
    );
    return [isReplaced ? 'replacePrimaryKey' : 'dropPrimaryKey'];
  }
  const type = schema.table(change.table)?.constraints.get(change.name)?.type;
  return [type === 'check' ? 'dropCheck' : type === 'foreignKey' || type === undefined ? 'dropForeignKey' : 'dropIndex'];
}

/** Whether a column is where it is to go already, as far as the history tells the order. */
function isThere({ columns }: Table, name: string, position: ColumnPosition): boolean {
  const names = [...columns.keys()];
  const at = names.indexOf(name);
  return position === 'first' ? at === 0 : at > 0 && names[at - 1] === position.after;
}

/** What writes every row again, in any server. */
const rewriting: ReadonlySet<OperationName> = new Set(['changeType', 'changeLabels', 'setNotNull']);

/** What a column becomes, compared with what it was; nothing where no migration tells what it was. */
function restated(change: RestateColumn, schema: Schema): OperationName[] {
  const table = schema.table(change.table);
  const before = table?.columns.get(change.column);
  if (!table || !before?.known || !before.type) return [];
  const { definition: after } = change;
  const found: OperationName[] = [];
  const typeChange = changeOfType(before, after, table);
  if (typeChange) found.push(typeChange);
  if (before.notNull === false && after.notNull) found.push('setNotNull');
  const isKey = [...table.constraints.values()].some(({ type, columns }) => type === 'primaryKey' && columns.includes(before.name));
  if (before.notNull === true && !after.notNull && !isKey) found.push('dropNotNull');
  if ((before.autoIncrement === true) !== (after.autoIncrement === true) && after.autoIncrement === true) found.push('changeType');
  if (before.default?.key !== after.default?.key) found.push('changeDefault');
  if (before.comment !== after.comment || before.onUpdate?.key !== after.onUpdate?.key) found.push('changeComment');
  // A position may be the one that it has; where the table is written anew anyway it costs nothing more.
  if (change.position !== undefined && !isThere(table, before.name, change.position) && !found.some((operation) => rewriting.has(operation))) found.push('moveColumn');
  return found;
}

type Stated = Pick<Column, 'characterSet' | 'collation'> & { readonly type: NonNullable<Column['type']> };

function changeOfType(before: Column, after: Stated, table: Table): OperationName | undefined {
  const from = before.type;
  if (!from) return undefined;
  const to = after.type;
  const set = characterSetOf(before, table);
  const newSet = characterSetOf(after, table);
  const hasText = /^(?:char|varchar|enum|set|\w*text)$/u.test(to.name);
  if (hasText && set !== undefined && newSet !== undefined && set !== newSet) return 'changeType';
  if (from.name !== to.name) return 'changeType';
  if (from.modifiers.join() === to.modifiers.join()) return undefined;
  if (to.name === 'enum' || to.name === 'set') {
    const isAppended = from.modifiers.every((label, index) => to.modifiers[index] === label);
    return isAppended && storageOf(from.name, from.modifiers.length) === storageOf(to.name, to.modifiers.length) ? 'appendLabel' : 'changeLabels';
  }
  if (to.name !== 'varchar' && to.name !== 'varbinary') return 'changeType';
  const [old = 0, now = 0] = [maximumBytes(from, set), maximumBytes(to, newSet)];
  if (now < old) return 'changeType';
  if ((old <= 255 && now <= 255) || old > 255) return 'widenText';
  return old <= 127 ? 'widenShortText' : 'widenTextAcross';
}

/** The bytes that a value takes. */
function storageOf(name: string, labels: number): number {
  if (name === 'enum') return labels > 255 ? 2 : 1;
  const bytes = Math.ceil(labels / 8);
  return bytes > 4 ? 8 : bytes;
}
