import type { QualifiedName } from '../changes.ts';
import { blocksReads, blocksWrites } from '../facts/lock-modes.ts';
import { displayName } from '../schema/model.ts';
import { limitsWaiting } from '../transactions/lock-timeout.ts';
import { locksOfOthers } from './held-lock.ts';
import { against } from './lock-words.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';
import { endsWorkOfTrigger, goesAway, letsRowsPastTriggers } from './trigger-work.ts';

export const noTriggerLock = defineRule({
  name: 'no-trigger-lock',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow creating, dropping and switching triggers and rules without a lock_timeout, since that locks the table' },
  changes: {
    createObject({ objectType, table }, context) {
      if (!table || (objectType !== 'trigger' && objectType !== 'rule')) return undefined;
      return report(`Creating a ${objectType} on`, table, context);
    },
    dropObject(change, context) {
      const { objectType, table } = change;
      if (!table || (objectType !== 'trigger' && objectType !== 'rule')) return undefined;
      // What `no-drop-trigger` says of it includes the lock.
      if (endsWorkOfTrigger(change, context)) return undefined;
      return report(`Dropping a ${objectType} of`, table, context);
    },
    alterTable(change, context) {
      const { aspect, table } = change;
      const [, what] = /^(trigger|rule) /u.exec(aspect) ?? [];
      // Rows that slip past a trigger outlast any lock: `no-disabled-triggers` tells of them.
      return what === undefined || letsRowsPastTriggers(change, context) ? undefined : report(`Switching a ${what} of`, table, context);
    },
  },
});

function report(doing: string, table: QualifiedName, context: ChangeContext): Report | undefined {
  const { isNew, locks, setting, isFirst } = context;
  if (isNew(table) || limitsWaiting(setting('lock_timeout'))) return undefined;
  const own = locks.find(({ mode }) => blocksWrites(mode));
  // Nobody waits for a table that goes away.
  if (!own || goesAway(table, context)) return undefined;
  const isHeld = locksOfOthers(context).some((held) => held.table === own.table && (blocksReads(held.mode) || !blocksReads(own.mode)));
  // One pass over the triggers of several tables is done for one reason.
  if (isHeld || !isFirst('no-trigger-lock')) return undefined;
  const name = displayName(table);
  return {
    message: `${doing} \`${name}\` locks it ${against(own.mode)}: the statement waits for every transaction that ${blocksReads(own.mode) ? 'uses' : 'writes to'} it, and what comes later waits behind it.`,
    instead: "-- Limit the wait, and let the runner try again:\nSET lock_timeout = '2s';",
  };
}
