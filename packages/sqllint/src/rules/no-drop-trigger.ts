import type { DropObject } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

export const noDropTrigger = defineRule({
  name: 'no-drop-trigger',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow dropping a trigger whose work the previous release relies on' },
  changes: {
    dropObject(change, context) {
      const { table, name } = change;
      if (change.objectType !== 'trigger' || !table || isGone(change, context) || hasSuccessor(change, context)) return undefined;
      const on = displayName(table);
      return {
        message: `What trigger \`${name.name}\` does for every write to \`${on}\` is not done any more once it is dropped, neither for the previous release, which relies on it, nor after a rollback of the code: no down makes up for the rows that were written without it.`,
        instead: [
          '-- Ship code that does without it, and drop it in a later release:',
          contractComment,
          `DROP TRIGGER ${quote(name.name)} ON ${quoteName(table)};`,
        ].join('\n'),
      };
    },
  },
});

/** Whether nobody writes to the table or reads what the trigger writes, or it was not there. */
function isGone(change: DropObject, { isNew, isNewObject, tableOf, changes, isSameRelation }: ChangeContext): boolean {
  const { table, name } = change;
  if (!table || isNew(table) || isNewObject(change)) return true;
  const known = tableOf(table);
  if (change.ifExists && known?.partial === false && ![...known.parts.values()].some((part) => part.objectType === 'trigger' && part.name === name.name)) return true;
  // A trigger often goes with the column that it looks after: that is what matters then.
  return changes.some((other) => (other.kind === 'dropTable' || other.kind === 'dropColumn') && isSameRelation(other.table, table));
}

/** Another trigger of the table may do the work from now on, and an object that was a view has none. */
function hasSuccessor({ table }: DropObject, { changes, isSameRelation }: ChangeContext): boolean {
  return changes.some((other) => other.kind === 'createObject' && other.objectType === 'trigger' && other.table && table && isSameRelation(other.table, table));
}
