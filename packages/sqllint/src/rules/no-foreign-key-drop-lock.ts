import type { DropColumn, DropConstraint, DropTable } from '../changes.ts';
import { blocksReads } from '../facts/lock-modes.ts';
import { displayName } from '../schema/model.ts';
import { limitsWaiting } from '../transactions/lock-timeout.ts';
import { isHeldAgainstReads } from './held-lock.ts';
import { against, listOf, nameOfKey } from './lock-words.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';

export const noForeignKeyDropLock = defineRule({
  name: 'no-foreign-key-drop-lock',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow dropping a foreign key without a lock_timeout, since it locks the other table against reads too' },
  changes: {
    dropConstraint(change, context) {
      const constraint = context.tableOf(change.table)?.constraints.get(change.name);
      if (!constraint && context.tableOf(change.table)?.partial !== false && isNamedLikeForeignKey(change.name)) return byName(change, context);
      const isForeignKey = constraint?.references !== undefined;
      const what = isForeignKey ? `the foreign key \`${change.name}\`` : `\`${change.name}\` with the foreign keys that need it`;
      return report(what, change, context);
    },
    dropColumn: (change, context) => report(`\`${displayName(change.table)}.${change.column}\` with its foreign key`, change, context),
    dropTable(change, context) {
      // A partition locks the table that it is a part of, for another reason.
      if (context.tableOf(change.table)?.partitionOf) return undefined;
      return report(`table \`${displayName(change.table)}\` with its foreign keys`, change, context);
    },
  },
});

function report(what: string, change: DropConstraint | DropColumn | DropTable, context: ChangeContext): Report | undefined {
  if (context.isNew(change.table) || limitsWaiting(context.setting('lock_timeout'))) return undefined;
  const others = tablesLockedToo(change, context);
  if (others.length === 0) return undefined;
  const word = others.length > 1 ? 'them' : 'it';
  return {
    message: `Dropping ${what} also locks ${listOf(others.map(nameOfKey))} ${against('ACCESS EXCLUSIVE')}: the statement waits for every query that uses ${word}, and all later ones wait behind it.`,
    instead: "-- Limit the wait, and let the runner try again:\nSET lock_timeout = '2s';",
  };
}

/** The names that PostgreSQL, Rails, Knex, Hibernate, Prisma and people give to foreign keys. */
function isNamedLikeForeignKey(name: string): boolean {
  return /_fkey\d*$|^fk_|_fk\d*$|_foreign$/iu.test(name);
}

/** A foreign key of which the history knows its name alone. */
function byName(change: DropConstraint, context: ChangeContext): Report | undefined {
  if (context.isNew(change.table) || limitsWaiting(context.setting('lock_timeout'))) return undefined;
  if (!context.isFirst(`no-foreign-key-drop-lock of ${displayName(change.table)}`)) return undefined;
  return {
    message: `\`${change.name}\` is a foreign key, by its name: dropping it also locks the table that it refers to ${against('ACCESS EXCLUSIVE')}. The statement waits for every query that uses that table, and all later ones wait behind it.`,
    instead: "-- Limit the wait, and let the runner try again:\nSET lock_timeout = '2s';",
  };
}

/** Tables at the other end of the foreign keys, each where it is locked first in this migration. */
function tablesLockedToo(change: DropConstraint | DropColumn | DropTable, context: ChangeContext): readonly string[] {
  const { locks, changes, schema, isFirst } = context;
  const own = schema.resolve('relation', change.table).slice('relation '.length);
  const gone = new Set(changes.flatMap((other) => (other.kind === 'dropTable' ? [schema.resolve('relation', other.table)] : [])));
  return locks
    .filter((effect) => blocksReads(effect.mode) && effect.table !== own)
    .map((effect) => effect.table)
    .filter((other) => !gone.has(`relation ${other}`) && !isHeldAgainstReads(other, context))
    .filter((other) => isFirst(`no-foreign-key-drop-lock ${other}`));
}
