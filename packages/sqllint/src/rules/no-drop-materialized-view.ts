import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { isCreatedAgain } from './created-again.ts';
import { defineRule } from './rule.ts';

export const noDropMaterializedView = defineRule({
  name: 'no-drop-materialized-view',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow dropping a materialized view, which a rollback has to compute again' },
  changes: {
    dropObject(change, context) {
      if (change.objectType !== 'materialized view' || context.isNewObject(change) || isCreatedAgain(change, context)) return undefined;
      if (change.ifExists && !context.objectOf(change)) return undefined;
      const name = displayName(change.name);
      return {
        message: `Dropping materialized view \`${name}\` deletes its rows and its indexes: a down has to run its query again, over rows that have changed since. Code of the previous release that still reads it fails at once.`,
        instead: [
          `-- Ship code that no longer reads ${name}. Then park the view; this can be undone:`,
          contractComment,
          `ALTER MATERIALIZED VIEW ${quoteName(change.name)} RENAME TO ${quoteName({ name: `${change.name.name}_dropped` })};`,
          '-- Drop it in a later release.',
        ].join('\n'),
        breaksOldCode: true,
      };
    },
  },
});
