import type {
  AddColumn,
  AlterColumnType,
  Change,
  ChangeOf,
  ColumnDefinition,
  ConstraintDefinition,
  DropColumn,
  QualifiedName,
  RenameColumn,
} from '../changes.ts';
import { constraintFrom, renamedInExpression, renamedInText, withConstraint } from './apply-constraint.ts';
import { dropViewsOn } from './apply-table.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { forgetIndexName } from './index-names.ts';
import { displayName, keyOf } from './model.ts';
import { withoutColumnInMySql } from './mysql-columns.ts';
import type { Column, Constraint, DatabaseObject, Index, Table } from './model.ts';
import { freeName } from './names.ts';
import { missingInExpression, missingType, refusedDefault, refusedNullable, refusedReference, refusedTypeChange, usesOfColumn } from './refusals.ts';
import type { Schema } from './schema.ts';
import { isMySql, writtenDialect } from './sql-dialect.ts';
import { refusedAddition, usesOfDroppedColumn } from './sqlite-refusals.ts';

const none: readonly ApplyProblem[] = [];

/** @param table the table that gets the column, after which a serial's sequence is named */
export function columnFrom(
  schema: Schema,
  table: { readonly schema: string; readonly name: string },
  definition: ColumnDefinition,
): Column {
  const isTaken = (name: string): boolean => schema.hasRelation(table.schema, name);
  return {
    createdIn: schema.migration,
    name: definition.name,
    type: definition.type,
    notNull: definition.notNull,
    serial: definition.serial,
    known: true,
    ...(definition.default ? { default: definition.default } : {}),
    ...(definition.defaultsToNull ? { defaultsToNull: true } : {}),
    ...(definition.identity ? { identity: definition.identity } : {}),
    ...(definition.identityOptions === undefined ? {} : { identityOptions: definition.identityOptions }),
    ...(definition.serial ? { sequence: freeName(table.name, definition.name, 'seq', isTaken) } : {}),
    ...(definition.generated ? { generated: definition.generated } : {}),
    ...(definition.collation === undefined ? {} : { collation: definition.collation }),
    ...(definition.characterSet === undefined ? {} : { characterSet: definition.characterSet }),
    ...(definition.autoIncrement === undefined ? {} : { autoIncrement: definition.autoIncrement }),
    ...(definition.onUpdate === undefined ? {} : { onUpdate: definition.onUpdate }),
    ...(definition.comment === undefined || definition.comment === '' ? {} : { comment: definition.comment }),
  };
}

/** The constraints that a column definition carries. */
export function inlineConstraints(definition: ColumnDefinition): readonly ConstraintDefinition[] {
  return definition.constraints;
}

export function addColumn(schema: Schema, change: AddColumn): readonly ApplyProblem[] {
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  let { table } = target;
  const { column } = change;
  if (table.columns.has(column.name)) {
    if (change.ifNotExists || change.conditional) return none;
    return [{ kind: 'exists', object: `column ${displayName(table)}.${column.name}` }];
  }
  const key = `relation ${keyOf(table)}`;
  if (change.conditional) schema.doubt(key);
  const refusal = writtenDialect() === 'sqlite' ? refusedAddition(column, false) : undefined;
  if (refusal?.isAlways === true && !change.conditional) return [{ kind: 'refused', object: refusal.reason }];
  const problems = change.conditional ? none : refusedColumn(schema, table, column);
  if (problems.length > 0) return problems;
  table = { ...table, columns: new Map(table.columns).set(column.name, columnFrom(schema, table, column)) };
  schema.set(key, table);
  for (const definition of column.constraints) {
    table = withConstraint(schema, table, constraintFrom(schema, table, definition), definition);
  }
  for (const child of childrenOf(schema, table)) {
    if (!child.columns.has(column.name)) addColumn(schema, { ...change, table: nameOf(child) });
  }
  return none;
}

/** Partitions and inheriting tables, which follow what happens to their parent's columns. */
function childrenOf(schema: Schema, table: Table): Table[] {
  if (!schema.usesInheritance) return [];
  const key = keyOf(table);
  return schema.tablesPointingTo(key).filter((other) => other.partitionOf?.table === key || other.inherits.includes(key));
}

function nameOf(table: Table): QualifiedName {
  return { schema: table.schema, name: table.name };
}

