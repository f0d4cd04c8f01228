/** What the server refuses although every object that the statement names is there. */
import type { AlterColumnType, ConstraintDefinition, DataType, Expression, QualifiedName } from '../changes.ts';
import type { ApplyProblem } from './apply.ts';
import { hasAutomaticCast } from './automatic-casts.ts';
import { displayName, isAmong, keyOf } from './model.ts';
import type { Column, Constraint, DatabaseObject, Table } from './model.ts';
import type { Schema } from './schema.ts';
import { isMySql, writtenDialect } from './sql-dialect.ts';

const none: readonly ApplyProblem[] = [];

/** Most of this is PostgreSQL's way; the others check less, or when rows are written. */
function isPostgres(): boolean {
  return writtenDialect() === 'postgres';
}

function refused(object: string): readonly ApplyProblem[] {
  return [{ kind: 'refused', object }];
}

/** Whether the history tells all of a table, and nothing of it is in doubt. */
function isCertain(schema: Schema, table: Table): boolean {
  return !table.partial && !schema.isUncertain(`relation ${keyOf(table)}`);
}

/** `serial` is a type in a column's definition only; the others are what people write for `text` and `timestamptz`. */
const neverTypes = new Set(['serial', 'serial2', 'serial4', 'serial8', 'bigserial', 'smallserial', 'string', 'timestampz']);

/** A type that the history dropped, or that a column cannot have. */
export function missingType(schema: Schema, { name }: DataType): readonly ApplyProblem[] {
  if (!isPostgres()) return none;
  if (neverTypes.has(name) && !schema.object('type', { name })) return [{ kind: 'missing', object: `type ${name}` }];
  const [first = '', second] = name.split('.');
  const key = schema.resolve('type', second === undefined ? { name: first } : { schema: first, name: second });
  return schema.wasDropped(key) ? [{ kind: 'missing', object: `type ${name}`, key }] : none;
}

/** A foreign key to columns that no key of the other table makes unique. */
export function refusedReference(schema: Schema, table: Table, { type, references }: ConstraintDefinition): readonly ApplyProblem[] {
  if (!isPostgres() && !isMySql()) return none;
  if (type !== 'foreignKey' || !references || (isMySql() && !schema.checksForeignKeys)) return none;
  const key = schema.resolve('relation', references.table);
  // Its own keys may come with the same statement.
  if (key === `relation ${keyOf(table)}`) return none;
  if (schema.wasDropped(key)) return [{ kind: 'missing', object: `table ${displayName(references.table)}`, key }];
  const target = schema.table(references.table);
  if (!target || target.partitionOf || !isCertain(schema, target)) return none;
  const missing = references.columns.find((column) => !target.columns.has(column));
  if (missing !== undefined) return [{ kind: 'missing', object: `column ${displayName(target)}.${missing}` }];
  // Any index will do there.
  if (isMySql()) return none;
  const name = displayName(target);
  if (references.columns.length === 0) {
    const hasKey = [...target.constraints.values()].some((constraint) => constraint.type === 'primaryKey' || !constraint.known);
    return hasKey ? none : refused(`the foreign key refers to the primary key of table ${name}, which has none`);
  }
  const columns = sorted(references.columns);
  const isUnique = [...target.indexes.values()].some(
    (index) => !index.known || (index.unique && !index.where && sorted(index.keys.map(({ column = '' }) => column)) === columns),
  );
  return isUnique ? none : refused(`the foreign key refers to ${name} (${references.columns.join(', ')}), which no key of that table makes unique`);
}

function sorted(names: readonly string[]): string {
  return [...names].sort().join();
}

/** `DROP NOT NULL` on a column of the primary key, or of an identity. */
export function refusedNullable(table: Table, column: Column): readonly ApplyProblem[] {
  if (!isPostgres()) return none;
  const name = `${displayName(table)}.${column.name}`;
  if (column.identity) return refused(`column ${name} cannot allow NULL, since it is an identity column`);
  const isInKey = [...table.constraints.values()].some(({ type, known, columns }) => type === 'primaryKey' && known && columns.includes(column.name));
  return isInKey ? refused(`column ${name} cannot allow NULL, since it is in the primary key`) : none;
}

