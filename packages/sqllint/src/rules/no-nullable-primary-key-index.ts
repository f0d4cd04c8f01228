import { displayName } from '../schema/model.ts';
import { against, listOf } from './lock-words.ts';
import { notNullSql } from './not-null-sql.ts';
import { defineRule } from './rule.ts';

export const noNullablePrimaryKeyIndex = defineRule({
  name: 'no-nullable-primary-key-index',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow PRIMARY KEY USING INDEX on columns that may hold NULL, which scans the table' },
  changes: {
    addConstraint({ table: name, constraint }, { isNew, tableOf, pgVersion }) {
      if (constraint.type !== 'primaryKey' || constraint.usingIndex === undefined || isNew(name)) return undefined;
      const table = tableOf(name);
      const keys = table?.indexes.get(constraint.usingIndex)?.keys.flatMap(({ column }) => column ?? []) ?? [];
      const nullable = keys.filter((column) => table?.columns.get(column)?.notNull === false);
      if (nullable.length === 0) return undefined;
      return {
        message: `${listOf(nullable)} may hold NULL, so that making this index the primary key sets NOT NULL first: it reads every row of \`${displayName(name)}\` while the table is locked ${against('ACCESS EXCLUSIVE')}.`,
        instead: ['-- Before that, each in a transaction of its own:', ...nullable.flatMap((column) => notNullSql(name, column, pgVersion))].join('\n'),
      };
    },
  },
});
