import type { DeleteRows, UpdateRows } from '../changes.ts';
import { blocksReads } from '../facts/lock-modes.ts';
import { displayName } from '../schema/model.ts';
import type { HeldLock } from '../transactions/session.ts';
import { batchSql, mayTouchManyRows, readsUsedTable } from './bulk-rows.ts';
import { drops, lineOf, locksOfOthers, strongest } from './held-lock.ts';
import { against, nameOfKey } from './lock-words.ts';
import { locksOfItsAdding } from './no-validation-in-same-transaction.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';

export const noWorkAfterLock = defineRule({
  name: 'no-work-after-lock',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow going through rows in a transaction that still holds a lock which others wait for' },
  changes: {
    updateRows: (change, context) => rowByRow(`This UPDATE rewrites rows of \`${displayName(change.table)}\``, change, context),
    deleteRows: (change, context) => rowByRow(`This DELETE goes through \`${displayName(change.table)}\``, change, context),
    insertRows(change, context) {
      if (!readsUsedTable(change.from ?? [], context)) return undefined;
      return report(`This INSERT copies rows into \`${displayName(change.table)}\``, context);
    },
    createTable(change, context) {
      if (!readsUsedTable(change.reads ?? [], context)) return undefined;
      return report(`This CREATE TABLE copies rows into \`${displayName(change.table)}\``, context);
    },
    validateConstraint(change, context) {
      // Validating what the transaction itself added is another rule's.
      if (context.isNew(change.table) || locksOfItsAdding(change, context).length > 0) return undefined;
      return report(`VALIDATE CONSTRAINT reads every row of \`${displayName(change.table)}\``, context);
    },
  },
});

function rowByRow(what: string, change: UpdateRows | DeleteRows, context: ChangeContext): Report | undefined {
  return mayTouchManyRows(change, context) ? report(what, context, batchSql(change, context)) : undefined;
}

function report(what: string, context: ChangeContext, batches: readonly string[] = []): Report | undefined {
  const held = strongest(locksOfOthers(context).filter((lock) => isWaitedFor(lock, context)));
  // What follows has the same cause and the same way out.
  if (!held || !context.isFirst(`no-work-after-lock ${String(held.statement.start)}`)) return undefined;
  return {
    message: `${what} while the transaction holds \`${nameOfKey(held.table)}\`, locked in line ${lineOf(held, context)} ${against(held.mode)}: they wait until all rows are done.`,
    instead: ['-- Commit what took the lock first, and put this statement into a migration of its own.', ...batches].join('\n'),
    deploy: blocksReads(held.mode) ? 'downtime' : 'blocking',
  };
}

/** Nobody waits for what the transaction dropped, and LOCK TABLE has a rule of its own. */
function isWaitedFor({ table, statement }: HeldLock, { schema }: ChangeContext): boolean {
  return !drops(table, statement, schema) && !statement.changes.some(({ kind }) => kind === 'lockTable');
}
