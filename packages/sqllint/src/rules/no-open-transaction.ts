import type { ControlTransaction, Statement } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { defineRule } from './rule.ts';

export const noOpenTransaction = defineRule({
  name: 'no-open-transaction',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow a BEGIN that no COMMIT follows' },
  migration({ up, migration }) {
    // Where the runner wraps the script, its own COMMIT ends the transaction.
    if (migration.up.transaction === 'wrapped') return undefined;
    const open = lastOpen(up);
    if (!open) return undefined;
    // Where the layout does not tell, the runner may end it all the same.
    const isKnown = migration.up.transaction !== 'unknown';
    return {
      ...(isKnown ? {} : { severity: 'warn' as const }),
      message: `No COMMIT follows this BEGIN: ${isKnown ? '' : 'unless the runner ends its own transaction and this with it, '}when the connection ends, the server undoes all that came after it, while the runner may have recorded the migration as applied.`,
      instead: '-- At the end of the script:\nCOMMIT;',
      range: { start: open.start, end: open.end },
    };
  },
});

/** The BEGIN of the transaction that is open at the end. */
function lastOpen(up: readonly Statement[]): ControlTransaction | undefined {
  let open: ControlTransaction | undefined;
  let isFirst = true;
  for (const change of up.flatMap((statement) => statement.changes)) {
    if (change.kind !== 'controlTransaction') continue;
    const ends = change.action === 'commit' || change.action === 'rollback';
    // A script that begins with a COMMIT counts on the transaction of the runner, and leaves it one to end.
    if (isFirst && ends) return undefined;
    isFirst = false;
    if (change.action === 'begin') open ??= change;
    else if (ends) open = undefined;
  }
  return open;
}
