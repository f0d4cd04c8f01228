import type { AlterTable } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import type { Table } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';

export const noRlsWithoutPolicy = defineRule({
  name: 'no-rls-without-policy',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow switching on row level security for a table that is in use and has no policy' },
  changes: {
    alterTable(change, context) {
      const { isNew, tableOf, changes, isSameRelation } = context;
      const isForced = change.aspect === 'forced row security';
      if ((change.aspect !== 'row security' && !isForced) || change.value !== 'on' || isNew(change.table)) return undefined;
      const table = tableOf(change.table);
      if (table?.aspects.get(change.aspect) === 'on') return undefined;
      if ([...(table?.parts.values() ?? [])].some(({ objectType }) => objectType === 'policy')) return undefined;
      const isCreatedHere = changes.some(
        (other) => other.kind === 'createObject' && other.objectType === 'policy' && other.table && isSameRelation(other.table, change.table),
      );
      if (isCreatedHere) return undefined;
      if (isForced) return isSwitchedOn(change, context) ? undefined : forced(change, table);
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

/** Whether this migration switches row level security on, which says it all. */
function isSwitchedOn({ table }: AlterTable, { changes, isSameRelation }: ChangeContext): boolean {
  return changes.some((other) => other.kind === 'alterTable' && other.aspect === 'row security' && other.value === 'on' && isSameRelation(other.table, table));
}

/** What FORCE adds: without row level security, nothing. */
function forced(change: AlterTable, table: Table | undefined): Report | undefined {
  if (table?.partial === false && table.aspects.get('row security') !== 'on') return undefined;
  const name = displayName(change.table);
  return {
    message: `With FORCE, row level security holds for the owner of \`${name}\` as well: a service that connects as the owner finds no rows but those that a policy lets through, without an error.`,
    instead: [
      '-- Before that, in the same transaction, say which rows the owner may see:',
      `CREATE POLICY … ON ${quoteName(change.table)} TO … USING (…);`,
    ].join('\n'),
    breaksOldCode: true,
  };
}
