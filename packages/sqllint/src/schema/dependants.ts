/** What the server drops along with an object when the statement says `CASCADE`. */
import type { QualifiedName } from '../changes.ts';
import { callsFunction } from './apply-part.ts';
import { displayName, keyOf } from './model.ts';
import type { Column, Constraint, DatabaseObject, Table } from './model.ts';
import { objectName } from './names.ts';
import type { Schema } from './schema.ts';
import { dropColumnSql, dropConstraintSql, dropObjectSql, quote, quoteName } from './write-sql.ts';

export interface Dependant {
  /** As a person names it: `view open_orders`, `constraint items_order_fkey of table items`. */
  readonly name: string;
  /** The statement that drops it by name. */
  readonly drop: string;
  /** The key of the relation that it is, or that it is a part of. */
  readonly relation: string;
  readonly kind: 'view' | 'constraint' | 'trigger' | 'column';
}

/** Foreign keys that point to the table, and views that read it. */
export function dependantsOfTable(schema: Schema, table: Table): Dependant[] {
  const key = keyOf(table);
  return [...foreignKeysTo(schema, key), ...viewsOn(schema, key)];
}

/** Foreign keys that point to the column, and views that name it. */
export function dependantsOfColumn(schema: Schema, table: Table, column: string): Dependant[] {
  const key = keyOf(table);
  return [
    ...foreignKeysTo(schema, key, ({ references }) => references?.columns.includes(column) === true),
    ...viewsOn(schema, key, ({ definition }) => definition.includes(`«${column}»`)),
  ];
}

/** Foreign keys that need a primary key or a unique constraint. */
export function dependantsOfConstraint(schema: Schema, table: Table, constraint: Constraint): Dependant[] {
  if (constraint.type !== 'primaryKey' && constraint.type !== 'unique') return [];
  const columns = [...constraint.columns].sort().join();
  return foreignKeysTo(schema, keyOf(table), ({ references }) => [...(references?.columns ?? [])].sort().join() === columns);
}

/** Views that read a view, and those that read these. */
export function dependantsOfView(schema: Schema, view: DatabaseObject): Dependant[] {
  return viewsOn(schema, keyOf(view));
}

/** Triggers that call a function. */
export function dependantsOfFunction(schema: Schema, name: QualifiedName): Dependant[] {
  const found: Dependant[] = [];
  for (const table of schema.tables()) {
    for (const part of table.parts.values()) {
      if (part.objectType !== 'trigger' || !callsFunction(part, name)) continue;
      found.push({
        kind: 'trigger',
        name: `trigger ${part.name} of table ${displayName(table)}`,
        drop: `DROP TRIGGER ${quote(part.name)} ON ${quoteName(table)};`,
        relation: keyOf(table),
      });
    }
  }
  return found;
}

/** Columns of any of these types, or of arrays of them. */
export function columnsOfTypes(schema: Schema, types: readonly string[]): Dependant[] {
  const found: Dependant[] = [];
  for (const table of schema.tables()) {
    for (const column of table.columns.values()) {
      if (!column.type || !types.includes(column.type.name)) continue;
      found.push({
        kind: 'column',
        name: `column ${displayName(table)}.${column.name}`,
        drop: dropColumnSql(table, column.name),
        relation: keyOf(table),
      });
    }
  }
  return found;
}

function foreignKeysTo(schema: Schema, key: string, isMeant: (constraint: Constraint) => boolean = () => true): Dependant[] {
  const found: Dependant[] = [];
  for (const other of schema.tablesPointingTo(key)) {
    if (keyOf(other) === key || schema.isUncertain(`relation ${keyOf(other)}`)) continue;
    for (const constraint of other.constraints.values()) {
      if (constraint.references?.table !== key || !constraint.known || !isMeant(constraint)) continue;
      found.push({
        kind: 'constraint',
        name: `constraint ${constraint.name} of table ${displayName(other)}`,
        drop: dropConstraintSql(other, constraint.name),
        relation: keyOf(other),
      });
    }
  }
  return found;
}

/** The views nearest to the table come last: they cannot be dropped before those that read them. */
function viewsOn(
  schema: Schema,
  key: string,
  isMeant: (view: DatabaseObject) => boolean = () => true,
  seen = new Set<string>(),
): Dependant[] {
  const found: Dependant[] = [];
  for (const object of schema.objectsPointingTo(key)) {
    const own = keyOf(object);
    const isView = object.objectType === 'view' || object.objectType === 'materialized view';
    if (!isView || seen.has(own) || !object.reads.includes(key) || !isMeant(object)) continue;
    if (schema.isUncertain(`relation ${own}`)) continue;
    seen.add(own);
    found.push(...viewsOn(schema, own, undefined, seen), {
      kind: 'view',
      name: `${object.objectType} ${displayName(object)}`,
      drop: dropObjectSql(object),
      relation: own,
    });
  }
  return found;
}

/** Columns whose default takes numbers from a sequence, as `table.column`. */
export function columnsFedBy(schema: Schema, sequence: string): string[] {
  const found: string[] = [];
  for (const table of schema.tables()) {
    for (const column of table.columns.values()) {
      if (sequenceOf(table, column) === sequence) found.push(`${displayName(table)}.${column.name}`);
    }
  }
  return found;
}

function sequenceOf(table: Table, column: Column): string | undefined {
  if (column.serial) return displayName({ schema: table.schema, name: objectName(table.name, column.name, 'seq') });
  if (column.default?.functions.includes('nextval') !== true) return undefined;
  return /'(?:public\.)?"?(?<name>[^"']+)"?'/u.exec(column.default.text)?.groups?.['name'];
}
