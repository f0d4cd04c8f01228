import { displayName } from '../schema/model.ts';
import { isMySql } from '../schema/sql-dialect.ts';
import { quoteName } from '../schema/write-sql.ts';
import { partitionsInUse } from './partitions-in-use.ts';
import { defineRule } from './rule.ts';

export const noTruncate = defineRule({
  name: 'no-truncate',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['postgres', 'mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow emptying a table, whose rows no down migration can bring back' },
  changes: {
    truncateTable(change, { isNew }) {
      if (isNew(change.table)) return undefined;
      const name = displayName(change.table);
      const kept = { ...change.table, name: `${change.table.name}_kept` };
      const others = change.cascade ? ' and of every table that refers to it' : '';
      return {
        message: `TRUNCATE deletes all rows of \`${name}\`${others}, and no down migration can bring them back. It also locks the table against reads.`,
        instead: [
          '-- Keep the rows, so that the down can put them back:',
          `CREATE TABLE ${quoteName(kept)} AS ${isMySql() ? 'SELECT * FROM' : 'TABLE'} ${quoteName(change.table)};`,
          `DELETE FROM ${quoteName(change.table)};`,
        ].join('\n'),
        losesData: true,
      };
    },
    changePartitions(change, context) {
      if (change.action !== 'truncate' || context.isNew(change.table)) return undefined;
      const partitions = partitionsInUse(change, context);
      return partitions && { message: `TRUNCATE PARTITION deletes all rows of ${partitions.title}, and no down migration can bring them back.`, instead: partitions.instead, losesData: true };
    },
  },
});
