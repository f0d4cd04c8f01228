import { partitionsInUse } from './partitions-in-use.ts';
import { defineRule } from './rule.ts';

/** PostgreSQL's partitions are tables, of which `no-drop-table` speaks. */
export const noDropPartition = defineRule({
  name: 'no-drop-partition',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow dropping a partition with its rows' },
  changes: {
    changePartitions(change, context) {
      if (change.action !== 'drop' || context.isNew(change.table)) return undefined;
      const partitions = partitionsInUse(change, context);
      return partitions && { message: `Dropping ${partitions.title} deletes the rows in it, and no down migration can bring them back.`, instead: partitions.instead, losesData: true };
    },
  },
});
