import { blocksWrites } from '../facts/lock-modes.ts';
import { limitsWaiting } from '../transactions/lock-timeout.ts';
import { drops, lineOf, locksOfOthers } from './held-lock.ts';
import { against, nameOfKey } from './lock-words.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noMultiTableLock = defineRule({
  name: 'no-multi-table-lock',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  // True wherever it reports, but what it costs depends on how busy the tables are.
  recommended: false,
  docs: { description: 'Disallow locking several tables that are in use in one transaction' },
  everyChange: (_change, context) => find(context),
});

function find(context: ChangeContext): Report | undefined {
  const { locks, schema, setting, statement, isFirst } = context;
  const earlier = locksOfOthers(context).filter((held) => !drops(held.table, held.statement, schema));
  const [first] = earlier;
  if (!first || limitsWaiting(setting('lock_timeout'))) return undefined;
  const held = new Set(earlier.map(({ table }) => table));
  const next = locks.find(({ table, mode }) => blocksWrites(mode) && !held.has(table) && !drops(table, statement, schema));
  if (!next || !isFirst('no-multi-table-lock')) return undefined;
  const [had, wanted] = [nameOfKey(first.table), nameOfKey(next.table)];
  return {
    message: `The transaction waits for a lock on \`${wanted}\` ${against(next.mode)} while it holds one on \`${had}\` (line ${lineOf(first, context)}): \`${had}\` is locked for all that time, and a transaction of the service that uses the two the other way round ends in a deadlock.`,
    instead: '-- Put what locks one table into one migration, or limit the wait at the beginning:\nSET LOCAL lock_timeout = \'2s\';',
  };
}
