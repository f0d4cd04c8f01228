import type { DropTable, QualifiedName } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { enumerate } from './enumerate.ts';
import { canComeBack, isTableKept, partlyKeptIn } from './kept-copy.ts';
import { replacementOf } from './replaced-table.ts';
import type { Replacement } from './replaced-table.ts';
import { defineRule } from './rule.ts';
import type { ChangeContext, Report } from './rule.ts';

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
      if (isRefilledIndex(change, context) || hasMovedOver(change, context)) return undefined;
      const replacement = replacementOf(change, context);
      if (replacement) return ofReplaced(change.table, replacement);
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
      const partly = partlyKeptIn(change, change.table, context);
      const loss = partly
        ? `deletes its rows: what the migration put into \`${displayName(partly)}\` before is all that a down migration can bring back.`
        : 'deletes its rows: a down migration can create the table again, but only empty.';
      return {
        message: `Dropping table \`${name}\` ${loss} Code of the previous release that still uses it fails at once.`,
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

/** Renamed away, created anew under its own name, and its rows fetched back: nothing is left in what is dropped. */
function hasMovedOver(drop: DropTable, { changes, tableOf, isPrecededBy, isSameRelation }: ChangeContext): boolean {
  const renamed = changes.find((earlier) => earlier.kind === 'renameTable' && earlier.start < drop.start && earlier.to === drop.table.name);
  if (renamed?.kind !== 'renameTable') return false;
  const anew = changes.find((other) => other.kind === 'createTable' && isSameRelation(other.table, renamed.table));
  const isFilled = isPrecededBy(drop, (earlier) => earlier.kind === 'insertRows' && isSameRelation(earlier.table, renamed.table) && earlier.from?.some((from) => isSameRelation(from, drop.table)) === true);
  if (anew?.kind !== 'createTable' || !isFilled) return false;
  return [...(tableOf(drop.table)?.columns.keys() ?? [])].every((column) => anew.columns.some(({ name }) => name === column));
}

/** A full-text table of SQLite that is created anew and filled from the rows that it is an index of. */
function isRefilledIndex(drop: DropTable, { up, isFollowedBy, isSameRelation, sourceOf }: ChangeContext): boolean {
  const isAnew = up.some((statement) => statement.start > drop.start && statement.changes.some((change) => change.kind === 'createTable' && isSameRelation(change.table, drop.table)) && /\busing\s+fts\d/iu.test(sourceOf(statement)));
  return isAnew && isFollowedBy(drop, (later) => later.kind === 'insertRows' && isSameRelation(later.table, drop.table) && later.from !== undefined);
}

/** For a table whose name lives on: what is lost of it, if anything. */
function ofReplaced(table: QualifiedName, { keepsRows, lacks, loses }: Replacement): Report | undefined {
  const name = displayName(table);
  const list = (columns: readonly string[]): string => enumerate(columns.map((column) => `\`${column}\``));
  const breaks = lacks.length === 0 ? '' : ` Code of the previous release that still uses ${list(lacks)}, which the new table lacks, fails at once.`;
  if (!keepsRows) {
    const kept = quoteName({ ...table, name: `${table.name}_kept` });
    return {
      message: `Dropping table \`${name}\` and creating it anew deletes its rows, and no down migration can bring them back.${breaks}`,
      instead: ['-- Keep the rows, and fill the new table from there:', `CREATE TABLE ${kept} AS SELECT * FROM ${quoteName(table)};`, `DROP TABLE ${quoteName(table)};`, `-- … the new table …`, `INSERT INTO ${quoteName(table)} (…) SELECT … FROM ${kept};`].join('\n'),
      losesData: true,
      ...(lacks.length > 0 ? { breaksOldCode: true } : {}),
    };
  }
  if (lacks.length === 0 && loses.length === 0) return undefined;
  const them = loses.length > 1 ? 'them' : 'it';
  return {
    message: loses.length > 0 ? `The table that takes the place of \`${name}\` is filled without ${list(loses)}: what is in ${them} is deleted, and no down migration can bring it back.${breaks}` : `Another table takes the place of \`${name}\`.${breaks}`,
    instead: loses.length > 0 ? `-- Copy ${list(loses).replaceAll('`', '')} as well, or keep the old table under another name:\nALTER TABLE ${quoteName(table)} RENAME TO ${quote(`${table.name}_dropped`)};` : `-- First ship code that no longer uses ${list(lacks).replaceAll('`', '')}.\n${contractComment}`,
    ...(loses.length > 0 ? { losesData: true } : {}),
    ...(lacks.length > 0 ? { breaksOldCode: true } : {}),
  };
}