export function missingColumn(table: Table, column: string): ApplyProblem {
  return { kind: 'missing', object: `column ${displayName(table)}.${column}` };
}

/** The column, made up when the table is one that the history did not create. */
export function findColumn(schema: Schema, table: Table, name: string): { table: Table; column: Column } | undefined {
  const found = table.columns.get(name);
  if (found) return { table, column: found };
  if (!table.partial) return undefined;
  const column: Column = { createdIn: -1, name, notNull: undefined, serial: false, known: false };
  const learned = schema.assumeInTable(table, (earlier) =>
    earlier.columns.has(name) ? earlier : { ...earlier, columns: new Map(earlier.columns).set(name, column) },
  );
  return { table: learned, column };
}

/** What makes a column impossible to create. */
export function refusedColumn(schema: Schema, table: Table, column: ColumnDefinition): readonly ApplyProblem[] {
  return [
    ...(column.serial ? [] : missingType(schema, column.type)),
    ...refusedDefault(schema, table, column),
    ...column.constraints.flatMap((definition) => refusedReference(schema, table, definition)),
  ];
}

export function dropColumn(schema: Schema, change: DropColumn): readonly ApplyProblem[] {
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  if (change.ifExists && target.table.partial && !target.table.columns.has(change.column)) {
    schema.doubt(`relation ${keyOf(target.table)}`);
  }
  const found = findColumn(schema, target.table, change.column);
  if (!found) return change.ifExists || change.conditional ? none : [missingColumn(target.table, change.column)];
  const { table } = found;
  const key = keyOf(table);
  if (change.conditional) schema.doubt(`relation ${key}`);
  const problems = isMySql()
    ? foreignKeysOn(schema, table, change.column)
    : change.cascade || change.conditional
      ? none
      : [...viewsOn(schema, table, change.column), ...(writtenDialect() === 'sqlite' ? usesOfDroppedColumn(table, change.column) : usesOfColumn(table, change.column))];
  if (change.cascade) {
    dropForeignKeysTo(schema, key, change.column);
    dropViewsNaming(schema, table, change.column);
  }
  schema.set(`relation ${key}`, withoutColumn(schema, table, change.column));
  for (const object of schema.objectsPointingTo(key)) {
    if (object.ownedBy?.table === key && object.ownedBy.column === change.column) {
      schema.delete(`relation ${keyOf(object)}`);
    }
  }
  for (const child of childrenOf(schema, table)) {
    if (child.columns.has(change.column)) dropColumn(schema, { ...change, table: nameOf(child) });
  }
  return problems;
}

/** MySQL refuses to drop a column that a foreign key is about. */
function foreignKeysOn(schema: Schema, table: Table, column: string): readonly ApplyProblem[] {
  if (!isMySql() || !schema.checksForeignKeys) return none;
  return [...table.constraints.values()]
    .filter(({ type, columns, known }) => known && type === 'foreignKey' && columns.includes(column))
    .map(({ name }) => ({ kind: 'in use', object: `column ${displayName(table)}.${column}, which foreign key ${name} needs` }));
}

/** A dropped column takes every constraint and index with it that it is part of; in MySQL, an index goes on without it. */
function withoutColumn(schema: Schema, table: Table, column: string): Table {
  if (isMySql()) return withoutColumnInMySql(table, column);
  const columns = new Map(table.columns);
  columns.delete(column);
  const constraints = new Map([...table.constraints].filter(([, constraint]) => !constraint.columns.includes(column)));
  const indexes = new Map<string, Index>();
  for (const [name, index] of table.indexes) {
    if (usesColumn(index, column)) forgetIndexName(schema, table, name);
    else indexes.set(name, index);
  }
  return { ...table, columns, constraints, indexes };
}

export function usesColumn(index: Index, column: string): boolean {
  return (
    index.include.includes(column) ||
    index.keys.some((key) => key.column === column || key.expression?.columns.includes(column)) ||
    (index.where?.columns.includes(column) ?? false)
  );
}

function dropForeignKeysTo(schema: Schema, key: string, column: string): void {
  for (const other of schema.tablesPointingTo(key)) {
    const kept = [...other.constraints].filter(
      ([, { references }]) => !(references?.table === key && references.columns.includes(column)),
    );
    if (kept.length < other.constraints.size) {
      schema.set(`relation ${keyOf(other)}`, { ...other, constraints: new Map(kept) });
    }
  }
}

