import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noConcurrentlyInTransaction = defineRule({
  name: 'no-concurrently-in-transaction',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow CONCURRENTLY, VACUUM and other statements in a transaction where the server refuses them' },
  changes: {
    createIndex: (change, context) => (change.concurrently ? report('CREATE INDEX CONCURRENTLY', context) : undefined),
    dropIndex: (change, context) => (change.concurrently ? report('DROP INDEX CONCURRENTLY', context) : undefined),
    detachPartition: (change, context) => (change.concurrently ? report('DETACH PARTITION CONCURRENTLY', context) : undefined),
    reindex(change, context) {
      if (change.concurrently) return report('REINDEX CONCURRENTLY', context);
      return change.target === 'index' || change.target === 'table' ? undefined : report(`REINDEX ${change.target.toUpperCase()}`, context);
    },
    maintain({ command, tables }, context) {
      if (command === 'vacuum' || command === 'vacuum full') return report('VACUUM', context);
      if (command === 'alter system') return report('ALTER SYSTEM', context);
      return command === 'cluster' && tables.length === 0 ? report('CLUSTER of all tables', context) : undefined;
    },
    createObject: (change, context) => (change.objectType === 'database' ? report('CREATE DATABASE', context) : undefined),
    dropObject: (change, context) => (change.objectType === 'database' ? report('DROP DATABASE', context) : undefined),
    noEffect: (change, context) => (change.command === 'CreateTableSpaceStmt' ? report('CREATE TABLESPACE', context) : undefined),
  },
});

function report(what: string, context: ChangeContext): Report | undefined {
  const { inTransaction, statement, isFirst } = context;
  const isInBlock = statement.command === 'DO';
  if (inTransaction !== true && !isInBlock) return undefined;
  if (!isFirst(`no-concurrently-in-transaction ${String(statement.start)}`)) return undefined;
  return {
    message: `${what} cannot run in a transaction, ${isInBlock ? 'and a DO block always is in one' : 'and this statement runs in one'}: PostgreSQL refuses it, and the migration fails.`,
    instead: isInBlock ? 'Take the statement out of the DO block, into a migration that runs outside a transaction.' : wayOut(context),
  };
}

/** How to leave the transaction, which depends on who opened it. */
function wayOut(context: ChangeContext): string {
  const { migration, outsideTransaction } = context;
  if (isBetweenBeginAndCommit(context)) return 'Put the statement before the BEGIN or behind the COMMIT, into a migration of its own.';
  if (migration.up.transaction === 'implicit') {
    const how = outsideTransaction ?? 'Put the statement into a migration of its own';
    return `${how}: a script with several statements runs as one transaction.`;
  }
  return `${outsideTransaction ?? 'Put the statement into a migration of its own, and have the runner execute it outside a transaction'}.`;
}

function isBetweenBeginAndCommit({ change, changes }: ChangeContext): boolean {
  const last = changes
    .slice(0, changes.indexOf(change))
    .findLast((earlier) => earlier.kind === 'controlTransaction' && ['begin', 'commit', 'rollback'].includes(earlier.action));
  return last?.kind === 'controlTransaction' && last.action === 'begin';
}
