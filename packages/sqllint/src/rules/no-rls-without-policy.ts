import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noRlsWithoutPolicy = defineRule({
  name: 'no-rls-without-policy',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow switching on row level security for a table that is in use and has no policy' },
  changes: {
    alterTable(change, { isNew, tableOf, changes, isSameRelation }) {
      if (change.aspect !== 'row security' || change.value !== 'on' || isNew(change.table)) return undefined;
      const table = tableOf(change.table);
      if (table?.aspects.get('row security') === 'on') return undefined;
      if ([...(table?.parts.values() ?? [])].some(({ objectType }) => objectType === 'policy')) return undefined;
      const isCreatedHere = changes.some(
        (other) => other.kind === 'createObject' && other.objectType === 'policy' && other.table && isSameRelation(other.table, change.table),
      );
      if (isCreatedHere) return undefined;
      const name = displayName(change.table);
      return {
        message: `\`${name}\` gets row level security and has no policy: from then on queries of every role but its owner, superusers and roles with BYPASSRLS find no rows, without an error.`,
        instead: [
          '-- Before that, in the same transaction, say who may see which rows:',
          `CREATE POLICY … ON ${quoteName(change.table)} TO … USING (…);`,
        ].join('\n'),
        breaksOldCode: true,
      };
    },
  },
});
