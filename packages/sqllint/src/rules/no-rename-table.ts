import type { Change, RenameTable } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noRenameTable = defineRule({
  name: 'no-rename-table',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow renaming a table that code of the previous release still uses' },
  changes: {
    renameTable(change, { isNew, replacedByView, migration, isFollowedBy, isPrecededBy, dialect }) {
      if (isNew(change.table) || replacedByView(change.table)) return undefined;
      // Away and back again.
      if (isFollowedBy(change, (later) => isReverse(later, change)) || isPrecededBy(change, (earlier) => isReverse(earlier, change))) return undefined;
      const name = displayName(change.table);
      return {
        message: `Renaming table \`${name}\` to \`${change.to}\` breaks code of the previous release, which runs beside the new one during the roll-out and again after a rollback: it still asks for \`${name}\`.`,
        instead: [
          dialect === 'sqlite'
            ? '-- Keep the old name alive in the same transaction; for writes the view needs INSTEAD OF triggers:'
            : '-- Keep the old name alive in the same transaction; a plain view takes writes too:',
          `ALTER TABLE ${quoteName(change.table)} RENAME TO ${quote(change.to)};`,
          `CREATE VIEW ${quoteName(change.table)} AS SELECT * FROM ${quoteName({ ...change.table, name: change.to })};`,
          `-- In a later release, once no code uses ${name}:`,
          `-- sqllint-contract ${migration.id}`,
          `DROP VIEW ${quoteName(change.table)};`,
        ].join('\n'),
        breaksOldCode: true,
        removes: { table: change.table.name },
      };
    },
  },
});

function isReverse(other: Change, { table, to }: RenameTable): boolean {
  return other.kind === 'renameTable' && other.table.name === to && other.to === table.name;
}
