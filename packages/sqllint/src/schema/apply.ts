import type { CallFunctions, Change, UpdateRows } from '../changes.ts';
import {
  addColumn,
  alterColumn,
  alterColumnType,
  dropColumn,
  renameColumn,
} from './apply-column.ts';
import { addConstraint, dropConstraint, renameConstraint, validateConstraint } from './apply-constraint.ts';
import { addEnumValue, renameEnumValue } from './apply-enum.ts';
import { attachIndex, createIndex, dropIndex, renameIndex } from './apply-index.ts';
import { alterObject, createObject, dropObject, renameObject } from './apply-object.ts';
import { moveToSchema } from './apply-schema.ts';
import {
  alterTable,
  attachPartition,
  createTable,
  detachPartition,
  dropTable,
  fillTable,
  renameTable,
} from './apply-table.ts';
import { isAmong, keyOf } from './model.ts';
import { convertCharacterSet, restateColumn } from './mysql-columns.ts';
import { changePartitions } from './mysql-partitions.ts';
import { rebuildTable } from './rebuild.ts';
import { missingColumns } from './refusals.ts';
import type { Schema } from './schema.ts';
import { settle } from './settle.ts';

/** Why a statement would fail on a database that has just what the history made. */
export interface ApplyProblem {
  readonly kind: 'missing' | 'exists' | 'in use' | 'refused';
  /** The object, as a person names it: `column orders.total`. For what is refused, the whole reason. */
  readonly object: string;
  /**
   * The key in the schema of the object that is missing, or of the one that is in the way: a statement
   * that drops several objects may drop it too.
   */
  readonly key?: string;
}

/**
 * Applies a change to the schema. What cannot be known is assumed to work; the result lists what
 * is known to fail (an object that the history dropped or never put into a table it created).
 */
export function apply(schema: Schema, unsettled: Change): readonly ApplyProblem[] {
  const change = settle(schema, unsettled);
  if (!change) return none;
  const problems = applySettled(schema, change);
  // A branch that may not run does not fail for certain.
  return change.conditional ? none : problems;
}

function applySettled(schema: Schema, change: Change): readonly ApplyProblem[] {
  switch (change.kind) {
    case 'createTable':
      return createTable(schema, change);
    case 'dropTable':
      return dropTable(schema, change);
    case 'renameTable':
      return renameTable(schema, change);
    case 'rebuildTable':
      return rebuildTable(schema, change);
    case 'alterTable':
      return alterTable(schema, change);
    case 'attachPartition':
      return attachPartition(schema, change);
    case 'detachPartition':
      return detachPartition(schema, change);
    case 'insertRows': {
      const problems = missingColumns(schema, change.table, change.columns);
      return problems.length > 0 ? problems : fillTable(schema, change);
    }
    case 'updateRows': {
      const problems = missingColumns(schema, change.table, change.columns);
      return problems.length > 0 ? problems : fillColumns(schema, change);
    }
    case 'deleteRows':
      return missingColumns(schema, change.table, []);
    case 'addColumn':
      return addColumn(schema, change);
    case 'restateColumn':
      return restateColumn(schema, change);
    case 'convertCharacterSet':
      return convertCharacterSet(schema, change);
    case 'changePartitions':
      return changePartitions(schema, change);
    case 'dropColumn':
      return dropColumn(schema, change);
    case 'renameColumn':
      return renameColumn(schema, change);
    case 'alterColumnType':
      return alterColumnType(schema, change);
    case 'setDefault':
    case 'dropDefault':
    case 'setNotNull':
    case 'dropNotNull':
    case 'setIdentity':
    case 'setGenerated':
      return alterColumn(schema, change);
    case 'addConstraint':
      return addConstraint(schema, change);
    case 'dropConstraint':
      return dropConstraint(schema, change);
    case 'renameConstraint':
      return renameConstraint(schema, change);
    case 'validateConstraint':
      return validateConstraint(schema, change);
    case 'createIndex':
      return createIndex(schema, change);
    case 'dropIndex':
      return dropIndex(schema, change);
    case 'renameIndex':
      return renameIndex(schema, change);
    case 'attachIndex':
      return attachIndex(schema, change);
    case 'createObject':
      return createObject(schema, change);
    case 'dropObject':
      return dropObject(schema, change);
    case 'renameObject':
      return renameObject(schema, change);
    case 'alterObject':
      return alterObject(schema, change);
    case 'addEnumValue':
      return addEnumValue(schema, change);
    case 'renameEnumValue':
      return renameEnumValue(schema, change);
    case 'moveToSchema':
      return moveToSchema(schema, change);
    case 'raiseError':
      return change.conditional ? none : [{ kind: 'refused', object: `it raises an error itself${change.message === '' ? '' : ` (“${change.message}”)`}` }];
    case 'callFunctions':
      return callFunctions(schema, change);
    case 'setParameter':
      if (change.name === 'foreign_key_checks') schema.checksForeignKeys = !/^(?:0|off|false)$/iu.test(change.value ?? '');
      if (change.name === 'search_path') {
        const path = (change.value ?? '').split(/\s*,\s*/u);
        if (change.lasting) schema.setLastingSearchPath(path);
        else schema.setSearchPath(path);
      }
      return none;
    default:
      return none;
  }
}

const none: readonly ApplyProblem[] = [];

/** An UPDATE of all rows, or of those where the column is NULL, leaves none without a value. */
function fillColumns(schema: Schema, change: UpdateRows): readonly ApplyProblem[] {
  const table = schema.table(change.table);
  if (!table || change.conditional || change.from) return none;
  const filled = change.values.filter(({ column, value }) => value.constant !== null && (!change.hasWhere || isOnlyNull(change, column)) && table.columns.get(column)?.notNull === false);
  if (filled.length === 0) return none;
  const columns = new Map(table.columns);
  for (const { column } of filled) {
    const before = columns.get(column);
    if (before) columns.set(column, { ...before, isFilled: true });
  }
  schema.set(`relation ${keyOf(table)}`, { ...table, columns });
  return none;
}

/** `WHERE column IS NULL`, and nothing else. */
function isOnlyNull({ where = '', onlyWhereNull }: UpdateRows, column: string): boolean {
  return onlyWhereNull.length === 1 && onlyWhereNull[0] === column && /^\s*\(*\s*[\w."`]+\s+is\s+null\s*\)*\s*$/iu.test(where);
}

/** A function that the history defines may create and drop what it likes. */
function callFunctions(schema: Schema, change: CallFunctions): readonly ApplyProblem[] {
  if (changesSchema(schema, change) !== undefined) schema.isTainted = true;
  return none;
}

/** What the called routines of the history consist of, which may name what they change. */
export function textsBehind(schema: Schema, change: CallFunctions): string {
  return [...schema.objects()].flatMap((object) => (object.arguments !== undefined && isAmong(change.functions, object) ? [object.text] : [])).join('\n');
}

/** The function of the history, among those that a statement calls, which may change the schema. */
export function changesSchema(schema: Schema, change: CallFunctions): string | undefined {
  if (change.isFollowed) return undefined;
  for (const object of schema.objects()) {
    if (object.arguments === undefined || !isAmong(change.functions, object)) continue;
    if (/\b(?:execute|alter|create|drop)\b/iu.test(object.text)) return object.name;
  }
  return undefined;
}
