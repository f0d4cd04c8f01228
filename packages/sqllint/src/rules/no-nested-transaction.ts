import type { ControlTransaction } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { commitsByItself } from '../transactions/implicit-commit.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';

export const noNestedTransaction = defineRule({
  name: 'no-nested-transaction',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow BEGIN and COMMIT where another transaction is open, or none' },
  changes: {
    controlTransaction(change, context) {
      const ends = change.action === 'commit' || change.action === 'rollback';
      if ((change.action !== 'begin' && !ends) || !context.isFirst(`no-nested-transaction ${String(isMisplaced(change, context))}`)) return undefined;
      const { migration, outsideTransaction, dialect } = context;
      if (dialect === 'mysql' || dialect === 'mariadb') return ends ? undefined : committedByBegin(change, context);
      // Behind a COMMIT the runner's transaction is over, and another may begin.
      const isOver = context.isPrecededBy(change, (earlier) => earlier.kind === 'controlTransaction' && (earlier.action === 'commit' || earlier.action === 'rollback'));
      if (migration.up.transaction === 'wrapped' && isOver && !ends) return undefined;
      // Behind the last statement there is nothing left that could fail.
      if (migration.up.transaction === 'wrapped' && change.action === 'commit' && !context.isFollowedBy(change, () => true)) return undefined;
      if (migration.up.transaction === 'wrapped') {
        return {
          message: messages[change.action === 'begin' ? (dialect === 'sqlite' ? 'refused' : 'begin') : change.action === 'commit' ? 'commit' : 'rollback'],
          instead: `Take ${word(change.action)} out: the runner opens the transaction and ends it.${outsideTransaction === undefined ? '' : ` Or have it open none: ${outsideTransaction.charAt(0).toLowerCase()}${outsideTransaction.slice(1)}.`}`,
        };
      }
      if (!isMisplaced(change, context)) return undefined;
      if (change.action === 'begin') {
        if (dialect === 'sqlite') return { message: refusedInScript, instead: 'Take this BEGIN and its COMMIT out, or end the transaction before. For a part that can be undone by itself there is SAVEPOINT.' };
        return {
          message: 'The script has opened a transaction already, and transactions do not nest: the server only warns about this BEGIN, and the next COMMIT ends the outer transaction. What comes after it is not undone with the rest.',
          instead: 'End the transaction before, or take this BEGIN and its COMMIT out. For a part that can be undone by itself there is SAVEPOINT.',
        };
      }
      return {
        message: `No BEGIN comes before this ${word(change.action)}: where the runner has opened a transaction, it ends that one, and what comes after it is not undone with the rest; where none is open, ${dialect === 'sqlite' ? 'SQLite stops with an error' : 'the server only warns'}.`,
        instead: `Take it out, or open the transaction in the script, before what belongs into it:\nBEGIN;`,
      };
    },
  },
});

/**
 * On MySQL and MariaDB a BEGIN commits what is open. That matters where rows were changed before it, since the last
 * statement that committed by itself; a COMMIT ends little that would not have been over with the next DDL statement.
 */
function committedByBegin(change: ControlTransaction, { migration, up }: ChangeContext): Report | undefined {
  let isOpen = migration.up.transaction === 'wrapped';
  let hasRows = false;
  for (const statement of up) {
    if (statement.changes.includes(change)) break;
    const [control] = statement.changes.flatMap((other) => (other.kind === 'controlTransaction' ? [other.action] : []));
    if (control === 'begin') isOpen = true;
    else if (control === 'commit' || control === 'rollback') isOpen = false;
    if (control !== undefined || commitsByItself(statement, 'mysql')) hasRows = false;
    else hasRows ||= statement.changes.some(({ kind }) => kind === 'insertRows' || kind === 'updateRows' || kind === 'deleteRows');
  }
  if (!isOpen || !hasRows) return undefined;
  return {
    message: 'A transaction is open already, and transactions do not nest: this BEGIN commits it. What changed rows before stays when something behind it fails.',
    instead: 'Take BEGIN and COMMIT out, or end the transaction before on purpose. For a part that can be undone by itself there is SAVEPOINT.',
  };
}

/** Whether a BEGIN stands within a transaction that the script has opened, or another end than its own comes without one. */
function isMisplaced(change: ControlTransaction, { changes, sourceOf }: ChangeContext): boolean {
  let isOpen = false;
  for (const other of changes) {
    if (other === change) break;
    if (other.kind !== 'controlTransaction') continue;
    if (other.action === 'begin') isOpen = true;
    else if (other.action === 'commit' || other.action === 'rollback') isOpen = false;
  }
  if (change.action === 'begin') return isOpen;
  // `COMMIT PREPARED` ends a transaction of long ago.
  return !isOpen && !/\bprepared\b/iu.test(sourceOf(change));
}

const refusedInScript = 'The script has opened a transaction already, and SQLite refuses a second one: this BEGIN stops with an error.';

const messages = {
  begin:
    'The runner has opened a transaction already, and transactions do not nest: the server only warns about this BEGIN, and the next COMMIT ends the transaction of the runner. If something fails after that, half of the migration stays and has to be mended by hand.',
  refused:
    'The runner has opened a transaction already, and SQLite refuses a second one: this BEGIN stops with an error, and nothing of the migration is applied.',
  commit:
    'This COMMIT ends the transaction that the runner opened. If something fails after it, half of the migration stays and has to be mended by hand, and the runner does not know which half.',
  rollback:
    'This ROLLBACK ends the transaction that the runner opened and undoes what the migration has done; the runner records it as applied all the same.',
} as const;

function word(action: ControlTransaction['action']): string {
  return action === 'begin' ? 'BEGIN and COMMIT' : action.toUpperCase();
}