/**
 * Views that read the table and name the column. They are certain to mean this one when no other relation that they
 * read may have a column of that name.
 */
function viewsNaming(schema: Schema, table: Table, column: string): { readonly view: DatabaseObject; readonly isCertain: boolean }[] {
  const key = keyOf(table);
  return schema
    .objectsPointingTo(key)
    .filter((object) => object.objectType.endsWith('view') && object.reads.includes(key) && object.definition.includes(`«${column}»`))
    .map((view) => ({ view, isCertain: view.reads.every((other) => other === key || isWithout(schema.tableByKey(other), column)) }));
}

function isWithout(table: Table | undefined, column: string): boolean {
  return table?.partial === false && !table.columns.has(column);
}

function viewsOn(schema: Schema, table: Table, column: string): ApplyProblem[] {
  return viewsNaming(schema, table, column)
    .filter(({ isCertain }) => isCertain)
    .map(({ view }) => ({ kind: 'in use', object: `column ${displayName(table)}.${column}, which ${view.objectType} ${displayName(view)} reads` }));
}

/** `DROP COLUMN … CASCADE` takes the views that show the column, and those that read them. */
function dropViewsNaming(schema: Schema, table: Table, column: string): void {
  for (const { view, isCertain } of viewsNaming(schema, table, column)) {
    const key = keyOf(view);
    if (!isCertain) schema.doubt(`relation ${key}`);
    dropViewsOn(schema, key);
    schema.delete(`relation ${key}`);
  }
}

export function renameColumn(schema: Schema, change: RenameColumn): readonly ApplyProblem[] {
  const other = schema.resolve(change.of === 'type' ? 'type' : 'relation', change.table);
  const object = schema.get(other);
  if (change.of !== 'table' || object?.kind === 'object') {
    schema.doubt(other);
    if (object?.kind === 'object' && object.columnNames) {
      const columnNames = object.columnNames.map((name) => (name === change.column ? change.to : name));
      schema.set(other, { ...object, columnNames });
    }
    return none;
  }
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  const found = findColumn(schema, target.table, change.column);
  if (!found) return change.conditional ? none : [missingColumn(target.table, change.column)];
  // A name may be given in another case.
  if (change.to !== change.column && target.table.columns.has(change.to) && !change.conditional) {
    return [{ kind: 'exists', object: `column ${displayName(target.table)}.${change.to}` }];
  }
  const { table, column } = found;
  const rename = (name: string): string => (name === change.column ? change.to : name);
  const columns = new Map<string, Column>();
  for (const [name, other] of table.columns) {
    columns.set(rename(name), name === change.column ? { ...column, name: change.to } : renamedInColumn(other, change.column, change.to));
  }
  const key = keyOf(table);
  if (change.conditional) schema.doubt(`relation ${key}`);
  schema.set(`relation ${key}`, {
    ...table,
    columns,
    constraints: mapValues(table.constraints, (constraint) => renamedInConstraint(constraint, change.column, change.to)),
    indexes: mapValues(table.indexes, (index) => renamedInIndex(index, change.column, change.to)),
  });
  renameInForeignKeys(schema, key, rename);
  for (const object of schema.objectsPointingTo(key)) if (object.reads.includes(key)) schema.doubt(`relation ${keyOf(object)}`);
  for (const child of childrenOf(schema, table)) {
    if (child.columns.has(change.column)) renameColumn(schema, { ...change, table: nameOf(child) });
  }
  return none;
}

/** A generated column computes with others. */
function renamedInColumn(column: Column, from: string, to: string): Column {
  if (!column.generated?.expression.columns.includes(from)) return column;
  return { ...column, generated: { ...column.generated, expression: renamedInExpression(column.generated.expression, from, to) } };
}

function renamedInConstraint(constraint: Constraint, from: string, to: string): Constraint {
  return {
    ...constraint,
    columns: constraint.columns.map((name) => (name === from ? to : name)),
    ...(constraint.expression ? { expression: renamedInExpression(constraint.expression, from, to) } : {}),
  };
}

function renamedInIndex(index: Index, from: string, to: string): Index {
  return {
    ...index,
    include: index.include.map((name) => (name === from ? to : name)),
    keys: index.keys.map((key) => ({
      ...key,
      ...(key.column === from ? { column: to } : {}),
      ...(key.expression ? { expression: renamedInExpression(key.expression, from, to) } : {}),
      ...(key.text === undefined ? {} : { text: renamedInText(key.text, from, to) }),
    })),
    ...(index.where ? { where: renamedInExpression(index.where, from, to) } : {}),
  };
}

