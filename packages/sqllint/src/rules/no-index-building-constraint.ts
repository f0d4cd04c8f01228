import type { AddConstraint } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { addKeyFromIndexSql, constraintName } from './constraint-sql.ts';
import { isEmptied } from './emptied-table.ts';
import { against } from './lock-words.ts';
import { outsideComment } from './outside-transaction.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

export const noIndexBuildingConstraint = defineRule({
  name: 'no-index-building-constraint',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow adding a UNIQUE or PRIMARY KEY constraint that builds its index under a lock' },
  changes: {
    addConstraint(change, context) {
      const { table, constraint } = change;
      const isKey = constraint.type === 'unique' || constraint.type === 'primaryKey';
      if (!isKey || constraint.usingIndex !== undefined || context.isNew(table) || isEmptied(table, change, context)) return undefined;
      const name = displayName(table);
      const kind = constraint.type === 'unique' ? 'UNIQUE constraint' : 'PRIMARY KEY';
      return {
        message: `Adding this ${kind} builds an index over all rows of \`${name}\` while the table is locked ${against('ACCESS EXCLUSIVE')}.`,
        instead: wayOut(change, context).join('\n'),
      };
    },
  },
});

function wayOut({ table, constraint }: AddConstraint, context: ChangeContext): string[] {
  const known = context.tableOf(table);
  const outside = outsideComment(context);
  if (known?.partitionBy !== undefined) return onEachPartition({ table, constraint }, context, outside);
  const isNullable = constraint.type === 'primaryKey' && constraint.columns.some((column) => known?.columns.get(column)?.notNull !== true);
  return [
    ...(isNullable ? ['-- First make sure that its columns are NOT NULL, without a scan under the lock (see no-set-not-null).'] : []),
    ...addKeyFromIndexSql(table, constraint, context.schema, outside),
  ];
}

/** A partitioned table takes no constraint from an index; a unique index does the same work. */
function onEachPartition({ table, constraint }: Pick<AddConstraint, 'table' | 'constraint'>, { schema }: ChangeContext, outside: string): string[] {
  const name = quote(constraintName(table, constraint, schema));
  const columns = constraint.columns.map(quote).join(', ');
  return [
    '-- A unique index does the same, and can be built one partition after the other:',
    `CREATE UNIQUE INDEX ${name} ON ONLY ${quoteName(table)} (${columns});`,
    outside,
    `CREATE UNIQUE INDEX CONCURRENTLY ${name}_… ON … (${columns});`,
    '-- Then, for each partition:',
    `ALTER INDEX ${name} ATTACH PARTITION ${name}_…;`,
  ];
}
