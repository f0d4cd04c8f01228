import type { AddConstraint } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { addThenValidateSql, constraintName, validateLater } from './constraint-sql.ts';
import { isEmptied } from './emptied-table.ts';
import { against, listOf, nameOfKey } from './lock-words.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

export const noValidatingForeignKey = defineRule({
  name: 'no-validating-foreign-key',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow adding a foreign key without NOT VALID to a table that is in use' },
  changes: {
    addConstraint(change, context) {
      const { table, constraint } = change;
      if (constraint.type !== 'foreignKey' || constraint.notValid || constraint.notEnforced || context.isNew(table) || isEmptied(table, change, context)) return undefined;
      const name = displayName(table);
      const locked = listOf([name, ...context.locks.map((effect) => nameOfKey(effect.table))]);
      const message = `Adding this foreign key reads every row of \`${name}\` while it locks ${locked} ${against('SHARE ROW EXCLUSIVE')}.`;
      const inline = inlineSql(change, context);
      // A column that is new and empty has nothing to look up; only the scan itself is left.
      if (inline !== undefined) return { severity: 'warn', message, instead: inline };
      const isPartitioned = context.tableOf(table)?.partitionBy !== undefined;
      const instead = isPartitioned && context.pgVersion < 18 ? perPartition(change, context) : addThenValidateSql(table, constraint, context.schema);
      return { message, instead: instead.join('\n'), ...(isPartitioned && context.pgVersion < 18 ? {} : validateLater(change, context)) };
    },
  },
});

/** A column that this migration added, without a value so far, can bring its foreign key along without a scan. */
function inlineSql(change: AddConstraint, { isNewColumn, tableOf, isPrecededBy, isSameRelation }: ChangeContext): string | undefined {
  const { table, constraint } = change;
  const [name, ...others] = constraint.columns;
  if (name === undefined || others.length > 0 || !constraint.references || !isNewColumn(table, name)) return undefined;
  const column = tableOf(table)?.columns.get(name);
  if (!column?.type || column.default || column.notNull === true) return undefined;
  const isFilled = isPrecededBy(change, (earlier) => earlier.kind === 'updateRows' && isSameRelation(earlier.table, table));
  if (isFilled) return undefined;
  const clause = /\breferences\b[\s\S]*$/iu.exec(constraint.text)?.[0] ?? 'REFERENCES …';
  return `-- PostgreSQL skips the scan for a foreign key that comes with its new, empty column:\nALTER TABLE ${quoteName(table)} ADD COLUMN ${quote(name)} ${column.type.text} ${clause};`;
}

/** Before PostgreSQL 18 a partitioned table takes no foreign key that is NOT VALID; its partitions do. */
function perPartition({ table, constraint }: AddConstraint, { schema }: ChangeContext): string[] {
  const partition = { ...(table.schema === undefined ? {} : { schema: table.schema }), name: '…' };
  const added = addThenValidateSql(partition, { ...constraint, name: constraintName(table, constraint, schema) }, schema);
  return [
    '-- A partitioned table takes no NOT VALID foreign key before PostgreSQL 18. Begin with each partition:',
    ...added.map((line) => line.replace('"…"', '…')),
    '-- The parent then adopts them:',
    `ALTER TABLE ${quoteName(table)} ADD ${constraint.text};`,
  ];
}
