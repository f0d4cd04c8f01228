import type { ConstraintDefinition, QualifiedName } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const requireForeignKeyIndex = defineRule({
  name: 'require-foreign-key-index',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Require an index on the columns of a foreign key, without which every delete of a referenced row scans the table' },
  changes: {
    createTable: (change, context) => {
      if (change.temporary || change.partitionOf) return undefined;
      const all = [...change.constraints, ...change.columns.flatMap((column) => column.constraints)];
      return all.flatMap((constraint) => report(change.table, constraint, all, context) ?? []);
    },
    addColumn: (change, context) => change.column.constraints.flatMap((constraint) => report(change.table, constraint, change.column.constraints, context) ?? []),
    addConstraint: (change, context) => report(change.table, change.constraint, [], context),
  },
});

/** @param beside constraints that come with it, each of which may bring an index */
function report(table: QualifiedName, { type, columns }: ConstraintDefinition, beside: readonly ConstraintDefinition[], context: ChangeContext): Report | undefined {
  if (type !== 'foreignKey' || columns.length === 0) return undefined;
  const leads = (keys: readonly (string | undefined)[]): boolean => columns.every((column) => keys.slice(0, columns.length).includes(column));
  const known = context.tableOf(table);
  // A table of which the history knows a part may have the index.
  if (known?.partial ?? (beside.length === 0 && !known)) return undefined;
  if ([...(known?.indexes.values() ?? [])].some(({ keys, where }) => !where && leads(keys.map((key) => key.column)))) return undefined;
  if (beside.some((other) => (other.type === 'primaryKey' || other.type === 'unique') && leads(other.columns))) return undefined;
  const comes = context.changes.some((later) => {
    if (later.kind === 'createIndex') return context.isSameRelation(later.table, table) && !later.where && leads(later.keys.map((key) => key.column));
    const isKey = later.kind === 'addConstraint' && (later.constraint.type === 'primaryKey' || later.constraint.type === 'unique');
    return isKey && context.isSameRelation(later.table, table) && leads(later.constraint.columns);
  });
  if (comes) return undefined;
  const list = columns.map(quote).join(', ');
  return {
    message: `No index leads with the foreign key's ${columns.length > 1 ? 'columns' : 'column'} ${columns.map((column) => `\`${displayName(table)}.${column}\``).join(', ')}: each row that is deleted on the other side, or gets another key, scans the whole of \`${displayName(table)}\` under its locks.`,
    instead: context.isNew(table) || context.createsTable(table) ? `CREATE INDEX ON ${quoteName(table)} (${list});` : `-- In a migration of its own, before the foreign key:\nCREATE INDEX CONCURRENTLY ${quote(`${table.name}_${columns.join('_')}_idx`)} ON ${quoteName(table)} (${list});`,
  };
}
