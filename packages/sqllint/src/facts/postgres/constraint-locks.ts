import type { AddConstraint, AlterTable, ConstraintDefinition, DropConstraint, QualifiedName, SetNotNull, ValidateConstraint } from '../../changes.ts';
import type { Table } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, Work } from '../lock-modes.ts';
import { referencedLocks, referencedTree, withTriggers } from './foreign-key-locks.ts';
import { lock, lockEach, tableKey } from './lock-effect.ts';
import { partitionsOf, treesReferencing } from './relatives.ts';

export function addConstraintLocks(change: AddConstraint, schema: Schema, version: number): LockEffect[] {
  const { table, constraint } = change;
  const isUnchecked = constraint.notValid || constraint.notEnforced;
  switch (constraint.type) {
    case 'foreignKey': {
      const work: Work = isUnchecked ? 'catalog only' : 'scan';
      return [lock(schema, table, 'SHARE ROW EXCLUSIVE', work), ...referencedLocks([constraint], schema, work)];
    }
    case 'check':
      return [lock(schema, table, 'ACCESS EXCLUSIVE', isUnchecked ? 'catalog only' : 'scan')];
    case 'notNull': {
      const isProven = constraint.columns.every((column) => columnIsNotNull(schema.table(table), column, version));
      return [lock(schema, table, 'ACCESS EXCLUSIVE', isUnchecked || isProven ? 'catalog only' : 'scan')];
    }
    default:
      return [lock(schema, table, 'ACCESS EXCLUSIVE', keyWork(table, constraint, schema)), ...keyOfPartitions(change, schema, version)];
  }
}

/** Up to PostgreSQL 17 a key that makes no column `NOT NULL` lets partitions be read while their indexes are built. */
function keyOfPartitions({ table: name, constraint, only }: AddConstraint, schema: Schema, version: number): LockEffect[] {
  if (only === true) return [];
  const table = schema.table(name);
  const setsNotNull =
    constraint.type === 'primaryKey' && constraint.columns.some((column) => table?.columns.get(column)?.notNull !== true);
  const mode = version < 18 && !setsNotNull ? 'SHARE' : 'ACCESS EXCLUSIVE';
  return lockEach(partitionsOf(schema, tableKey(schema, name)), 'partition', mode, 'index build');
}

function keyWork(name: QualifiedName, constraint: ConstraintDefinition, schema: Schema): Work {
  if (constraint.usingIndex === undefined) return 'index build';
  if (constraint.type !== 'primaryKey') return 'catalog only';
  // A primary key makes its columns NOT NULL, which has to be checked where it is not so yet.
  const table = schema.table(name);
  const keys = table?.indexes.get(constraint.usingIndex)?.keys ?? [];
  const isNullable = keys.some((key) => key.column !== undefined && table?.columns.get(key.column)?.notNull === false);
  return isNullable ? 'scan' : 'catalog only';
}

export function dropConstraintLocks(change: DropConstraint, schema: Schema, version: number): LockEffect[] {
  const constraint = schema.table(change.table)?.constraints.get(change.name);
  const locks = [lock(schema, change.table, 'ACCESS EXCLUSIVE')];
  if (constraint?.references && constraint.enforced) {
    const { table } = constraint.references;
    locks.push({ table, mode: 'ACCESS EXCLUSIVE', work: 'catalog only', as: 'referenced table' }, ...withTriggers(table, schema, version));
  }
  const isKey = constraint?.type === 'primaryKey' || constraint?.type === 'unique';
  if (change.cascade && isKey) {
    const referencing = treesReferencing(schema, tableKey(schema, change.table), constraint.columns);
    locks.push(...lockEach(referencing, 'referencing table', 'ACCESS EXCLUSIVE'));
  }
  return locks;
}

/** What has been validated already is not read again. */
export function validateConstraintLocks(change: ValidateConstraint, schema: Schema): LockEffect[] {
  const constraint = schema.table(change.table)?.constraints.get(change.name);
  if (constraint?.validated === true) return [lock(schema, change.table, 'SHARE UPDATE EXCLUSIVE')];
  const own = lock(schema, change.table, 'SHARE UPDATE EXCLUSIVE', 'scan');
  return constraint?.references
    ? [own, { table: constraint.references.table, mode: 'ROW SHARE', work: 'scan', as: 'referenced table' }]
    : [own];
}

/** `ALTER CONSTRAINT`: enforcing a foreign key checks every row, and no longer enforcing it takes its triggers away. */
export function alterConstraintLocks(change: AlterTable, schema: Schema, version: number): LockEffect[] {
  const { references } = schema.table(change.table)?.constraints.get(change.aspect.slice('constraint '.length)) ?? {};
  const own = lock(schema, change.table, 'ACCESS EXCLUSIVE', change.enforced === true ? 'scan' : 'catalog only');
  if (!references || change.enforced === undefined) return [own];
  return change.enforced
    ? [own, ...referencedTree(references.table, schema, 'SHARE ROW EXCLUSIVE', 'scan')]
    : [own, ...withTriggers(references.table, schema, version)];
}

/**
 * Whether the server can skip the scan of `SET NOT NULL`: the column is already so, or (from
 * PostgreSQL 12) a validated `CHECK` has `column IS NOT NULL` as one of its conjuncts.
 */
export function notNullIsProven(change: SetNotNull, schema: Schema, version: number): boolean {
  return columnIsNotNull(schema.table(change.table), change.column, version);
}

function columnIsNotNull(table: Table | undefined, column: string, version: number): boolean {
  if (table?.columns.get(column)?.notNull === true) return true;
  if (version < 12) return false;
  return [...(table?.constraints.values() ?? [])].some(
    (constraint) =>
      constraint.type === 'check' &&
      constraint.validated &&
      constraint.enforced &&
      impliesNotNull(constraint.expression?.text ?? '', column),
  );
}

/** `c IS NOT NULL`, alone or joined to others by `AND` at the top level. */
function impliesNotNull(expression: string, column: string): boolean {
  const name = column.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  const isNotNull = new RegExp(String.raw`^"?${name}"?\s+is\s+not\s+null$`, 'iu');
  return conjunctsOf(expression).some((part) => isNotNull.test(part));
}

/** The conditions that all have to hold, without the parentheses around them. */
function conjunctsOf(expression: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: token, index } of expression.matchAll(/'[^']*'|"[^"]*"|[()]|\band\b/giu)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (depth === 0 && /^and$/iu.test(token)) {
      parts.push(expression.slice(from, index));
      from = index + token.length;
    }
  }
  parts.push(expression.slice(from));
  if (parts.length > 1) return parts.flatMap(conjunctsOf);
  const whole = expression.trim();
  return whole.startsWith('(') && whole.endsWith(')') ? conjunctsOf(whole.slice(1, -1)) : [whole];
}
