import type { AddColumn, AlterColumnType, DataType, DropColumn, SetGenerated } from '../../changes.ts';
import { dependantsOfColumn } from '../../schema/dependants.ts';
import { keyOf } from '../../schema/model.ts';
import type { Column, Table } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, Work } from '../lock-modes.ts';
import { viewsAmong } from './dependent-locks.ts';
import { droppedForeignKeyLocks, referencedLocks, referencedTree, withTriggers } from './foreign-key-locks.ts';
import { lock, lockEach, tableKey } from './lock-effect.ts';
import { domainOf, partitionsOf, tablesReferencing, treesReferencing } from './relatives.ts';
import { typeChangeWork } from './type-changes.ts';
import { volatileFunctionIn } from './volatility.ts';

/** Why adding a column rewrites the table, in words that follow "because"; undefined when it does not. */
export function rewriteReason(change: AddColumn, schema: Schema, version: number): string | undefined {
  const { column } = change;
  if (column.serial) return 'every row needs a number from the sequence';
  if (column.identity) return 'every row needs a number from the identity sequence';
  if (column.generated) return column.generated.stored ? 'the value is computed and stored for every row' : undefined;
  // The server looks at no element of an array here.
  const domain = column.type.dimensions === 0 ? domainOf(schema, column.type) : undefined;
  if (domain?.constrained === true) return `the domain ${domain.name} has constraints to check`;
  if (!column.default) return undefined;
  if (version < 11) return 'PostgreSQL 10 and older store a default in every row';
  const volatile = volatileFunctionIn(column.default, schema);
  return volatile === undefined ? undefined : `${volatile}() is VOLATILE and is computed for every row`;
}

export function addColumnLocks(change: AddColumn, schema: Schema, version: number): LockEffect[] {
  const { column } = change;
  let work: Work = 'catalog only';
  if (column.constraints.some(({ type, notEnforced }) => type === 'check' && !notEnforced)) work = 'scan';
  // An inline foreign key is checked only against rows that get a value.
  const checksKey = column.default !== undefined && column.constraints.some(({ type }) => type === 'foreignKey');
  if (checksKey) work = 'scan';
  const isComputed = column.generated?.stored === false;
  if (column.notNull && !column.default && !column.serial && !column.identity && (!column.generated || isComputed)) work = 'scan';
  if (column.constraints.some(({ type }) => type === 'unique' || type === 'primaryKey')) work = 'index build';
  if (rewriteReason(change, schema, version) !== undefined) work = 'rewrite';
  return [
    lock(schema, change.table, 'ACCESS EXCLUSIVE', work),
    ...referencedLocks(column.constraints, schema, checksKey ? 'scan' : 'catalog only'),
  ];
}

export function dropColumnLocks(change: DropColumn, schema: Schema, version: number): LockEffect[] {
  const table = schema.table(change.table);
  const referencing = change.cascade ? treesReferencing(schema, tableKey(schema, change.table), [change.column]) : [];
  return [
    lock(schema, change.table, 'ACCESS EXCLUSIVE'),
    ...droppedForeignKeyLocks(table, schema, version, change.column),
    ...lockEach(referencing, 'referencing table', 'ACCESS EXCLUSIVE'),
    ...(change.cascade && table ? viewsAmong(dependantsOfColumn(schema, table, change.column)) : []),
  ];
}

export function setGeneratedLocks(change: SetGenerated, schema: Schema): LockEffect[] {
  const isVirtual = schema.table(change.table)?.columns.get(change.column)?.generated?.stored === false;
  return [lock(schema, change.table, 'ACCESS EXCLUSIVE', change.expression && !isVirtual ? 'rewrite' : 'catalog only')];
}

