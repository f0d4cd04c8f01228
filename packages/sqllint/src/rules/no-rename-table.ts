import type { Change, RenameTable } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import type { DialectName } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext } from './rule.ts';

export const noRenameTable = defineRule({
  name: 'no-rename-table',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow renaming a table that code of the previous release still uses' },
  changes: {
    renameTable(change, context) {
      const { isNew, isNewObject, replacedByView, migration, isFollowedBy, isPrecededBy, dialect } = context;
      // MariaDB renames sequences as if they were tables.
      if (isNewObject({ objectType: 'sequence', name: change.table })) return undefined;
      if (isNew(change.table) || replacedByView(change.table) || isTakenByLike(change, context)) return undefined;
      // Away and back again.
      if (isFollowedBy(change, (later) => isReverse(later, change, dialect)) || isPrecededBy(change, (earlier) => isReverse(earlier, change, dialect))) return undefined;
      const name = displayName(change.table);
      const anew = createdAnew(change, context);
      if (anew) {
        const lacks = [...(context.tableOf(change.table)?.columns.keys() ?? [])].filter((column) => !anew.includes(column));
        if (lacks.length === 0) return undefined;
        return {
          message: `Table \`${name}\` is renamed to \`${change.to}\`, and another one takes its name: code of the previous release that still uses ${enumerate(lacks.map((column) => `\`${column}\``))}, which the new table lacks, fails at once.`,
          instead: `-- Create the new table under a name of its own, and leave ${name} as it is until no code uses it.`,
          breaksOldCode: true,
        };
      }
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

/** The columns of a table that the migration creates under the old name, where they are known. */
function createdAnew(change: RenameTable, { changes, isSameRelation }: ChangeContext): readonly string[] | undefined {
  const created = changes.slice(changes.indexOf(change)).find((later) => later.kind === 'createTable' && !later.temporary && isSameRelation(later.table, change.table));
  return created?.kind === 'createTable' && !created.fromQuery && created.like.length === 0 ? created.columns.map(({ name }) => name) : undefined;
}

/** Whether another table gets the name in the same migration, and nothing tells that it lacks a column of this one. */
function isTakenByLike(change: RenameTable, { changes, isFollowedBy, isSameRelation, tableOf }: ChangeContext): boolean {
  const isSuccessor = (later: Change): boolean => later.kind === 'renameTable' && isSameRelation({ ...later.table, name: later.to }, change.table);
  if (!isFollowedBy(change, isSuccessor)) return false;
  const successor = changes.findLast(isSuccessor);
  const after = successor?.kind === 'renameTable' ? tableOf(successor.table) : undefined;
  const before = tableOf(change.table);
  return !before || !after || after.partial || [...before.columns.keys()].every((column) => after.columns.has(column));
}

/** A name in another case is still the name that code asks for, wherever the server does not go by the case. */
function isReverse(other: Change, { table, to }: RenameTable, dialect: DialectName): boolean {
  const key = (name: string): string => (dialect === 'postgres' ? name : name.toLowerCase());
  return other.kind === 'renameTable' && key(other.table.name) === key(to) && key(other.to) === key(table.name);
}
