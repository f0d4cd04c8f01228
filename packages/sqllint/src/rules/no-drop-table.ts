import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { canComeBack, isTableKept } from './kept-copy.ts';
import { defineRule } from './rule.ts';

export const noDropTable = defineRule({
  name: 'no-drop-table',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow dropping a table, whose rows no down migration can bring back' },
  changes: {
    dropTable(change, context) {
      const { isNew, tableOf, createsTable, migration } = context;
      if (isNew(change.table)) return undefined;
      // `DROP TABLE IF EXISTS x; CREATE TABLE x` opens the first migration of many histories.
      if (change.ifExists && !tableOf(change.table) && createsTable(change.table)) return undefined;
      const name = displayName(change.table);
      if (isTableKept(change, change.table, context)) {
        return {
          message: `Dropping table \`${name}\` breaks code of the previous release that still uses it, during the roll-out and again after a rollback of the code. Its rows are kept.`,
          instead: [
            `-- First ship code that no longer uses ${name}. In a later release:`,
            contractComment,
            `DROP TABLE ${quoteName(change.table)};`,
          ].join('\n'),
          losesData: !canComeBack(change.table, context),
          breaksOldCode: true,
          removes: { table: change.table.name },
        };
      }
      const parked = `${change.table.name}_dropped`;
      return {
        message: `Dropping table \`${name}\` deletes its rows: a down migration can create the table again, but only empty. Code of the previous release that still uses it fails at once.`,
        instead: [
          `-- First ship code that no longer uses ${name}. Then park the table; this can be undone:`,
          contractComment,
          `ALTER TABLE ${quoteName(change.table)} RENAME TO ${quote(parked)};`,
          '-- Drop it in a release after that, when no rollback needs it and a dump is kept:',
          `-- sqllint-contract ${migration.id}`,
          `DROP TABLE ${quoteName({ ...change.table, name: parked })};`,
        ].join('\n'),
        losesData: true,
        breaksOldCode: true,
        removes: { table: change.table.name },
      };
    },
  },
});
