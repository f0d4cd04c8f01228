import type { Change, Statement } from '../changes.ts';
import { defineRule } from './rule.ts';

export const noMixedTransaction = defineRule({
  name: 'no-mixed-transaction',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow statements that cannot run in a transaction beside others, where the runner refuses the mixture' },
  migration({ up, migration }) {
    if (migration.up.refusesMixed !== true) return undefined;
    const outside = up.find(isOutside);
    if (!outside || up.every(isOutside)) return undefined;
    return {
      message: `${outside.command} cannot run in a transaction and the other statements can: Flyway refuses to run a script that has both, and the deployment stops.`,
      instead:
        'Put the statement into a script of its own; SET counts as one that can run in a transaction. Or say `executeInTransaction=false` in a file that is named as the script, with `.conf` appended.',
      range: { start: outside.start, end: outside.end },
    };
  },
});

/** As `PostgreSQLParser` of Flyway recognises them, by their first words. */
function isOutside({ changes, command }: Statement): boolean {
  return changes.some(runsOutside) || command === 'DISCARD';
}

function runsOutside(change: Change): boolean {
  switch (change.kind) {
    case 'createIndex':
    case 'dropIndex':
      return change.concurrently;
    case 'reindex':
      return change.target === 'schema' || change.target === 'database' || change.target === 'system';
    case 'maintain':
      return change.command === 'vacuum' || change.command === 'vacuum full' || change.command === 'alter system';
    case 'createObject':
    case 'dropObject':
      return change.objectType === 'database' || change.objectType === 'subscription';
    default:
      return false;
  }
}
