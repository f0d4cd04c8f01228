import type { DropConstraint } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { addConstraintSql, dropConstraintSql } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

export const noDropConstraint = defineRule({
  name: 'no-drop-constraint',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Disallow dropping a constraint, which a down cannot add again once rows violate it' },
  changes: {
    dropConstraint(change, context) {
      const { isNew, tableOf, schema, isFollowedBy, isSameRelation } = context;
      const table = tableOf(change.table);
      const constraint = table?.constraints.get(change.name);
      if (isNew(change.table) || constraint?.createdIn === schema.migration) return undefined;
      if (change.ifExists && table?.partial === false && !constraint) return undefined;
      // One that takes its place, as when an index was built for it before.
      const isReplaced = isFollowedBy(
        change,
        (later) => later.kind === 'addConstraint' && isSameRelation(later.table, change.table) && (later.constraint.name === change.name || later.constraint.type === constraint?.type),
      );
      if (isReplaced || isNotNullAnyway(change, context)) return undefined;
      const target = table ?? change.table;
      return {
        message: `Without constraint \`${change.name}\` of \`${displayName(change.table)}\` rows may come in that violate it: from then on no down can add it again.`,
        instead: [
          '-- Keep it until no rollback needs it. In a later release:',
          dropConstraintSql(target, change.name),
          ...(table && constraint?.known ? ['-- and in its down, where new rows are checked and old ones are looked through later:', addConstraintSql(table, constraint)] : []),
        ].join('\n'),
      };
    },
  },
});

/** The CHECK that proved what SET NOT NULL then says goes when its work is done. */
function isNotNullAnyway({ table, name, ...change }: DropConstraint, { tableOf, changes, isSameRelation }: ChangeContext): boolean {
  const known = tableOf(table);
  const constraint = known?.constraints.get(name);
  if (constraint?.type === 'check') return constraint.columns.length === 1 && constraint.columns.every((column) => known?.columns.get(column)?.notNull === true);
  return constraint === undefined && changes.some((other) => other.kind === 'setNotNull' && other.start < change.start && isSameRelation(other.table, table));
}
