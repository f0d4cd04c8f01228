import type { DeleteRows, UpdateRows } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { batchSql, touchesMostRows } from './bulk-rows.ts';
import { locksOfOthers } from './held-lock.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';

export const noUnbatchedBackfill = defineRule({
  name: 'no-unbatched-backfill',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow changing most rows of a table that is in use with one statement' },
  changes: {
    updateRows: report,
    deleteRows: report,
  },
});

function report(change: UpdateRows | DeleteRows, context: ChangeContext): Report | undefined {
  if (!touchesMostRows(change, context)) return undefined;
  // Under a lock of the same transaction it is worse, which another rule says.
  if (locksOfOthers(context).length > 0) return undefined;
  const table = displayName(change.table);
  const verb = change.kind === 'updateRows' ? 'UPDATE' : 'DELETE';
  const reach = change.hasWhere ? 'may change most rows' : `${change.kind === 'updateRows' ? 'changes' : 'deletes'} every row`;
  return {
    message: `This ${verb} ${reach} of \`${table}\` at once: each of them stays locked against other writes until the last one is done, and a transaction that long keeps VACUUM from cleaning up.`,
    instead: batchSql(change, context).join('\n'),
  };
}
