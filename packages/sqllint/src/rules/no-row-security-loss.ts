import type { Change, QualifiedName } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

export const noRowSecurityLoss = defineRule({
  name: 'no-row-security-loss',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow dropping policies and switching off row level security while the previous release relies on them' },
  changes: {
    dropObject(change, context) {
      const { table, name } = change;
      if (change.objectType !== 'policy' || !table || context.isNewObject(change) || isMoot(table, context)) return undefined;
      const known = context.tableOf(table);
      // Without row level security, policies do nothing.
      if (known?.partial === false && known.aspects.get('row security') !== 'on') return undefined;
      const takesOver = context.changes.some((other) => other.kind === 'createObject' && other.objectType === 'policy' && isOn(other.table, table, context));
      if (takesOver || context.changes.some((other) => switches(other, 'off', table, context))) return undefined;
      if (!context.isFirst(`no-row-security-loss ${displayName(table)}`)) return undefined;
      return {
        message: `Rows of \`${displayName(table)}\` that only policy \`${name.name}\` lets through are gone for queries of the previous release once it is dropped, without an error; if it is restrictive, rows that it hid show.`,
        instead: [
          '-- Put the policy that follows it into the same migration, or drop it in a release after the one that stopped relying on it:',
          contractComment,
          `DROP POLICY ${quote(name.name)} ON ${quoteName(table)};`,
        ].join('\n'),
      };
    },
    alterObject(change, context) {
      const { objectType, table, name, aspect } = change;
      if (objectType !== 'policy' || aspect !== 'definition' || !table || context.isNewObject(change) || isMoot(table, context)) return undefined;
      return {
        message: `From then on policy \`${name.name}\` lets through other rows of \`${displayName(table)}\` than the previous release expects: its queries find fewer or more, without an error.`,
        instead: `-- Add a policy beside it, whose rows show as well, and drop the old one when no release needs it:\nCREATE POLICY … ON ${quoteName(table)} USING (…);`,
      };
    },
    alterTable(change, context) {
      const { aspect, value, table } = change;
      if (aspect !== 'row security' || value === 'on' || isMoot(table, context)) return undefined;
      const known = context.tableOf(table);
      if (known?.partial === false && known.aspects.get('row security') !== 'on') return undefined;
      if (context.isFollowedBy(change, (later) => switches(later, 'on', table, context))) return undefined;
      return {
        message: `Without row level security, every role that may read \`${displayName(table)}\` sees all its rows, and one that may write changes all of them: code of the previous release leaves the choice of rows to the policies.`,
        instead: `-- Keep it on, and let a policy say that a role may see everything:\nCREATE POLICY … ON ${quoteName(table)} TO … USING (true);`,
      };
    },
  },
});

/** Whether nobody reads the table, or the migration drops it. */
function isMoot(table: QualifiedName, context: ChangeContext): boolean {
  return context.isNew(table) || context.changes.some((other) => other.kind === 'dropTable' && isOn(other.table, table, context));
}

function isOn(table: QualifiedName | undefined, other: QualifiedName, { isSameRelation }: ChangeContext): boolean {
  return table !== undefined && isSameRelation(table, other);
}

function switches(change: Change, to: 'on' | 'off', table: QualifiedName, context: ChangeContext): boolean {
  return change.kind === 'alterTable' && change.aspect === 'row security' && (change.value === 'on') === (to === 'on') && isOn(change.table, table, context);
}
