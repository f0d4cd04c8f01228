import type { RenameColumn } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import type { Column, Table } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noRenameColumn = defineRule({
  name: 'no-rename-column',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow renaming a column that code of the previous release still uses' },
  changes: {
    renameColumn(change, { isNew, isNewColumn, tableOf, migration, isFollowedBy, isSameRelation }) {
      // The same name in another case, where the database does not go by the case.
      if (change.column === change.to) return undefined;
      // Old code finds the new column of that name.
      if (isFollowedBy(change, (later) => later.kind === 'addColumn' && later.column.name === change.column && isSameRelation(later.table, change.table))) return undefined;
      if (isNew(change.table) || isNewColumn(change.table, change.column)) return undefined;
      const name = `${displayName(change.table)}.${change.column}`;
      const what = change.of === 'type' ? 'attribute' : 'column';
      return {
        message: `Renaming ${what} \`${name}\` to \`${change.to}\` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for \`${change.column}\`.`,
        instead: change.of === 'table' ? expand(change.table, change.column, change.to, tableOf(change.table), migration.id) : underBothNames(change),
        breaksOldCode: true,
        ...(change.of === 'table' ? { removes: { table: change.table.name, column: change.column } } : {}),
      };
    },
  },
});

/** For what holds no rows of its own. */
function underBothNames({ of, table, column, to }: RenameColumn): string {
  if (of === 'type') return `-- Add an attribute of the new name, and have the code fill both, until none reads ${column}:\nALTER TYPE ${quoteName(table)} ADD ATTRIBUTE ${quote(to)} …;`;
  return `-- Show the column under both names, until no code reads ${column}; a new column comes last:\nCREATE OR REPLACE VIEW ${quoteName(table)} AS SELECT …, ${quote(column)} AS ${quote(to)} FROM …;`;
}

/** Expand, move over, contract. */
function expand(
  name: { readonly schema?: string; readonly name: string },
  from: string,
  to: string,
  table: Table | undefined,
  migration: string,
): string {
  const column: Column | undefined = table?.columns.get(from);
  const type = column?.type?.text ?? '…';
  return [
    `-- Expand: add ${to} beside ${from}, and have the code write both.`,
    `ALTER TABLE ${quoteName(name)} ADD COLUMN ${quote(to)} ${type};`,
    '-- Backfill in batches, in a migration of its own:',
    `UPDATE ${quoteName(name)} SET ${quote(to)} = ${quote(from)} WHERE ${quote(to)} IS NULL;`,
    `-- Contract, in a later release, once no code uses ${from}:`,
    `-- sqllint-contract ${migration}`,
    `ALTER TABLE ${quoteName(name)} DROP COLUMN ${quote(from)};`,
  ].join('\n');
}
