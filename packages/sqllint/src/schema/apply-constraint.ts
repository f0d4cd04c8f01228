import type {
  AddConstraint,
  ConstraintDefinition,
  DropConstraint,
  Expression,
  RenameConstraint,
  ValidateConstraint,
} from '../changes.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { forgetIndexName, noteIndexName } from './index-names.ts';
import { displayName, keyOf } from './model.ts';
import type { Column, Constraint, Index, Table } from './model.ts';
import { dropIndexOfTable, withForeignKeyIndex } from './mysql-indexes.ts';
import { freeName, internalName, isCut } from './names.ts';
import { referencesToKey, refusedReference } from './refusals.ts';
import type { Schema } from './schema.ts';
import { isMySql, writtenDialect } from './sql-dialect.ts';
import { quote } from './write-sql.ts';

const none: readonly ApplyProblem[] = [];

const labels: Readonly<Record<ConstraintDefinition['type'], string>> = {
  primaryKey: 'pkey',
  unique: 'key',
  check: 'check',
  foreignKey: 'fkey',
  exclude: 'excl',
  notNull: 'not_null',
};

/** The constraint as the server would record it, its name chosen where it has none. */
export function constraintFrom(schema: Schema, table: Table, definition: ConstraintDefinition): Constraint {
  const target = definition.references
    ? schema.resolve('relation', definition.references.table).slice('relation '.length)
    : undefined;
  const referenced = target === undefined ? undefined : schema.tableByKey(target);
  const name = definition.name ?? chosenConstraintName(schema, table, definition);
  return {
    createdIn: schema.migration,
    name,
    autoNamed: definition.name === undefined,
    type: definition.type,
    columns: columnsOf(table, definition),
    validated: !definition.notValid,
    enforced: !definition.notEnforced,
    deferrable: definition.deferrable,
    details: definition.details,
    text: definition.text,
    known: true,
    definition,
    ...(definition.expression ? { expression: definition.expression } : {}),
    ...(target !== undefined && definition.references
      ? {
          references: {
            table: target,
            columns:
              definition.references.columns.length > 0 ? definition.references.columns : primaryKeyOf(referenced),
            actions: definition.references.actions,
          },
        }
      : {}),
  };
}

function columnsOf(table: Table, definition: ConstraintDefinition): readonly string[] {
  if (definition.usingIndex === undefined || definition.columns.length > 0) return definition.columns;
  const index = table.indexes.get(definition.usingIndex);
  return index?.keys.flatMap((key) => key.column ?? []) ?? [];
}

function primaryKeyOf(table: Table | undefined): readonly string[] {
  for (const constraint of table?.constraints.values() ?? []) {
    if (constraint.type === 'primaryKey') return constraint.columns;
  }
  return [];
}

/** The name that the server gives to a constraint that has none. */
export function chosenConstraintName(schema: Schema, table: Table, definition: ConstraintDefinition): string {
  if (isMySql()) return chosenInMySql(table, definition);
  if (definition.usingIndex !== undefined) return definition.usingIndex;
  const ownsIndex = definition.type === 'primaryKey' || definition.type === 'unique' || definition.type === 'exclude';
  const isTaken = (name: string): boolean =>
    table.constraints.has(name) || (ownsIndex && schema.hasRelation(table.schema, name)) || (isCut(name) && isConstraintOfSchema(schema, table.schema, name));
  if (writtenDialect() === 'sqlite') return internalName(table.name, labels[definition.type], isTaken);
  // The names of an index's columns, those that it only carries included.
  const columns = ownsIndex ? [...definition.columns, ...(definition.include ?? [])] : definition.columns;
  const middle =
    definition.type === 'primaryKey' || (definition.type === 'check' && columns.length !== 1) ? '' : columns.join('_');
  return freeName(table.name, middle, labels[definition.type], isTaken);
}

/** Whether another table of the schema has a constraint of that name: PostgreSQL then chooses the next one. */
function isConstraintOfSchema(schema: Schema, inSchema: string, name: string): boolean {
  for (const other of schema.tables()) {
    if (other.schema === inSchema && other.constraints.has(name)) return true;
  }
  return false;
}

/** `orders_ibfk_1`, `orders_chk_1`; MariaDB calls a check `CONSTRAINT_1`. */
function chosenInMySql(table: Table, { type }: ConstraintDefinition): string {
  if (type === 'primaryKey') return 'PRIMARY';
  const prefix = type === 'foreignKey' ? `${table.name}_ibfk_` : writtenDialect() === 'mariadb' ? 'CONSTRAINT_' : `${table.name}_chk_`;
  let count = 1;
  while (table.constraints.has(`${prefix}${String(count)}`)) count++;
  return `${prefix}${String(count)}`;
}

