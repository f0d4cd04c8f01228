import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { against } from './lock-words.ts';
import { defineRule } from './rule.ts';

export const noExclusionConstraint = defineRule({
  name: 'no-exclusion-constraint',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow adding an exclusion constraint to a table that is in use' },
  changes: {
    addConstraint({ table, constraint }, { isNew }) {
      if (constraint.type !== 'exclude' || isNew(table)) return undefined;
      const name = displayName(table);
      return {
        message: `Adding this exclusion constraint builds an index over all rows of \`${name}\` and compares them while the table is locked ${against('ACCESS EXCLUSIVE')}; PostgreSQL has no NOT VALID and no CONCURRENTLY for it.`,
        instead: [
          '-- Give the constraint to a new table, have the code write to both, copy the old rows in batches, then swap the names:',
          `CREATE TABLE ${quoteName({ ...table, name: `${table.name}_new` })} (LIKE ${quoteName(table)} INCLUDING ALL, ${constraint.text});`,
        ].join('\n'),
      };
    },
  },
});
