import type { Change, DropColumn } from '../changes.ts';
import { usesColumn } from '../schema/apply-column.ts';
import { displayName } from '../schema/model.ts';
import type { Constraint, Index, Table } from '../schema/model.ts';
import { constraintSql, createIndexSql, dropColumnSql, dropConstraintSql, quote } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import type { ChangeContext } from './rule.ts';
import { defineRule } from './rule.ts';

export const noDropColumnSideEffects = defineRule({
  name: 'no-drop-column-side-effects',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres', 'mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow dropping a column that takes constraints and indexes of other columns with it' },
  changes: {
    dropColumn(change, context) {
      const table = context.tableOf(change.table);
      if (!table || context.isNew(change.table)) return undefined;
      const lost = sharedParts(table, change.column).filter((part) => !isAccountedFor(part, change, context));
      if (lost.length === 0) return undefined;
      const name = `${displayName(change.table)}.${change.column}`;
      return {
        message: `Dropping column \`${name}\` silently drops ${enumerate(lost.map(({ title }) => title))} as well; the other columns lose what ${lost.length > 1 ? 'they' : 'it'} did for them.`,
        instead: [
          '-- Say in the migration what goes, and build first what the other columns still need:',
          ...lost.flatMap(({ drop, definition }) => [`-- ${definition}`, drop]),
          dropColumnSql(table, change.column),
        ].join('\n'),
      };
    },
  },
});

/** A constraint or an index in which the dropped column is one of several. */
interface SharedPart {
  readonly title: string;
  readonly drop: string;
  readonly definition: string;
  readonly isIndex: boolean;
  /** The other columns of the key. */
  readonly others: readonly string[];
}

function sharedParts(table: Table, column: string): SharedPart[] {
  const constraints = [...table.constraints.values()].filter(
    ({ columns, known }) => known && columns.length > 1 && columns.includes(column),
  );
  const indexes = [...table.indexes.values()].filter(
    (index) =>
      index.known &&
      index.constraint === undefined &&
      usesColumn(index, column) &&
      !isOnlyFor(index, column) &&
      (index.unique || !isReplaceable(table, index, column)),
  );
  return [
    ...constraints.map((constraint) => constraintPart(table, constraint, column)),
    ...indexes.map((index) => indexPart(table, index, column)),
  ];
}

function isOnlyFor(index: Index, column: string): boolean {
  return index.keys.every((key) => key.column === column || (key.expression?.columns.join() ?? '') === column);
}

/** Whether another index finds the rows by the first of the other columns as well. */
function isReplaceable(table: Table, index: Index, column: string): boolean {
  const first = index.keys.find((key) => key.column !== column)?.column;
  return [...table.indexes.values()].some(
    (other) => other.keys[0]?.column !== undefined && other.keys[0].column === first && !usesColumn(other, column),
  );
}

const titles = {
  primaryKey: 'the primary key',
  unique: 'the unique constraint',
  check: 'the check',
  foreignKey: 'the foreign key',
  exclude: 'the exclusion constraint',
  notNull: 'the constraint',
} as const;

function constraintPart(table: Table, constraint: Constraint, column: string): SharedPart {
  const what = constraint.type === 'check' ? `CHECK (${constraint.expression?.text ?? ''})` : `(${constraint.columns.join(', ')})`;
  return {
    title: `${titles[constraint.type]} \`${constraint.name}\` ${what}`,
    drop: dropConstraintSql(table, constraint.name),
    definition: constraintSql(constraint),
    isIndex: false,
    others: constraint.columns.filter((other) => other !== column),
  };
}

function indexPart(table: Table, index: Index, column: string): SharedPart {
  const keys = index.keys.map((key) => key.column ?? key.expression?.text ?? '').join(', ');
  const where = index.where ? ` WHERE ${index.where.text}` : '';
  return {
    title: `the ${index.unique ? 'unique ' : ''}index \`${index.name}\` (${keys})${where}`,
    drop: `DROP INDEX ${quote(index.name)};`,
    definition: createIndexSql(table, index),
    isIndex: true,
    others: index.keys.flatMap((key) => key.column ?? []).filter((other) => other !== column),
  };
}

/** Whether the migration drops the other columns too, or builds something in its place. */
function isAccountedFor(part: SharedPart, { table, column }: DropColumn, { changes, isSameRelation }: ChangeContext): boolean {
  const drops = (other: string) => (change: Change): boolean =>
    change.kind === 'dropColumn' && change.column === other && isSameRelation(change.table, table);
  if (part.others.length > 0 && part.others.every((other) => changes.some(drops(other)))) return true;
  return changes.some((change) => {
    if (change.kind !== 'createIndex' && change.kind !== 'addConstraint') return false;
    if (!isSameRelation(change.table, table)) return false;
    const columns =
      change.kind === 'addConstraint'
        ? change.constraint.columns
        : change.keys.flatMap((key) => key.column ?? key.expression?.columns ?? []);
    return !columns.includes(column) && part.others.every((other) => columns.includes(other) || changes.some(drops(other)));
  });
}