/** Puts a constraint into a table, with the index that it builds and the `NOT NULL` that it implies. */
export function withConstraint(
  schema: Schema,
  table: Table,
  constraint: Constraint,
  definition: ConstraintDefinition,
): Table {
  const columns = new Map(table.columns);
  const impliesNotNull = constraint.type === 'primaryKey' || constraint.type === 'notNull';
  if (impliesNotNull && !(constraint.type === 'notNull' && !constraint.validated)) {
    for (const name of constraint.columns) {
      const column = columns.get(name);
      if (column) columns.set(name, { ...column, notNull: true });
    }
  }
  const indexes = new Map(table.indexes);
  const ownsIndex = ['primaryKey', 'unique', 'exclude'].includes(constraint.type);
  if (ownsIndex) {
    const used = definition.usingIndex === undefined ? undefined : indexes.get(definition.usingIndex);
    if (used) {
      indexes.delete(used.name);
      forgetIndexName(schema, table, used.name);
    }
    indexes.set(constraint.name, ownedIndex(constraint, used));
    noteIndexName(schema, table, constraint.name);
  }
  const changed: Table = {
    ...table,
    columns,
    indexes,
    constraints: new Map(table.constraints).set(constraint.name, constraint),
  };
  schema.set(`relation ${keyOf(table)}`, changed);
  return isMySql() ? withForeignKeyIndex(schema, changed, constraint) : changed;
}

function ownedIndex(constraint: Constraint, used: Index | undefined): Index {
  return {
    createdIn: constraint.createdIn,
    name: constraint.name,
    autoNamed: constraint.autoNamed,
    unique: constraint.type !== 'exclude',
    method: used?.method ?? 'btree',
    keys: used?.keys ?? constraint.columns.map((column) => ({ column, options: '' })),
    include: used?.include ?? [],
    details: used?.details ?? '',
    ...(used?.detailsText === undefined ? {} : { detailsText: used.detailsText }),
    text: '',
    known: true,
    constraint: constraint.name,
  };
}

export function addConstraint(schema: Schema, change: AddConstraint): readonly ApplyProblem[] {
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  const { table } = target;
  const { constraint: definition } = change;
  if (change.conditional) schema.doubt(`relation ${keyOf(table)}`);
  if (definition.name !== undefined && table.constraints.has(definition.name)) {
    if (change.conditional) return none;
    return [{ kind: 'exists', object: `constraint ${definition.name} on table ${displayName(table)}` }];
  }
  if (!table.partial && definition.type !== 'check') {
    const missing = definition.columns.find((column) => !table.columns.has(column));
    if (missing !== undefined) return [{ kind: 'missing', object: `column ${displayName(table)}.${missing}` }];
  }
  const problems = refusedReference(schema, table, definition);
  if (problems.length > 0 && !change.conditional) return problems;
  withConstraint(schema, table, constraintFrom(schema, table, definition), definition);
  return none;
}

export function dropConstraint(schema: Schema, change: DropConstraint): readonly ApplyProblem[] {
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  // In MySQL a unique constraint is an index and nothing else.
  if (isMySql() && !target.table.constraints.has(change.name) && target.table.indexes.has(change.name)) {
    return dropIndexOfTable(schema, { ...change, kind: 'dropIndex', name: { name: change.name }, concurrently: false }, change.table);
  }
  const found = findConstraint(schema, target.table, change.name);
  if (!found) {
    if (change.ifExists || change.conditional) return none;
    return [missingConstraint(target.table, change.name)];
  }
  if (change.ifExists && !found.constraint.known) schema.doubt(`relation ${keyOf(found.table)}`);
  const { table, constraint } = found;
  if (change.conditional) schema.doubt(`relation ${keyOf(table)}`);
  const problems = change.cascade || change.conditional ? none : referencesToKey(schema, table, constraint);
  const constraints = new Map(table.constraints);
  constraints.delete(change.name);
  const indexes = new Map(table.indexes);
  for (const [name, index] of table.indexes) {
    if (index.constraint !== constraint.name) continue;
    indexes.delete(name);
    forgetIndexName(schema, table, name);
  }
  const columns = new Map(table.columns);
  if (constraint.type === 'notNull') setNullable(columns, constraint);
  schema.set(`relation ${keyOf(table)}`, { ...table, columns, constraints, indexes });
  if (change.cascade) dropForeignKeysOn(schema, keyOf(table), constraint);
  return problems;
}