/** A constant default that is no value of the column's enum. */
export function refusedDefault(schema: Schema, table: Pick<Table, 'schema' | 'name'>, column: { readonly name: string; readonly type?: DataType; readonly default?: Expression }): readonly ApplyProblem[] {
  const value = column.default?.constant;
  const labels = column.type?.dimensions === 0 ? labelsOf(schema, column.type) : undefined;
  if (typeof value !== 'string' || !labels || labels.includes(value)) return none;
  return refused(`the default '${value}' of column ${displayName(table)}.${column.name} is no value of enum ${column.type?.text ?? ''}`);
}

function labelsOf(schema: Schema, { name }: DataType): readonly string[] | undefined {
  const [first = '', second] = name.split('.');
  const named: QualifiedName = second === undefined ? { name: first } : { schema: first, name: second };
  return schema.isUncertain(schema.resolve('type', named)) ? undefined : schema.object('type', named)?.labels;
}

/** A type change that needs `USING` and has none, or whose column has a default that no cast turns into the new type. */
export function refusedTypeChange(schema: Schema, table: Table, column: Column, { type: to, using }: AlterColumnType): readonly ApplyProblem[] {
  if (!isPostgres() || !column.type) return none;
  const name = `${displayName(table)}.${column.name}`;
  const isImpossible = (from: DataType): boolean => hasAutomaticCast(from, to, (type) => labelsOf(schema, type) !== undefined) === false;
  if (!using && isImpossible(column.type)) return refused(`column ${name} does not change from ${column.type.text} to ${to.text} by itself; say how with USING`);
  const ofDefault = typesOfDefault(column, column.type);
  if (ofDefault.length === 0 || !ofDefault.every(isImpossible)) return none;
  return refused(`the default of column ${name} cannot be cast to ${to.text}; drop it before the type changes`);
}

/** The types that the server may have noted for a default: a number is an integer in it, whatever the column is. */
function typesOfDefault({ default: value, serial }: Column, type: DataType): readonly DataType[] {
  if (serial) return [{ ...type, name: 'int8' }];
  return typeof value?.constant === 'string' ? [type, { ...type, name: 'int4' }].slice(0, numbers.has(type.name) ? 2 : 1) : [];
}

const numbers = new Set(['int2', 'int8', 'float4', 'float8', 'numeric', 'money']);

/** What stands on a column besides views and keys, and makes dropping it without `CASCADE` fail. */
export function usesOfColumn(table: Table, column: string): readonly ApplyProblem[] {
  const name = `column ${displayName(table)}.${column}`;
  const inUse = (by: string): ApplyProblem => ({ kind: 'in use', object: `${name}, which ${by}` });
  const generated = [...table.columns.values()].filter((other) => other.name !== column && other.generated?.expression.columns.includes(column));
  const policies = [...table.parts.values()].filter(
    ({ objectType, known, definition }) => objectType === 'policy' && known && definition.includes(`«${column}»`) && !definition.includes('SubLink'),
  );
  const triggers = [...table.parts.values()].filter(({ objectType, known, definition }) => objectType === 'trigger' && known && isNamedByTrigger(definition, column));
  return [
    ...generated.map((other) => inUse(`generated column ${other.name} reads`)),
    ...triggers.map((trigger) => inUse(`trigger ${trigger.name} needs`)),
    ...policies.map((policy) => inUse(`policy ${policy.name} reads`)),
  ];
}

/** `UPDATE OF column`, or a condition on it. */
function isNamedByTrigger(definition: string, column: string): boolean {
  const listed = /columns=\[(?<list>[^\]]*)\]/u.exec(definition)?.groups?.['list'] ?? '';
  return listed.includes(`"${column}"`) || (definition.includes(`«${column}»`) && !definition.includes('SubLink'));
}

/** A column that an expression over the rows of a table reads, and the table does not have. */
export function missingInExpression(schema: Schema, table: Table, expression: Expression | undefined, others: readonly string[] = []): readonly ApplyProblem[] {
  if (!expression || expression.key.includes('SubLink') || !isCertain(schema, table)) return none;
  const missing = expression.columns.find((name) => !table.columns.has(name) && !others.includes(name) && name !== table.name && !/^(?:\*|ctid|xmin|xmax|cmin|cmax|tableoid|oid|value)$/u.test(name));
  return missing === undefined ? none : [{ kind: 'missing', object: `column ${displayName(table)}.${missing}` }];
}

