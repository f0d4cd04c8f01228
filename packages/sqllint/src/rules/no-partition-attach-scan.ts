import { displayName } from '../schema/model.ts';
import type { Table } from '../schema/model.ts';
import { defaultPartitionOf } from '../facts/postgres/relatives.ts';
import { tableKey } from '../facts/postgres/lock-effect.ts';
import { quoteName } from '../schema/write-sql.ts';
import { against } from './lock-words.ts';
import { defineRule } from './rule.ts';

export const noPartitionAttachScan = defineRule({
  name: 'no-partition-attach-scan',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow attaching a partition before a validated CHECK makes its scan unnecessary' },
  changes: {
    attachPartition(change, { isNew, tableOf, schema }) {
      if (isNew(change.table)) return undefined;
      const rest = defaultPartitionOf(schema, tableKey(schema, change.table));
      const scanned = [
        ...(isNew(change.partition) || hasValidCheck(tableOf(change.partition)) ? [] : [change.partition]),
        ...(rest && rest.createdIn !== schema.migration && !hasValidCheck(rest) ? [rest] : []),
      ];
      const [first] = scanned;
      if (!first) return undefined;
      const isRest = scanned.length === 1 && first === rest;
      const name = displayName(first);
      return {
        message: isRest
          ? `Attaching this partition reads every row of \`${name}\`, the default partition of \`${displayName(change.table)}\`, while it is locked ${against('ACCESS EXCLUSIVE')}.`
          : `Attaching \`${name}\` reads all of its rows to compare them with the bound of the partition, while it is locked ${against('ACCESS EXCLUSIVE')}.`,
        instead: [
          isRest ? '-- First have a CHECK say that the rows of the new partition are not in it:' : '-- First have a CHECK say what the bound says, so that nothing is left to compare:',
          `ALTER TABLE ${quoteName(first)} ADD CONSTRAINT partition_bound CHECK (…) NOT VALID;`,
          '-- Then, in a migration of its own:',
          `ALTER TABLE ${quoteName(first)} VALIDATE CONSTRAINT partition_bound;`,
        ].join('\n'),
      };
    },
  },
});

/** Whether a check may prove the bound; what it says is not compared. */
function hasValidCheck(table: Table | undefined): boolean {
  return [...(table?.constraints.values() ?? [])].some(({ type, validated, enforced }) => type === 'check' && validated && enforced);
}
