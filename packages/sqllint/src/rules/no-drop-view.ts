import type { DropObject } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { isCreatedAgain } from './created-again.ts';
import { defineRule } from './rule.ts';

/** What holds no rows of its own: a foreign table shows those of another server. */
const readLikeTables = new Set<DropObject['objectType']>(['view', 'foreign table']);

export const noDropView = defineRule({
  name: 'no-drop-view',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow dropping a view or foreign table that code of the previous release still reads' },
  changes: {
    dropObject(change, context) {
      if (!readLikeTables.has(change.objectType) || context.isNewObject(change) || isCreatedAgain(change, context)) return undefined;
      const name = displayName(change.name);
      return {
        message: `Dropping ${change.objectType} \`${name}\` breaks code of the previous release that still reads it, during the roll-out and again after a rollback of the code.`,
        instead: `-- Ship code that no longer reads ${name}, and drop it in a later release:\n${contractComment}\nDROP ${change.objectType.toUpperCase()} ${quoteName(change.name)};`,
        breaksOldCode: true,
      };
    },
  },
});
