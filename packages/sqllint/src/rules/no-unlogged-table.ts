import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noUnloggedTable = defineRule({
  name: 'no-unlogged-table',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Disallow unlogged tables, which a crash empties and no replica or backup has' },
  changes: {
    createTable(change) {
      if (!change.unlogged || change.temporary) return undefined;
      return {
        message: `Table \`${displayName(change.table)}\` is UNLOGGED: a crash of the server empties it, and neither a replica nor a backup from the log has its rows.`,
        instead: `-- Where the rows have to last:\nALTER TABLE ${quoteName(change.table)} SET LOGGED;`,
      };
    },
  },
});