/** `DROP CONSTRAINT … CASCADE` takes the foreign keys that refer to the key. */
function dropForeignKeysOn(schema: Schema, key: string, dropped: Constraint): void {
  const columns = dropped.columns.join();
  for (const other of schema.tablesPointingTo(key)) {
    const kept = [...other.constraints].filter(
      ([, { references }]) => !(references?.table === key && references.columns.join() === columns),
    );
    if (kept.length < other.constraints.size) {
      schema.set(`relation ${keyOf(other)}`, { ...other, constraints: new Map(kept) });
    }
  }
}

function setNullable(columns: Map<string, Column>, constraint: Constraint): void {
  for (const name of constraint.columns) {
    const column = columns.get(name);
    if (column) columns.set(name, { ...column, notNull: false });
  }
}

function missingConstraint(table: Table, name: string): ApplyProblem {
  return { kind: 'missing', object: `constraint ${name} on table ${displayName(table)}` };
}

/** The constraint, made up when the table is one that the history did not create. */
function findConstraint(
  schema: Schema,
  table: Table,
  name: string,
): { readonly table: Table; readonly constraint: Constraint } | undefined {
  const found = table.constraints.get(name);
  if (found) return { table, constraint: found };
  // The name of a NOT NULL constraint (PostgreSQL 18) is not followed through every change.
  const mayBeNotNull = name.endsWith('_not_null');
  if (!table.partial && !mayBeNotNull) return undefined;
  const constraint: Constraint = {
    createdIn: -1,
    name,
    autoNamed: false,
    type: guessType(name),
    columns: [],
    validated: true,
    enforced: true,
    deferrable: false,
    details: '',
    text: '',
    known: false,
  };
  const learned = schema.assumeInTable(table, (earlier) =>
    earlier.constraints.has(name)
      ? earlier
      : { ...earlier, constraints: new Map(earlier.constraints).set(name, constraint) },
  );
  return { table: learned, constraint };
}

function guessType(name: string): Constraint['type'] {
  if (name.endsWith('_pkey') || name === 'PRIMARY') return 'primaryKey';
  if (name.endsWith('_key')) return 'unique';
  return name.endsWith('_fkey') || name.startsWith('fk_') ? 'foreignKey' : 'check';
}

export function renameConstraint(schema: Schema, change: RenameConstraint): readonly ApplyProblem[] {
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  const found = findConstraint(schema, target.table, change.name);
  if (!found) return change.conditional ? none : [missingConstraint(target.table, change.name)];
  const { table, constraint } = found;
  const constraints = new Map(table.constraints);
  constraints.delete(change.name);
  constraints.set(change.to, { ...constraint, name: change.to, autoNamed: false });
  const indexes = new Map(table.indexes);
  const index = [...table.indexes.values()].find((candidate) => candidate.constraint === change.name);
  if (index) {
    indexes.delete(index.name);
    indexes.set(change.to, { ...index, name: change.to, constraint: change.to });
    forgetIndexName(schema, table, index.name);
    noteIndexName(schema, table, change.to);
  }
  schema.set(`relation ${keyOf(table)}`, { ...table, constraints, indexes });
  return none;
}

export function validateConstraint(schema: Schema, change: ValidateConstraint): readonly ApplyProblem[] {
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  const found = findConstraint(schema, target.table, change.name);
  if (!found) return change.conditional ? none : [missingConstraint(target.table, change.name)];
  const { table, constraint } = found;
  const constraints = new Map(table.constraints).set(change.name, { ...constraint, validated: true });
  schema.set(`relation ${keyOf(table)}`, { ...table, constraints });
  return none;
}

/** An expression after one of its columns was renamed. */
export function renamedInExpression(expression: Expression, from: string, to: string): Expression {
  if (!expression.columns.includes(from)) return expression;
  return {
    ...expression,
    key: expression.key.replaceAll(`«${from}»`, `«${to}»`),
    text: renamedInText(expression.text, from, to),
    columns: expression.columns.map((name) => (name === from ? to : name)),
  };
}

/** SQL after one of the names in it was changed. */
export function renamedInText(text: string, from: string, to: string): string {
  const plain = new RegExp(String.raw`(?<![\w"$'])${escapeForPattern(from)}(?![\w"$'])`, 'giu');
  return text.replaceAll(`"${from}"`, () => quote(to)).replace(plain, (name) => (name.toLowerCase() === from ? quote(to) : name));
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