export function typeChangeLocks(change: AlterColumnType, schema: Schema, version: number): LockEffect[] {
  const table = schema.table(change.table);
  const column = table?.columns.get(change.column);
  const [from, to] = [baseOf(column?.type, schema), baseOf(change.type, schema) ?? change.type];
  const isChecked = domainOf(schema, change.type)?.constrained === true && column?.type?.name !== change.type.name;
  const isFree = !isChecked && typeChangeWork(from, to, change.using !== undefined && !isCastOfColumn(change)) === 'none';
  const work: Work = isFree ? freeWork(table, column, change) : 'rewrite';
  return [lock(schema, change.table, 'ACCESS EXCLUSIVE', work), ...partnerLocks(change, schema, isFree ? 'catalog only' : 'scan', version)];
}

/** The type that a domain stores; any other type as it is. */
function baseOf(type: DataType | undefined, schema: Schema): DataType | undefined {
  return type && (domainOf(schema, type)?.baseType ?? type);
}

/** What a change of type costs when the rows can stay as they are. */
function freeWork(table: Table | undefined, column: Column | undefined, change: AlterColumnType): Work {
  const sortsAnew = column !== undefined && column.collation !== change.collation;
  const isIndexed = [...(table?.indexes.values() ?? [])].some((index) => index.keys.some((key) => key.column === change.column));
  if (sortsAnew && isIndexed) return 'index build';
  const isChecked = [...(table?.constraints.values() ?? [])].some(
    (constraint) => constraint.type === 'check' && constraint.columns.includes(change.column),
  );
  return isChecked ? 'scan' : 'catalog only';
}

/**
 * Both ends of a foreign key are locked, and compared again when the values were written anew and
 * the key has been checked before.
 */
function partnerLocks(change: AlterColumnType, schema: Schema, work: Work, version: number): LockEffect[] {
  const table = schema.table(change.table);
  if (!table) return [];
  const key = keyOf(table);
  const referenced = [...table.constraints.values()].flatMap((constraint): LockEffect[] => {
    if (!constraint.references || !constraint.columns.includes(change.column)) return [];
    const checks = constraint.validated && constraint.enforced ? work : 'catalog only';
    // The old triggers go, and new ones are made.
    const made = referencedTree(constraint.references.table, schema, 'SHARE ROW EXCLUSIVE', checks);
    return constraint.enforced ? [...made, ...withTriggers(constraint.references.table, schema, version)] : made;
  });
  const referencing = tablesReferencing(schema, key, [change.column]).flatMap((other) => {
    const keys = [...other.constraints.values()].filter(({ references }) => references?.table === key);
    const isChecked = keys.some(({ validated, enforced }) => validated && enforced);
    return lockEach([other, ...partitionsOf(schema, keyOf(other))], 'referencing table', 'ACCESS EXCLUSIVE', isChecked ? work : 'catalog only');
  });
  return [...referenced, ...referencing];
}

/** Other spellings of types, by the names of `pg_type`. */
const spellings: Readonly<Record<string, string>> = {
  'character varying': 'varchar',
  character: 'bpchar',
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  smallint: 'int2',
  int: 'int4',
  integer: 'int4',
  bigint: 'int8',
  real: 'float4',
  'double precision': 'float8',
  decimal: 'numeric',
  boolean: 'bool',
};

/**
 * `USING column`, `USING column::type` and `USING (column::type)`, which is what the server does
 * anyway. A cast that leaves out the length makes it apply the length to every row.
 */
function isCastOfColumn({ using, type, column }: AlterColumnType): boolean {
  const text = withoutParentheses(using?.text.replaceAll('"', '').trim().toLowerCase() ?? '');
  const [written = '', cast, ...rest] = text.split('::').map((part) => part.trim());
  if (withoutParentheses(written) !== column.toLowerCase() || rest.length > 0) return false;
  if (cast === undefined) return true;
  const [, base = '', modifiers = ''] = /^([^()]*?)\s*(?:\(([^()]*)\))?$/u.exec(cast) ?? [];
  const isSameType = (spellings[base] ?? base) === type.name;
  return isSameType && modifiers.replaceAll(/\s/gu, '') === type.modifiers.join();
}

/** The text without parentheses around the whole of it. */
function withoutParentheses(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (const [at, character] of text.split('').entries()) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    if (depth === 0 && at < text.length - 1) return text;
  }
  return withoutParentheses(text.slice(1, -1).trim());
}