/** Foreign keys that need a key which is dropped without `CASCADE`. */
export function referencesToKey(schema: Schema, table: Table, key: Constraint): readonly ApplyProblem[] {
  if (!isPostgres()) return none;
  if (!key.known || (key.type !== 'primaryKey' && key.type !== 'unique')) return none;
  const columns = sorted(key.columns);
  const others = [...table.indexes.values()].filter(
    (index) => index.constraint !== key.name && index.unique && (!index.known || sorted(index.keys.map(({ column = '' }) => column)) === columns),
  );
  // With another key over the same columns, the foreign key may stand on that one.
  if (others.length > 0 || table.partial) return none;
  const relation = keyOf(table);
  return schema.tablesPointingTo(relation).flatMap((other) => {
    if (schema.isUncertain(`relation ${keyOf(other)}`)) return [];
    return [...other.constraints.values()]
      .filter(({ known, references }) => known && references?.table === relation && sorted(references.columns) === columns)
      .map((constraint): ApplyProblem => ({
        kind: 'in use',
        object: `constraint ${key.name} on table ${displayName(table)}, which constraint ${constraint.name} of table ${displayName(other)} needs`,
      }));
  });
}

/** Columns that a statement about rows names and the table does not have. */
export function missingColumns(schema: Schema, name: QualifiedName, columns: readonly string[]): readonly ApplyProblem[] {
  const key = schema.resolve('relation', name);
  if (schema.wasDropped(key)) return [{ kind: 'missing', object: `table ${displayName(name)}`, key }];
  const table = schema.table(name);
  if (!table || !isCertain(schema, table)) return none;
  const missing = columns.find((column) => column !== '' && !table.columns.has(column) && !isRowid(column));
  return missing === undefined ? none : [{ kind: 'missing', object: `column ${displayName(table)}.${missing}` }];
}

/** The number of a row, which SQLite's tables have without a column for it. */
function isRowid(column: string): boolean {
  return writtenDialect() === 'sqlite' && /^(?:rowid|oid|_rowid_)$/iu.test(column);
}

/** Triggers, defaults and checks that call a function, which is then not dropped without `CASCADE`. */
export function usesOfFunction(schema: Schema, routine: DatabaseObject, runs: (trigger: { readonly definition: string }) => boolean): readonly ApplyProblem[] {
  const isAlone = [...schema.objects()].filter(({ name, arguments: given }) => given !== undefined && name === routine.name).length === 1;
  if (!isAlone) return none;
  const called = `function ${displayName(routine)}`;
  const found: ApplyProblem[] = [];
  for (const table of schema.tables()) {
    const key = `relation ${keyOf(table)}`;
    if (schema.isUncertain(key)) continue;
    const use = (by: string): void => {
      found.push({ kind: 'in use', object: `${called}, which ${by} of table ${displayName(table)} calls`, key });
    };
    const calls = (expression: Expression | undefined): boolean => expression !== undefined && isAmong(expression.functions, routine);
    for (const part of table.parts.values()) if (part.objectType === 'trigger' && part.known && runs(part)) use(`trigger ${part.name}`);
    for (const column of table.columns.values()) {
      if (calls(column.default)) use(`the default of column ${column.name}`);
      if (calls(column.generated?.expression)) use(`generated column ${column.name}`);
    }
    for (const constraint of table.constraints.values()) if (constraint.known && calls(constraint.expression)) use(`constraint ${constraint.name}`);
    for (const index of table.indexes.values()) {
      if (index.known && (calls(index.where) || index.keys.some(({ expression }) => calls(expression)))) use(`index ${index.name}`);
    }
  }
  return found;
}

/** The function of a trigger, where the history dropped it. */
export function missingFunction(schema: Schema, triggerDefinition: string): readonly ApplyProblem[] {
  if (!isPostgres()) return none;
  const name = /funcname=([\w.]+);/u.exec(triggerDefinition)?.[1];
  if (name === undefined) return none;
  const [first = '', second] = name.split('.');
  const key = schema.resolve('routine', second === undefined ? { name: first } : { schema: first, name: second }, '()');
  return schema.wasDropped(key) ? [{ kind: 'missing', object: `function ${name}()`, key }] : none;
}
