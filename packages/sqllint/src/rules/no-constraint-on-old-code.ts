import type { ConstraintType, QualifiedName } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import { enumerate } from './enumerate.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noConstraintOnOldCode = defineRule({
  name: 'no-constraint-on-old-code',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: dialectNames,
  recommended: false,
  docs: { description: 'Disallow new constraints on columns that the previous release writes without knowing them' },
  changes: {
    addConstraint(change, context) {
      const { type, columns, notEnforced, usingIndex } = change.constraint;
      // A constraint over an index that is unique already demands nothing new.
      if (notEnforced || usingIndex !== undefined) return undefined;
      return report(titles[type], change.table, columns, context);
    },
    createIndex(change, context) {
      if (!change.unique) return undefined;
      const columns = change.keys.flatMap((key) => key.column ?? key.expression?.columns ?? []);
      return report('unique index', change.table, columns, context);
    },
    setNotNull(change, context) {
      const column = context.tableOf(change.table)?.columns.get(change.column);
      if (column?.notNull === true || column?.default) return undefined;
      return report('NOT NULL', change.table, [change.column], context);
    },
  },
});

const titles: Readonly<Record<ConstraintType, string>> = {
  primaryKey: 'primary key',
  unique: 'unique constraint',
  check: 'check',
  foreignKey: 'foreign key',
  exclude: 'exclusion constraint',
  notNull: 'NOT NULL',
};

function report(
  what: string,
  table: QualifiedName,
  columns: readonly string[],
  { isNew, isNewColumn, changes, isSameRelation }: ChangeContext,
): Report | undefined {
  if (isNew(table) || columns.every((column) => isNewColumn(table, column))) return undefined;
  // One that takes the place of another is as old as that.
  const replaces = changes.some(
    (other) =>
      (other.kind === 'dropConstraint' && isSameRelation(other.table, table)) || (other.kind === 'dropIndex' && what === 'unique index'),
  );
  if (replaces) return undefined;
  const names = enumerate(columns.map((column) => `\`${displayName(table)}.${column}\``));
  return {
    message: `The new ${what} on ${names} also binds the previous release, which was written without it: what it writes against it fails while both run, and after a rollback of the code.`,
    instead: 'Ship code that keeps to it first, and add it in a later release; NOT VALID does not help, since it holds for new rows at once.',
  };
}