function renameInForeignKeys(schema: Schema, key: string, rename: (name: string) => string): void {
  for (const other of schema.tablesPointingTo(key)) {
    if (![...other.constraints.values()].some((constraint) => constraint.references?.table === key)) continue;
    schema.set(`relation ${keyOf(other)}`, {
      ...other,
      constraints: mapValues(other.constraints, (constraint) =>
        constraint.references?.table === key
          ? { ...constraint, references: { ...constraint.references, columns: constraint.references.columns.map(rename) } }
          : constraint,
      ),
    });
  }
}

function mapValues<K, V>(map: ReadonlyMap<K, V>, change: (value: V) => V): Map<K, V> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

/** What stands in the way of dropping a column stands in the way of another type too, `CASCADE` or not. */
function asTypeChange({ object }: ApplyProblem): ApplyProblem {
  return { kind: 'refused', object: `${object.replace(', which ', ' cannot change its type, since ')} it` };
}

export function alterColumnType(schema: Schema, change: AlterColumnType): readonly ApplyProblem[] {
  const refuse = (table: Table, column: Column): readonly ApplyProblem[] => [
    ...missingType(schema, change.type),
    ...missingInExpression(schema, table, change.using),
    ...refusedTypeChange(schema, table, column, change),
    ...[...viewsOn(schema, table, change.column), ...usesOfColumn(table, change.column)].map(asTypeChange),
  ];
  return changeColumn(schema, change, refuse, (column) => {
    const { collation: _collation, ...rest } = column;
    return { ...rest, type: change.type, ...(change.collation === undefined ? {} : { collation: change.collation }) };
  });
}

type ColumnChange = ChangeOf<'setDefault' | 'dropDefault' | 'setNotNull' | 'dropNotNull' | 'setIdentity' | 'setGenerated'>;

export function alterColumn(schema: Schema, change: ColumnChange): readonly ApplyProblem[] {
  const refuse = (table: Table, column: Column): readonly ApplyProblem[] => {
    if (change.kind === 'dropNotNull') return refusedNullable(table, column);
    return change.kind === 'setDefault' ? refusedDefault(schema, table, { ...column, default: change.default }) : none;
  };
  return changeColumn(schema, change, refuse, (column) => altered(column, change));
}

function altered(column: Column, change: ColumnChange): Column {
  switch (change.kind) {
    case 'setDefault':
      return { ...column, default: change.default };
    case 'dropDefault': {
      const { default: _default, defaultsToNull: _null, ...rest } = column;
      return { ...rest, serial: false };
    }
    case 'setNotNull':
      return { ...column, notNull: true };
    case 'dropNotNull':
      return { ...column, notNull: false };
    case 'setIdentity': {
      const { identity: _identity, ...rest } = column;
      return change.identity ? { ...rest, identity: change.identity } : rest;
    }
    case 'setGenerated': {
      const { generated, ...rest } = column;
      return change.expression
        ? { ...rest, generated: { expression: change.expression, stored: generated?.stored ?? true } }
        : rest;
    }
  }
}

function changeColumn(
  schema: Schema,
  change: Change & { readonly table: QualifiedName; readonly tableIfExists?: boolean; readonly column: string },
  refuse: (table: Table, column: Column) => readonly ApplyProblem[],
  alter: (column: Column) => Column,
): readonly ApplyProblem[] {
  const target = findTable(schema, change.table, change.tableIfExists);
  if (!('table' in target)) return target.problems;
  const found = findColumn(schema, target.table, change.column);
  if (!found) return change.conditional ? none : [missingColumn(target.table, change.column)];
  const { table, column } = found;
  const key = `relation ${keyOf(table)}`;
  const problems = change.conditional ? none : refuse(table, column);
  if (problems.length > 0) return problems;
  if (change.conditional) schema.doubt(key);
  schema.set(key, { ...table, columns: new Map(table.columns).set(change.column, alter(column)) });
  for (const child of childrenOf(schema, table)) {
    if (child.columns.has(change.column)) changeColumn(schema, { ...change, table: nameOf(child) }, refuse, alter);
  }
  return none;
}
