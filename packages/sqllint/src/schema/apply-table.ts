import type {
  AlterTable,
  AttachPartition,
  CreateTable,
  DetachPartition,
  DropTable,
  InsertRows,
  RenameTable,
} from '../changes.ts';
import { columnFrom, inlineConstraints, refusedColumn } from './apply-column.ts';
import { constraintFrom, withConstraint } from './apply-constraint.ts';
import { createIndex } from './apply-index.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { forgetIndexName, noteIndexName } from './index-names.ts';
import { displayName, keyOf } from './model.ts';
import type { Column, Index, Table } from './model.ts';
import { refusedKind } from './refused-objects.ts';
import { refusedReference } from './refusals.ts';
import type { Schema } from './schema.ts';
import { isMySql, writtenDialect } from './sql-dialect.ts';
import { copiedFrom, inheritedFrom, withKeysLike } from './table-sources.ts';

const none: readonly ApplyProblem[] = [];

export function createTable(schema: Schema, change: CreateTable): readonly ApplyProblem[] {
  const name = { schema: change.table.schema ?? schema.defaultSchema, name: change.table.name };
  const key = `relation ${keyOf(name)}`;
  const existing = schema.get(key);
  // `ALTER TABLE IF EXISTS x` before `CREATE TABLE IF NOT EXISTS x`: on a new database the latter creates it.
  const wasOnlyMentioned = existing?.kind === 'table' && existing.partial && existing.createdIn === -1;
  if (existing && !(wasOnlyMentioned && change.ifNotExists)) {
    if (change.ifNotExists || change.conditional) return none;
    return [{ kind: 'exists', object: `table ${displayName(name)}` }];
  }
  if (change.conditional) schema.doubt(key);
  if (change.inherits.length > 0 || change.partitionOf) schema.usesInheritance = true;
  const inherited = change.copies ? { ...copiedFrom(schema, change.copies), indexes: new Map<string, Index>() } : inheritedFrom(schema, change);
  const columns = new Map<string, Column>(inherited.columns);
  for (const definition of change.columns) columns.set(definition.name, columnFrom(schema, name, definition));
  let table: Table = {
    kind: 'table',
    createdIn: schema.migration,
    ...name,
    partial: change.copies || !change.fromQuery ? inherited.partial : true,
    temporary: change.temporary,
    columns,
    constraints: new Map(),
    indexes: inherited.indexes,
    parts: new Map(),
    aspects: new Map([
      ...(change.unlogged ? [['persistence', 'unlogged'] as const] : []),
      ...(change.storage ?? []).map(([option, value]) => [`option ${option}`, value] as const),
    ]),
    inherits: change.inherits.map((parent) => schema.resolve('relation', parent).slice('relation '.length)),
    filled: change.fromQuery,
    seeded: false,
    ...(change.partitionBy === undefined ? {} : { partitionBy: change.partitionBy }),
    ...(change.partitionByText === undefined ? {} : { partitionByText: change.partitionByText }),
    ...(change.partitionOf
      ? {
          partitionOf: {
            table: schema.resolve('relation', change.partitionOf.table).slice('relation '.length),
            bound: change.partitionOf.bound,
            ...(change.partitionOf.boundText === undefined ? {} : { boundText: change.partitionOf.boundText }),
          },
        }
      : {}),
  };
  const problems = change.conditional
    ? none
    : [...change.columns.flatMap((column) => refusedColumn(schema, table, column)), ...change.constraints.flatMap((definition) => refusedReference(schema, table, definition))];
  // Migrations were run, as a rule: where the server seems to refuse one, the model may be wrong, and later ones name the table.
  if (problems.length > 0) schema.doubt(key);
  schema.set(key, table);
  for (const index of change.indexes ?? []) createIndex(schema, index);
  table = schema.tableByKey(keyOf(table)) ?? table;
  const definitions = [...change.columns.flatMap(inlineConstraints), ...change.constraints];
  // PostgreSQL names checks before keys, and foreign keys last; the order decides who gets a suffix.
  const byKind = [...definitions].sort((a, b) => namingOrder(a.type) - namingOrder(b.type));
  for (const definition of byKind) {
    table = withConstraint(schema, table, constraintFrom(schema, table, definition), definition);
  }
  if (!change.conditional) for (const like of change.like) table = withKeysLike(schema, table, like);
  return problems;
}

