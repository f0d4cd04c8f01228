import { blocksWrites } from '../facts/lock-modes.ts';
import { displayName } from '../schema/model.ts';
import { against, listOf } from './lock-words.ts';
import { defineRule } from './rule.ts';

export const noLockTable = defineRule({
  name: 'no-lock-table',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow LOCK TABLE in a mode that writes or reads wait for' },
  changes: {
    lockTable(change, { isNew, locks, isFirst, statement }) {
      const [effect] = locks;
      if (!effect || isNew(change.table) || !blocksWrites(effect.mode)) return undefined;
      if (!isFirst(`no-lock-table ${String(statement.start)}`)) return undefined;
      const tables = statement.changes.flatMap((other) => (other.kind === 'lockTable' && !isNew(other.table) ? [displayName(other.table)] : []));
      return {
        message: `LOCK TABLE locks ${listOf(tables)} ${against(effect.mode)} until the transaction ends, whatever the rest of it needs.`,
        instead: 'Leave LOCK TABLE out: every statement takes the lock that it needs, when it needs it. To wait for no longer than a moment, set lock_timeout.',
      };
    },
  },
});
