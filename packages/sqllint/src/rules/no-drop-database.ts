import { defineRule } from './rule.ts';

export const noDropDatabase = defineRule({
  name: 'no-drop-database',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['postgres', 'mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow dropping a database' },
  changes: {
    dropObject(change) {
      if (change.objectType !== 'database') return undefined;
      return {
        message: `Dropping database \`${change.name.name}\` deletes everything in it; only a restore from a backup brings it back.`,
        instead: 'Take the statement out of the migration. A database is dropped by hand, after a dump, by somebody who looks at which server that is.',
        losesData: true,
        breaksOldCode: true,
      };
    },
  },
});