function namingOrder(type: string): number {
  if (type === 'check') return 0;
  return type === 'foreignKey' ? 2 : 1;
}

export function dropTable(schema: Schema, change: DropTable): readonly ApplyProblem[] {
  const key = schema.resolve('relation', change.table);
  const found = schema.get(key);
  if (!found) {
    if (schema.wasDropped(key)) {
      return change.ifExists ? none : [{ kind: 'missing', object: `table ${displayName(change.table)}`, key }];
    }
    const assumed = findTable(schema, change.table);
    if (!('table' in assumed)) return none;
    if (change.ifExists) schema.doubtWhetherThere(key);
  }
  if (change.conditional) schema.doubt(key);
  const table = schema.get(key);
  if (table?.kind !== 'table') return table && !change.conditional && !schema.isUncertain(key) ? refusedKind(table, change) : none;
  const problems: ApplyProblem[] = [];
  // MySQL's `CASCADE` means nothing, and views do not keep their tables.
  if (isMySql()) problems.push(...(schema.checksForeignKeys ? usesOf(schema, table).filter(({ object }) => object.includes('which constraint ')) : none));
  else if (change.cascade) dropDependants(schema, table);
  else problems.push(...usesOf(schema, table));
  removeTable(schema, table);
  return problems;
}

/** Takes out a table with everything that lives and dies with it. */
function removeTable(schema: Schema, table: Table): void {
  const key = keyOf(table);
  for (const index of table.indexes.keys()) forgetIndexName(schema, table, index);
  for (const object of schema.objectsPointingTo(key)) {
    if (object.ownedBy?.table === key) schema.delete(`relation ${keyOf(object)}`);
  }
  for (const other of schema.tablesPointingTo(key)) if (other.partitionOf?.table === key) removeTable(schema, other);
  schema.delete(`relation ${key}`);
}

/** What makes `DROP TABLE` without `CASCADE` fail. */
function usesOf(schema: Schema, table: Table): ApplyProblem[] {
  // SQLite leaves views and foreign keys behind that lead nowhere.
  if (writtenDialect() === 'sqlite') return [];
  const key = keyOf(table);
  const problems: ApplyProblem[] = [];
  for (const other of schema.tablesPointingTo(key)) {
    for (const constraint of other.constraints.values()) {
      if (constraint.references?.table !== key || !constraint.known) continue;
      if (keyOf(other) !== key && !schema.isUncertain(`relation ${keyOf(other)}`)) {
        problems.push({
          kind: 'in use',
          object: `table ${displayName(table)}, which constraint ${constraint.name} of table ${displayName(other)} needs`,
          key: `relation ${keyOf(other)}`,
        });
      }
    }
  }
  for (const object of schema.objectsPointingTo(key)) {
    const isView = object.objectType === 'view' || object.objectType === 'materialized view';
    if (isView && object.reads.includes(key) && !schema.isUncertain(`relation ${keyOf(object)}`)) {
      problems.push({
        kind: 'in use',
        object: `table ${displayName(table)}, which ${object.objectType} ${displayName(object)} reads`,
        key: `relation ${keyOf(object)}`,
      });
    }
  }
  return problems;
}

function dropDependants(schema: Schema, table: Table): void {
  const key = keyOf(table);
  for (const other of schema.tablesPointingTo(key)) {
    if (keyOf(other) === key) continue;
    const kept = [...other.constraints].filter(([, constraint]) => constraint.references?.table !== key);
    if (kept.length < other.constraints.size) {
      schema.set(`relation ${keyOf(other)}`, { ...other, constraints: new Map(kept) });
    }
  }
  dropViewsOn(schema, key);
}

/** Drops the views that read a relation, and those that read these. */
export function dropViewsOn(schema: Schema, key: string): void {
  for (const object of schema.objectsPointingTo(key)) {
    if (object.reads.includes(key) && schema.get(`relation ${keyOf(object)}`)) {
      schema.delete(`relation ${keyOf(object)}`);
      dropViewsOn(schema, keyOf(object));
    }
  }
}

