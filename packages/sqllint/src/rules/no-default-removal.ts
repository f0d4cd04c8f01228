import type { Change, DropDefault, SetGenerated, SetIdentity } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import type { Column } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noDefaultRemoval = defineRule({
  name: 'no-default-removal',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow taking the default from a NOT NULL column, or the expression from a computed one, that inserts of the previous release leave out' },
  changes: {
    dropDefault(change, context) {
      if (context.isNew(change.table) || context.isNewColumn(change.table, change.column)) return undefined;
      const column = context.tableOf(change.table)?.columns.get(change.column);
      if (column?.notNull !== true || (!column.default && !column.serial)) return undefined;
      if (context.isFollowedBy(change, (later) => mends(later, change, context))) return undefined;
      const name = `${displayName(change.table)}.${change.column}`;
      return {
        message: `Without its default (${defaultText(column)}) \`${name}\`, which is NOT NULL, has to be in every INSERT: those of the previous release that leave it out fail.`,
        instead: [
          '-- Ship code that writes the column in every INSERT. In a later release:',
          contractComment,
          ...(context.dialect === 'sqlite' ? ['-- the rebuild, without the default.'] : [`ALTER TABLE ${quoteName(change.table)} ALTER COLUMN ${quote(change.column)} DROP DEFAULT;`]),
        ].join('\n'),
        breaksOldCode: true,
      };
    },
    setIdentity: withoutIdentity,
    setGenerated: withoutExpression,
  },
});

/** What an identity column has without its sequence: no default, and NOT NULL all the same. */
function withoutIdentity(change: SetIdentity, context: ChangeContext): Report | undefined {
  if (change.identity !== undefined || context.isNew(change.table) || context.isNewColumn(change.table, change.column)) return undefined;
  if (context.isFollowedBy(change, (later) => mends(later, change, context))) return undefined;
  const name = `${displayName(change.table)}.${change.column}`;
  return {
    message: `Without its identity \`${name}\`, which is NOT NULL, has to be in every INSERT: those of the previous release that leave it out fail. The number that it was at is gone, too.`,
    instead: [
      '-- Ship code that writes the column in every INSERT. In a later release:',
      contractComment,
      `ALTER TABLE ${quoteName(change.table)} ALTER COLUMN ${quote(change.column)} DROP IDENTITY;`,
    ].join('\n'),
    breaksOldCode: true,
  };
}

/** A column that was computed, and that no INSERT could name. */
function withoutExpression(change: SetGenerated, context: ChangeContext): Report | undefined {
  if (change.expression !== undefined || context.isNew(change.table) || context.isNewColumn(change.table, change.column)) return undefined;
  if (context.isFollowedBy(change, (later) => mends(later, change, context))) return undefined;
  const name = `${displayName(change.table)}.${change.column}`;
  return {
    message: `Without its expression \`${name}\` is not computed any more: rows that the previous release writes, whose statements cannot name the column, have NULL there.`,
    instead: [
      '-- Let a trigger compute the column until no rollback needs the previous release. In a later release:',
      contractComment,
      `ALTER TABLE ${quoteName(change.table)} ALTER COLUMN ${quote(change.column)} DROP EXPRESSION;`,
    ].join('\n'),
    breaksOldCode: true,
  };
}

function defaultText(column: Column): string {
  return column.default?.text ?? 'the next number of its sequence';
}

/** The default only makes room for another, as around a change of the type; or the column goes. */
function mends(later: Change, { table, column }: DropDefault | SetIdentity | SetGenerated, { isSameRelation }: ChangeContext): boolean {
  if (later.kind === 'dropTable') return isSameRelation(later.table, table);
  if (later.kind === 'renameColumn') return later.column === column && isSameRelation(later.table, table);
  const isMeant = later.kind === 'setDefault' || later.kind === 'dropNotNull' || later.kind === 'dropColumn' || (later.kind === 'setIdentity' && later.identity !== undefined);
  return isMeant && later.column === column && isSameRelation(later.table, table);
}
