import type { AddColumn, ConstraintDefinition } from '../changes.ts';
import { rewriteReason } from '../facts/postgres/column-locks.ts';
import { displayName } from '../schema/model.ts';
import { columnSql, quoteName } from '../schema/write-sql.ts';
import { addKeyFromIndexSql, addThenValidateSql } from './constraint-sql.ts';
import { against } from './lock-words.ts';
import { outsideComment } from './outside-transaction.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noInlineConstraint = defineRule({
  name: 'no-inline-constraint',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow adding a column together with a constraint that has to be checked or indexed at once' },
  changes: {
    addColumn(change, context) {
      const { isNew, tableOf, schema, pgVersion } = context;
      if (isNew(change.table)) return undefined;
      if (change.ifNotExists && tableOf(change.table)?.columns.get(change.column.name)?.known === true) return undefined;
      // The rewrite takes longer, and the way out of it adds the constraint by itself.
      if (rewriteReason(change, schema, pgVersion) !== undefined) return undefined;
      const costly = change.column.constraints.find((constraint) => costOf(constraint, change) !== undefined);
      return costly && report(change, costly, context);
    },
  },
});

function costOf({ type, notEnforced }: ConstraintDefinition, { column }: AddColumn): 'build' | 'check' | 'foreign key' | undefined {
  if (type === 'primaryKey' || type === 'unique') return 'build';
  if (type === 'check') return notEnforced ? undefined : 'check';
  // A new column without a default holds nothing that a foreign key could miss: the server skips the scan.
  return type === 'foreignKey' && column.default !== undefined ? 'foreign key' : undefined;
}

function report(change: AddColumn, constraint: ConstraintDefinition, context: ChangeContext): Report {
  const table = displayName(change.table);
  const column = `\`${table}.${change.column.name}\``;
  const cost = costOf(constraint, change);
  const kind = constraint.type === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE';
  const message = {
    build: `Adding ${column} with ${kind} builds an index over \`${table}\` while the table is locked ${against('ACCESS EXCLUSIVE')}.`,
    check: `Adding ${column} with a CHECK reads every row of \`${table}\` while the table is locked ${against('ACCESS EXCLUSIVE')}.`,
    'foreign key': `Adding ${column} with REFERENCES and a default looks up the default for every row of \`${table}\` while the table is locked ${against('ACCESS EXCLUSIVE')}.`,
  }[cost ?? 'check'];
  const withoutIt = { ...change.column, known: true, createdIn: -1 };
  const rest =
    cost === 'build'
      ? addKeyFromIndexSql(change.table, constraint, context.schema, outsideComment(context))
      : addThenValidateSql(change.table, constraint, context.schema);
  return { message, instead: [`ALTER TABLE ${quoteName(change.table)} ADD COLUMN ${columnSql(withoutIt)};`, ...rest].join('\n') };
}
