import { tableKey } from '../facts/postgres/lock-effect.ts';
import { defaultPartitionOf } from '../facts/postgres/relatives.ts';
import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { against } from './lock-words.ts';
import { outsideComment } from './outside-transaction.ts';
import { defineRule } from './rule.ts';

export const requireConcurrentDetach = defineRule({
  name: 'require-concurrent-detach',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Require partitions to be detached CONCURRENTLY, so that no query waits for the lock' },
  changes: {
    detachPartition(change, context) {
      const { isNew, schema, pgVersion } = context;
      if (change.concurrently || isNew(change.table)) return undefined;
      // CONCURRENTLY came with PostgreSQL 14, and is refused while there is a default partition.
      if (pgVersion < 14 || defaultPartitionOf(schema, tableKey(schema, change.table))) return undefined;
      const [parent, partition] = [displayName(change.table), displayName(change.partition)];
      return {
        message: `Detaching \`${partition}\` locks it and \`${parent}\` ${against('ACCESS EXCLUSIVE')}: it waits for every query that is running there, and all later ones wait behind it.`,
        instead: `${outsideComment(context)}\nALTER TABLE ${quoteName(change.table)} DETACH PARTITION ${quoteName(change.partition)} CONCURRENTLY;`,
      };
    },
  },
});
