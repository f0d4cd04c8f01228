import type { Change, ValidateConstraint } from '../changes.ts';
import { blocksReads } from '../facts/lock-modes.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import type { HeldLock } from '../transactions/session.ts';
import { lineOf, strongest } from './held-lock.ts';
import { against } from './lock-words.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';

export const noValidationInSameTransaction = defineRule({
  name: 'no-validation-in-same-transaction',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow validating a constraint in the transaction that added it, whose lock is still held' },
  changes: {
    validateConstraint(change, context) {
      if (context.isNew(change.table)) return undefined;
      const together = context.statement.changes.find((other) => adds(other, change, context));
      if (together) return inOneStatement(change, context);
      const held = strongest(locksOfItsAdding(change, context));
      if (!held) return undefined;
      const table = displayName(change.table);
      return {
        message: `Validating \`${change.name}\` reads every row of \`${table}\` in the transaction that added it (line ${lineOf(held, context)}) and still holds its lock ${against(held.mode)}: NOT VALID gains nothing.`,
        instead: `-- In a migration of its own:\nALTER TABLE ${quoteName(change.table)} VALIDATE CONSTRAINT ${quote(change.name)};`,
        deploy: blocksReads(held.mode) ? 'downtime' : 'blocking',
      };
    },
  },
});

/** The locks on the table that the statement took which added the constraint in the same transaction. */
export function locksOfItsAdding(change: ValidateConstraint, { heldLocks, schema, isSameRelation }: ChangeContext): readonly HeldLock[] {
  const key = schema.resolve('relation', change.table);
  return heldLocks.filter(
    ({ table, statement }) =>
      `relation ${table}` === key &&
      statement.changes.some((other) => adds(other, change, { isSameRelation })),
  );
}

function adds(other: Change, { name, table }: ValidateConstraint, { isSameRelation }: Pick<ChangeContext, 'isSameRelation'>): boolean {
  return other.kind === 'addConstraint' && other.constraint.name === name && isSameRelation(other.table, table);
}

function inOneStatement(change: ValidateConstraint, { statement }: ChangeContext): Report {
  const isForeignKey = statement.changes.some((other) => other.kind === 'addConstraint' && other.constraint.name === change.name && other.constraint.references !== undefined);
  const table = displayName(change.table);
  return {
    message: `Validating \`${change.name}\` reads every row of \`${table}\` in the statement that adds it, under its lock ${against(isForeignKey ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE')}: NOT VALID gains nothing.`,
    instead: `-- In a migration of its own:\nALTER TABLE ${quoteName(change.table)} VALIDATE CONSTRAINT ${quote(change.name)};`,
    deploy: isForeignKey ? 'blocking' : 'downtime',
  };
}