export function renameTable(schema: Schema, change: RenameTable): readonly ApplyProblem[] {
  const key = schema.resolve('relation', change.table);
  const found = schema.get(key);
  if (found?.kind === 'object') {
    const renamed = { ...found, name: change.to };
    schema.delete(key);
    schema.set(`relation ${keyOf(renamed)}`, renamed);
    return none;
  }
  if (found?.kind === 'index') return none;
  const inTheWay = schema.get(schema.resolve('relation', { ...change.table, name: change.to }));
  if (found && inTheWay && !change.conditional) return [{ kind: 'exists', object: `relation ${change.to}` }];
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  moveTable(schema, target.table, { schema: target.table.schema, name: change.to });
  if (change.conditional) schema.doubt(`relation ${target.table.schema}.${change.to}`);
  return none;
}

/** Gives a table another name or schema; what points to it follows. */
export function moveTable(schema: Schema, table: Table, to: { schema: string; name: string }): void {
  const from = keyOf(table);
  const target = keyOf(to);
  const moved: Table = { ...table, ...to };
  schema.delete(`relation ${from}`);
  schema.set(`relation ${target}`, moved);
  for (const index of table.indexes.keys()) {
    forgetIndexName(schema, table, index);
    noteIndexName(schema, to, index);
  }
  for (const other of schema.tablesPointingTo(from)) {
    const constraints = [...other.constraints].map(([name, constraint]) =>
      constraint.references?.table === from
        ? ([name, { ...constraint, references: { ...constraint.references, table: target } }] as const)
        : ([name, constraint] as const),
    );
    const pointsHere = [...other.constraints.values()].some((constraint) => constraint.references?.table === from);
    const isPartition = other.partitionOf?.table === from;
    if (!pointsHere && !isPartition) continue;
    schema.set(`relation ${keyOf(other)}`, {
      ...other,
      constraints: new Map(constraints),
      ...(other.partitionOf && isPartition ? { partitionOf: { ...other.partitionOf, table: target } } : {}),
    });
  }
  for (const object of schema.objectsPointingTo(from)) {
    const reads = object.reads.includes(from);
    const owned = object.ownedBy?.table === from;
    if (!reads && !owned) continue;
    // The server follows the rename in the view's text; the model keeps the text as it was written.
    if (reads) schema.doubt(`relation ${keyOf(object)}`);
    schema.set(`relation ${keyOf(object)}`, {
      ...object,
      reads: object.reads.map((read) => (read === from ? target : read)),
      ...(object.ownedBy && owned ? { ownedBy: { ...object.ownedBy, table: target } } : {}),
    });
  }
}

export function alterTable(schema: Schema, change: AlterTable): readonly ApplyProblem[] {
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  const { table } = target;
  if (change.aspect === 'inheritance') schema.doubt(`relation ${keyOf(table)}`);
  const aspects = new Map(table.aspects);
  // `REPLICA IDENTITY DEFAULT` is what a table has that nobody altered.
  const isDefault = change.aspect === 'replica identity' && change.value === 'd';
  if (change.value === undefined || isDefault) aspects.delete(change.aspect);
  else aspects.set(change.aspect, change.value);
  schema.set(`relation ${keyOf(table)}`, { ...table, aspects });
  return none;
}

export function attachPartition(schema: Schema, change: AttachPartition): readonly ApplyProblem[] {
  const partition = findTable(schema, change.partition);
  if (!('table' in partition)) return partition.problems;
  schema.usesInheritance = true;
  const parent = schema.resolve('relation', change.table).slice('relation '.length);
  schema.set(`relation ${keyOf(partition.table)}`, {
    ...partition.table,
    partitionOf: {
      table: parent,
      bound: change.bound,
      ...(change.boundText === undefined ? {} : { boundText: change.boundText }),
    },
  });
  return none;
}

export function detachPartition(schema: Schema, change: DetachPartition): readonly ApplyProblem[] {
  const partition = findTable(schema, change.partition);
  if (!('table' in partition)) return partition.problems;
  const { partitionOf: _parent, ...rest } = partition.table;
  schema.set(`relation ${keyOf(partition.table)}`, rest);
  return none;
}

export function fillTable(schema: Schema, change: InsertRows): readonly ApplyProblem[] {
  const table = schema.table(change.table);
  const seeds = change.from === undefined;
  if (table && !(table.filled && (table.seeded || !seeds))) {
    schema.set(`relation ${keyOf(table)}`, { ...table, filled: true, seeded: table.seeded || seeds });
  }
  return none;
}
