import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const requirePrimaryKey = defineRule({
  name: 'require-primary-key',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Require every table to have a primary key, which replication and batches need' },
  changes: {
    createTable(change, { isFollowedBy, isSameRelation }) {
      if (change.temporary || change.partitionOf || change.fromQuery || change.inherits.length > 0 || change.like.length > 0) return undefined;
      const constraints = [...change.constraints, ...change.columns.flatMap((column) => column.constraints)];
      if (constraints.some(({ type }) => type === 'primaryKey')) return undefined;
      const comes = isFollowedBy(
        change,
        (later) => (later.kind === 'addConstraint' && later.constraint.type === 'primaryKey' && isSameRelation(later.table, change.table)) || (later.kind === 'dropTable' && isSameRelation(later.table, change.table)),
      );
      if (comes) return undefined;
      return {
        message: `Table \`${displayName(change.table)}\` has no primary key: logical replication refuses its updates and deletes, no batch can go through it by its key, and a key that comes later locks it while its index is built.`,
        instead: `ALTER TABLE ${quoteName(change.table)} ADD PRIMARY KEY (…);`,
      };
    },
  },
});
