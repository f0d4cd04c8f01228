import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';
import { comesBackOn, letsRowsPastTriggers } from './trigger-work.ts';

export const noDisabledTriggers = defineRule({
  name: 'no-disabled-triggers',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow switching off triggers, and the foreign keys that work by them' },
  changes: {
    alterTable(change, context) {
      const { aspect, value, table } = change;
      if (!letsRowsPastTriggers(change, context)) return undefined;
      const name = displayName(table);
      const checksKeys = value === 'all disabled';
      const comesBack = comesBackOn(change, context);
      const trigger = aspect.slice('trigger '.length);
      const what = trigger === '*' ? (checksKeys ? 'every trigger, foreign keys included,' : 'every trigger') : `trigger \`${trigger}\``;
      return {
        message: `This switches off ${what} of \`${name}\`${comesBack ? '' : ' and leaves it off'}: rows that are written meanwhile are never checked or passed on, not even when it is on again, and no down finds them.`,
        instead: comesBack
          ? '-- Leave the triggers on, and let the statement between satisfy them; or take one out of it by name, within one transaction.'
          : `-- In the same transaction, after what it is switched off for:\nALTER TABLE ${quoteName(table)} ENABLE TRIGGER ${nameOf(trigger, checksKeys)};`,
      };
    },
    setParameter(change, { isFollowedBy, changes }) {
      if (change.lasting) return undefined;
      if (change.name !== 'session_replication_role' || change.value?.toLowerCase() !== 'replica') return undefined;
      const writes = isFollowedBy(change, (later) =>
        ['insertRows', 'updateRows', 'deleteRows', 'truncateTable', 'callFunctions'].includes(later.kind),
      );
      // A script of nothing else is for the ones behind it.
      const leaks = !change.local && changes.every((other) => other.kind === 'setParameter' || other.kind === 'noEffect');
      if (!writes && !(leaks && !isFollowedBy(change, (later) => later.kind === 'setParameter' && later.name === change.name))) return undefined;
      return {
        message:
          'With session_replication_role set to replica no trigger fires and no foreign key is checked: rows that this migration writes may point nowhere, and no down finds them.',
        instead: 'Leave the role as it is, and write the rows in an order that satisfies the foreign keys, or make them DEFERRABLE.',
      };
    },
  },
});

function nameOf(trigger: string, includesKeys: boolean): string {
  if (trigger !== '*') return quote(trigger);
  return includesKeys ? 'ALL' : 'USER';
}
