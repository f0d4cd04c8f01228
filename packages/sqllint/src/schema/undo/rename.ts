import type { MoveToSchema, RenameColumn, RenameConstraint, RenameEnumValue, RenameIndex, RenameObject, RenameTable } from '../../changes.ts';
import { objectKey } from '../object-key.ts';
import type { DatabaseObject, SchemaObject } from '../model.ts';
import { isMySql } from '../sql-dialect.ts';
import { literal, quote, quoteName } from '../write-sql.ts';
import { namedSql } from './objects.ts';
import { goneKey } from './moment.ts';
import type { Moment } from './moment.ts';
import { comment } from './step.ts';
import type { Step } from './step.ts';

type Rename = RenameTable | RenameColumn | RenameConstraint | RenameIndex | RenameObject | RenameEnumValue | MoveToSchema;

/** Takes a rename back: the same statement with the names the other way round. */
export function undoRename(moment: Moment, change: Rename): Step[] {
  if (movesWhatIsGone(moment, change)) return [];
  const sql = renameBackSql(moment, change);
  if (sql !== undefined) return [{ stage: 'alter', sql: [sql] }];
  const warning = 'A rename of the up could not be taken back, as it is not known what was renamed.';
  return [{ stage: 'alter', sql: [comment(warning)], brings: 'nothing', warning }];
}

/** Whether what was renamed is not there to be renamed back; it is then known under its earlier name. */
function movesWhatIsGone(moment: Moment, change: Rename): boolean {
  const { before, gone } = moment;
  if (change.kind === 'renameColumn' || change.kind === 'renameConstraint') {
    const table = before.table(change.table);
    if (!table) return false;
    const part = change.kind === 'renameColumn' ? 'column' : 'constraint';
    const earlier = change.kind === 'renameColumn' ? change.column : change.name;
    if (!gone.delete(goneKey(table, part, change.to))) return false;
    gone.add(goneKey(table, part, earlier));
    return true;
  }
  for (const [key, after] of moment.after) {
    if (after === undefined || after.kind === 'index' || before.get(key) !== undefined || !gone.delete(key)) continue;
    const earlier = [...moment.after].find(([other, now]) => now === undefined && before.get(other) !== undefined && !isIndex(before.get(other)));
    if (earlier) gone.add(earlier[0]);
    return true;
  }
  return false;
}

function isIndex(object: SchemaObject | undefined): boolean {
  return object?.kind === 'index';
}

function renameBackSql(moment: Moment, change: Rename): string | undefined {
  const { before } = moment;
  switch (change.kind) {
    case 'renameTable': {
      const found = before.get(before.resolve('relation', change.table));
      const schema = found && 'schema' in found ? found.schema : change.table.schema;
      const renamed = quoteName({ ...(schema === undefined ? {} : { schema }), name: change.to });
      return `ALTER ${relationWord(found)} ${renamed} RENAME TO ${quote(change.table.name)};`;
    }
    case 'renameColumn': {
      const word = { table: 'TABLE', view: 'VIEW', type: 'TYPE' }[change.of];
      const part = change.of === 'type' ? 'ATTRIBUTE' : 'COLUMN';
      return `ALTER ${word} ${quoteName(change.table)} RENAME ${part} ${quote(change.to)} TO ${quote(change.column)};`;
    }
    case 'renameConstraint':
      return `ALTER TABLE ${quoteName(change.table)} RENAME CONSTRAINT ${quote(change.to)} TO ${quote(change.name)};`;
    case 'renameIndex':
      if (change.table) return `ALTER TABLE ${quoteName(change.table)} RENAME INDEX ${quote(change.to)} TO ${quote(change.name.name)};`;
      return `ALTER INDEX ${quoteName({ ...schemaPart(change.name), name: change.to })} RENAME TO ${quote(change.name.name)};`;
    case 'renameEnumValue':
      return `ALTER TYPE ${quoteName(change.name)} RENAME VALUE ${literal(change.to)} TO ${literal(change.value)};`;
    case 'renameObject':
      return renameObjectBack(moment, change);
    case 'moveToSchema':
      return moveBack(moment, change);
  }
}

function schemaPart(name: { readonly schema?: string }): { readonly schema?: string } {
  return name.schema === undefined ? {} : { schema: name.schema };
}

function relationWord(found: SchemaObject | undefined): string {
  // MariaDB renames sequences, and MySQL views, as if they were tables.
  if (isMySql()) return 'TABLE';
  if (found?.kind === 'object') return found.objectType.toUpperCase();
  return found?.kind === 'index' ? 'INDEX' : 'TABLE';
}

function renameObjectBack(moment: Moment, change: RenameObject): string | undefined {
  if (change.table) {
    return `ALTER ${change.objectType.toUpperCase()} ${quote(change.to)} ON ${quoteName(change.table)} RENAME TO ${quote(change.name.name)};`;
  }
  if (change.objectType === 'schema') return `ALTER SCHEMA ${quote(change.to)} RENAME TO ${quote(change.name.name)};`;
  const found = moment.before.get(objectKey(moment.before, change));
  if (found?.kind === 'table') return `ALTER TABLE ${quoteName({ ...found, name: change.to })} RENAME TO ${quote(found.name)};`;
  if (found?.kind !== 'object') return undefined;
  return `ALTER ${namedSql({ ...found, name: change.to })} RENAME TO ${quote(found.name)};`;
}

function moveBack(moment: Moment, change: MoveToSchema): string | undefined {
  const { before } = moment;
  const { objectType, name } = change;
  if (objectType === 'index') return undefined;
  const found = before.get(objectType === 'table' ? before.resolve('relation', name) : objectKey(before, { objectType, name }));
  const earlier = found && 'schema' in found ? found.schema : (name.schema ?? before.defaultSchema);
  const moved = { schema: change.schema, name: name.name };
  const named = found?.kind === 'object' ? namedSql(movedObject(found, change.schema)) : `TABLE ${quoteName(moved)}`;
  return `ALTER ${named} SET SCHEMA ${quote(earlier)};`;
}

function movedObject(object: DatabaseObject, schema: string): DatabaseObject {
  return { ...object, schema };
}
