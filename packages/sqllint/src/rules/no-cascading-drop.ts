import type { DropTable, RebuildTable } from '../changes.ts';
import { displayName, keyOf } from '../schema/model.ts';
import type { Constraint, Table } from '../schema/model.ts';
import { actionOnDelete, foreignKeysAre, outsideOfTransaction } from './foreign-keys.ts';
import { enumerate } from './enumerate.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noCascadingDrop = defineRule({
  name: 'no-cascading-drop',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['sqlite'],
  recommended: true,
  docs: { description: 'Disallow dropping or rebuilding a table while foreign keys delete or change the rows of other tables' },
  changes: { dropTable: check, rebuildTable: check },
});

function check(change: DropTable | RebuildTable, context: ChangeContext): Report | undefined {
  const { schema, isNew, tableOf } = context;
  const table = tableOf(change.table);
  if (!table || isNew(change.table) || foreignKeysAre(context) !== 'on') return undefined;
  const hit = schema.tablesPointingTo(keyOf(table)).flatMap((child) => {
    const isOther = keyOf(child) !== keyOf(table) && child.createdIn !== schema.migration;
    const key = isOther ? [...child.constraints.values()].find((constraint) => isHit(constraint, table)) : undefined;
    return key ? [{ child, action: actionOnDelete(key) ?? '' }] : [];
  });
  const [first] = hit;
  if (!first) return undefined;
  const name = displayName(change.table);
  const isRebuild = change.kind === 'rebuildTable';
  return {
    message: `${isRebuild ? `Rebuilding \`${name}\` drops the old table` : `Dropping table \`${name}\``} while foreign keys are enforced: SQLite deletes its rows first, and with them ${consequences(hit)}. ${why(context)}`,
    instead: isRebuild ? outsideOfTransaction(context) : `-- Where the rows of ${displayName(first.child)} are to stay, take its reference away first, in a release before.`,
    losesData: true,
    range: isRebuild ? change.drop : { start: change.start, end: change.end },
  };
}

function isHit(constraint: Constraint, table: Table): boolean {
  return constraint.known && constraint.references?.table === keyOf(table) && actionOnDelete(constraint) !== undefined;
}

function consequences(hit: readonly { readonly child: Table; readonly action: string }[]): string {
  const of = (action: string): string[] => hit.filter((one) => one.action === action).map(({ child }) => `\`${displayName(child)}\``);
  const deleted = of('CASCADE');
  const emptied = [...of('SET NULL'), ...of('SET DEFAULT')];
  return [
    ...(deleted.length > 0 ? [`the rows of ${enumerate(deleted)} that refer to them (ON DELETE CASCADE)`] : []),
    ...(emptied.length > 0 ? [`the references in ${enumerate(emptied)} (ON DELETE SET NULL)`] : []),
  ].join(', and ');
}

function why({ migration, setting }: ChangeContext): string {
  if (setting('foreign_keys in vain') !== undefined) return 'The PRAGMA foreign_keys above does nothing, because a transaction is open.';
  if (setting('foreign_keys') === 'on') return 'The script itself switches them on.';
  return migration.up.transaction === 'wrapped'
    ? 'The connection that this runner opens enforces them, and inside its transaction nothing can switch them off.'
    : 'The connection that this runner opens enforces them.';
}
