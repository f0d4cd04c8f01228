import type { AlterColumnType, Change, QualifiedName } from '../../changes.ts';
import { displayName } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import { ownerOfIndex } from './index-locks.ts';
import { mayProveBound } from './partition-locks.ts';
import { typeChangeWork } from './type-changes.ts';
import { isBuiltIn } from './volatility.ts';

/**
 * Why a change may lock more than `locksOf` tells, or do other work meanwhile, as a sentence;
 * undefined where the claim is whole, as far as the history tells of the tables.
 * @param schema the schema before the change
 */
export function unknownLocks(change: Change, schema: Schema): string | undefined {
  switch (change.kind) {
    case 'opaque':
      return change.reason;
    case 'callFunctions':
      return unknownCalls(change.functions.filter((name) => !isBuiltIn(name) || runsQueries.test(name)));
    case 'dropOwned':
      return 'It locks everything that it drops or gives away, which the history does not tell.';
    case 'dropIndex':
    case 'renameIndex':
    case 'alterIndex':
      return ownerOfIndex(schema, change.name) === undefined ? unknownIndex(change.name) : undefined;
    case 'reindex':
      if (change.target === 'index') return ownerOfIndex(schema, change.name) === undefined ? unknownIndex(change.name) : undefined;
      return change.target === 'table' ? undefined : 'It locks one table after the other: SHARE, and ACCESS EXCLUSIVE on each index that is built.';
    case 'maintain':
      return change.tables.length === 0 && change.command !== 'checkpoint' && change.command !== 'alter system'
        ? 'It works on all tables of the database, one after the other.'
        : undefined;
    case 'alterColumnType':
      return unknownConversion(change, schema);
    case 'attachPartition':
      return mayProveBound(schema.table(change.partition), schema.table(change.table))
        ? 'Where its CHECK constraints do not imply the bound of the partition, every row is read.'
        : undefined;
    case 'dropConstraint':
      return schema.table(change.table)?.constraints.has(change.name) === true || isAbsent(change, schema)
        ? undefined
        : `The history does not tell what ${change.name} is: if it is a foreign key, the referenced table is locked as well.`;
    case 'validateConstraint':
      return schema.table(change.table)?.constraints.has(change.name) === true
        ? undefined
        : `The history does not tell what ${change.name} is: if it is a foreign key, the referenced table is locked ROW SHARE.`;
    case 'dropTable':
      return schema.table(change.table)?.partial === false
        ? undefined
        : `The history does not tell which foreign keys ${displayName(change.table)} has: the tables that they reference are locked as well.`;
    case 'dropColumn':
      return schema.table(change.table)?.columns.get(change.column)?.known === true || isAbsent(change, schema)
        ? undefined
        : `The history does not tell whether a foreign key is on ${change.column}: if so, the referenced table is locked as well.`;
    case 'dropObject':
      if (change.objectType === 'statistics') return 'It locks the table of the statistics SHARE UPDATE EXCLUSIVE.';
      if (change.cascade && (change.objectType === 'schema' || change.objectType === 'extension')) return 'It locks everything that goes along.';
      return undefined;
    case 'noEffect':
      return change.command === 'ALTER PUBLICATION SET' ? 'The tables that the publication had are locked SHARE UPDATE EXCLUSIVE as well.' : undefined;
    case 'alterObject':
    case 'renameColumn':
      return isTypeOfTables(change) ? 'Tables that were created OF the type are locked as well.' : undefined;
    default:
      return undefined;
  }
}

/** `IF EXISTS` of something that a table whose history is known does not have, or of a foreign table, which has no keys. */
function isAbsent({ table, ifExists }: { readonly table: QualifiedName; readonly ifExists: boolean }, schema: Schema): boolean {
  return (ifExists && schema.table(table)?.partial === false) || schema.object('relation', table)?.objectType === 'foreign table';
}

/** Built-in functions that are about a table or a query that they are given. */
const runsQueries = /^(?:brin_|gin_|pgstat|query_to_|table_to_|schema_to_|database_to_|cursor_to_|ts_stat|ts_rewrite|crosstab|connectby)/u;

function unknownCalls(functions: readonly string[]): string | undefined {
  return functions.length === 0 ? undefined : `What ${functions.map((name) => `${name}()`).join(' and ')} locks is not known.`;
}

function unknownIndex({ name }: { readonly name: string }): string {
  return `The history does not tell on which table ${name} is.`;
}

function isTypeOfTables(change: Change): boolean {
  if (change.kind === 'renameColumn') return change.of === 'type';
  return change.kind === 'alterObject' && change.objectType === 'type' && change.aspect.startsWith('attribute ');
}

function unknownConversion(change: AlterColumnType, schema: Schema): string | undefined {
  if (schema.object('relation', change.table)?.objectType === 'foreign table') return undefined;
  const column = schema.table(change.table)?.columns.get(change.column);
  if (column?.type === undefined) return `The history does not tell the type of ${change.column}; to some types the rows stay as they are.`;
  if (change.using || typeChangeWork(column.type, change.type, false) !== 'unknown') return undefined;
  return 'The rows stay as they are only if the TimeZone of the session is UTC.';
}
