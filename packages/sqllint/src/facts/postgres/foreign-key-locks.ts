import type { ConstraintDefinition } from '../../changes.ts';
import { keyOf } from '../../schema/model.ts';
import type { Constraint, Table } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LockEffect, LockMode, Work } from '../lock-modes.ts';
import { tableKey } from './lock-effect.ts';
import { partitionsOf } from './relatives.ts';

/**
 * Creating a foreign key locks the referenced table, with its partitions, against writes until the
 * transaction ends.
 * @param work what happens meanwhile: checking existing rows reads both tables
 */
export function referencedLocks(
  constraints: readonly ConstraintDefinition[],
  schema: Schema,
  work: Work = 'catalog only',
): LockEffect[] {
  return constraints.flatMap(({ references }) =>
    references ? [...referencedTree(tableKey(schema, references.table), schema, 'SHARE ROW EXCLUSIVE', work)] : [],
  );
}

/** The referenced table and its partitions. */
export function referencedTree(table: string, schema: Schema, mode: LockMode, work: Work = 'catalog only'): LockEffect[] {
  const partitions = partitionsOf(schema, table);
  return [table, ...partitions.map(keyOf)].map((key) => ({ table: key, mode, work, as: 'referenced table' }));
}

/** Foreign keys that have triggers on the referenced table; one that is not enforced has none. */
function enforcedKeys(table: Table | undefined, column?: string): Constraint[] {
  return [...(table?.constraints.values() ?? [])].filter(
    ({ references, columns, enforced }) => references && enforced && (column === undefined || columns.includes(column)),
  );
}

/** Dropping a foreign key takes its triggers off the referenced table. */
export function droppedForeignKeyLocks(table: Table | undefined, schema: Schema, version: number, column?: string): LockEffect[] {
  return enforcedKeys(table, column).flatMap(({ references }) => (references ? withTriggers(references.table, schema, version) : []));
}

/**
 * The referenced table with its partitions, as far as a foreign key has triggers there: up to
 * PostgreSQL 14 only partitions that hold rows have them.
 */
export function withTriggers(table: string, schema: Schema, version: number): LockEffect[] {
  const tree = referencedTree(table, schema, 'ACCESS EXCLUSIVE');
  return version < 15 ? tree.filter((effect) => schema.tableByKey(effect.table)?.partitionBy === undefined) : tree;
}
