import type { CatalogTest, Change, Condition, ConstraintType } from '../changes.ts';
import { keyOf } from './model.ts';
import type { Table } from './model.ts';
import type { Schema } from './schema.ts';
import { isMySql } from './sql-dialect.ts';

/** What the history says of a condition; `unseen` where it never spoke of the object. */
type Answer = 'yes' | 'no' | 'unseen' | 'unknown';

/**
 * Decides what a change depends on, as far as the schema tells: the change without its condition
 * where it runs, undefined where it does not, and the change as it is where that is not known.
 *
 * All statements of one branch are decided by how things stood when the first of them ran.
 */
export function settle(schema: Schema, change: Change): Change | undefined {
  if (!change.onlyIf) return change;
  const answers = change.onlyIf.map((condition) => answer(schema, condition));
  if (answers.includes('no')) return undefined;
  if (!answers.every((one) => one === 'yes')) return change;
  const { conditional, onlyIf, ...certain } = change;
  return certain;
}

function answer(schema: Schema, condition: Condition): Answer {
  switch (condition.kind) {
    case 'exists':
      return schema.decide(condition, () => exists(schema, condition.test));
    case 'not': {
      const opposite = answer(schema, condition.of);
      if (opposite === 'unknown') return 'unknown';
      // What no migration ever spoke of is taken to be absent, as by `IF NOT EXISTS`.
      return opposite === 'yes' ? 'no' : 'yes';
    }
    case 'all': {
      const parts = condition.of.map((part) => answer(schema, part));
      if (parts.includes('no')) return 'no';
      return parts.find((part) => part !== 'yes') ?? 'yes';
    }
    case 'any': {
      const parts = condition.of.map((part) => answer(schema, part));
      if (parts.includes('yes')) return 'yes';
      return parts.find((part) => part !== 'no') ?? 'no';
    }
    case 'unknown':
      return 'unknown';
  }
}

function exists(schema: Schema, test: CatalogTest): Answer {
  switch (test.object) {
    case 'column':
      return inTable(schema, test, (table, name) => table.columns.has(name));
    case 'constraint': {
      const target = test.references && schema.resolve('relation', test.references).slice('relation '.length);
      return inTable(schema, test, (table, name) => hasConstraint(table, name, test.constraintType, target), target === undefined ? hasConstraintOfType(test.constraintType) : undefined);
    }
    case 'trigger':
    case 'policy':
      return inTable(schema, test, (table, name) => table.parts.has(`${test.object} ${name}`));
    case 'index':
      // MySQL knows an index in its table only.
      if (isMySql() && test.of) return inTable(schema, test, (table, name) => table.indexes.has(name));
      return named(schema, `relation ${schemaOf(schema, test, 'relation')}.${test.name ?? ''}`);
    case 'relation':
      return named(schema, `relation ${schemaOf(schema, test, 'relation')}.${test.name ?? ''}`);
    case 'type':
      return named(schema, `type ${schemaOf(schema, test, 'type')}.${test.name ?? ''}`);
    case 'enum value':
      return enumValue(schema, test);
    case 'schema':
      return named(schema, `global schema ${test.name ?? ''}`);
    case 'extension':
    case 'routine':
      return 'unknown';
  }
}

function named(schema: Schema, key: string): Answer {
  if (schema.isUncertain(key)) return 'unknown';
  if (schema.get(key)) return 'yes';
  return schema.wasDropped(key) ? 'no' : 'unseen';
}

/** Without a schema any will do; the search path comes first. */
function schemaOf(schema: Schema, { name = '', schema: given }: CatalogTest, namespace: 'relation' | 'type'): string {
  if (given !== undefined) return given;
  return schema.resolve(namespace, { name }).slice(namespace.length + 1, -name.length - 1);
}

function inTable(
  schema: Schema,
  { of, name }: CatalogTest,
  has: (table: Table, name: string) => boolean,
  hasAny: (table: Table) => boolean | undefined = () => undefined,
): Answer {
  if (!of) return name === undefined ? 'unknown' : inAnyTable(schema, name, has);
  const key = schema.resolve('relation', of);
  const table = schema.table(of);
  if (!table) return schema.wasDropped(key) ? 'no' : 'unknown';
  if (schema.isUncertain(key)) return 'unknown';
  const found = name === undefined ? hasAny(table) : has(table, name);
  if (found === true) return 'yes';
  return found === undefined || table.partial ? 'unknown' : 'no';
}

function inAnyTable(schema: Schema, name: string, has: (table: Table, name: string) => boolean): Answer {
  for (const table of schema.tables()) {
    if (has(table, name)) return schema.isUncertain(`relation ${keyOf(table)}`) ? 'unknown' : 'yes';
  }
  return 'unseen';
}

function hasConstraint(table: Table, name: string, type: ConstraintType | undefined, target: string | undefined): boolean {
  const constraint = table.constraints.get(name);
  return constraint !== undefined && (type === undefined || constraint.type === type) && (target === undefined || constraint.references?.table === target);
}

function hasConstraintOfType(type: ConstraintType | undefined): (table: Table) => boolean {
  return (table) => [...table.constraints.values()].some((constraint) => constraint.type === type);
}

function enumValue(schema: Schema, { of, name = '' }: CatalogTest): Answer {
  const type = of && schema.object('type', of);
  if (!of || !type?.labels || schema.isUncertain(schema.resolve('type', of))) return 'unknown';
  return type.labels.includes(name) ? 'yes' : 'no';
}
