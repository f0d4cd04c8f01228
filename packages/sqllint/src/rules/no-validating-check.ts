import { displayName } from '../schema/model.ts';
import { addThenValidateSql, validateLater } from './constraint-sql.ts';
import { against } from './lock-words.ts';
import { defineRule } from './rule.ts';

export const noValidatingCheck = defineRule({
  name: 'no-validating-check',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow adding a CHECK without NOT VALID to a table that is in use' },
  changes: {
    addConstraint(change, context) {
      const { table, constraint } = change;
      const { isNew, schema } = context;
      if (constraint.type !== 'check' || constraint.notValid || constraint.notEnforced || isNew(table)) return undefined;
      const name = displayName(table);
      return {
        message: `Adding this CHECK reads every row of \`${name}\` while the table is locked ${against('ACCESS EXCLUSIVE')}.`,
        instead: addThenValidateSql(table, constraint, schema).join('\n'),
        ...validateLater(change, context),
      };
    },
  },
});
