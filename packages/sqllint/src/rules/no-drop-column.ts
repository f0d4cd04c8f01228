import type { Change, DropColumn, QualifiedName } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import type { Table } from '../schema/model.ts';
import { isMySql, writtenDialect } from '../schema/sql-dialect.ts';
import { addColumnSql, quote, quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { enumerate } from './enumerate.ts';
import { canComeBack, isColumnKept, partlyKeptIn } from './kept-copy.ts';
import type { ChangeContext } from './rule.ts';
import { defineRule } from './rule.ts';

export const noDropColumn = defineRule({
  name: 'no-drop-column',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow dropping a column, whose values no down migration can bring back' },
  changes: {
    dropColumn(change, context) {
      const { isNew, isNewColumn, tableOf } = context;
      if (isNew(change.table) || isNewColumn(change.table, change.column)) return undefined;
      const table = tableOf(change.table);
      // `IF EXISTS` of a column that the history knows not to be there drops none.
      if (change.ifExists && table?.partial === false && !table.columns.has(change.column)) return undefined;
      const name = `${displayName(change.table)}.${change.column}`;
      const isKept = isColumnKept(change, change.table, change.column, context);
      const livesOn = context.isFollowedBy(change, (later) => isGivenBack(later, change, context));
      // Another one was filled with its values and takes its name.
      if (livesOn && isKept) return undefined;
      // The values of a generated column can be computed again.
      const isGenerated = table?.columns.get(change.column)?.generated !== undefined;
      if (!isGenerated && isKept) {
        return {
          message: `Dropping column \`${name}\` breaks code of the previous release that still uses it, during the roll-out and again after a rollback of the code. Its values are kept.`,
          instead: afterRelease(name, [`ALTER TABLE ${quoteName(change.table)} DROP COLUMN ${quote(change.column)};`]),
          losesData: !canComeBack(change.table, context, change.column),
          breaksOldCode: true,
          removes: { table: change.table.name, column: change.column },
        };
      }
      if (isGenerated) {
        return {
          message: `Dropping the generated column \`${name}\` breaks code of the previous release that still reads it.`,
          instead: computingAgain(change.table, change.column, table),
          losesData: false,
          breaksOldCode: true,
        };
      }
      // The columns of one `ALTER TABLE` are lost together, and said once.
      const { changes } = context.statement;
      // What a rebuild amounts to is no change of the statement's own.
      const dropped = changes.includes(change) ? changes.filter((other) => other.kind === 'dropColumn') : [change];
      const lost = dropped.filter((other) => losesValues(other, context));
      if (lost[0] !== change) return undefined;
      const columns = lost.map(({ column }) => column);
      const names = enumerate(columns.map((column) => `\`${displayName(change.table)}.${column}\``));
      const [what, their, them] = columns.length > 1 ? [`columns ${names}`, 'their', 'them'] : [`column ${names}`, 'its', 'it'];
      const partly = columns.length === 1 ? partlyKeptIn(change, change.table, context, change.column) : undefined;
      const loss = partly
        ? `Dropping ${what} deletes its values: what the migration put into \`${displayName(partly)}\` before is all that a down migration can bring back.`
        : `Dropping ${what} deletes ${their} values: a down migration can add ${columns.length > 1 ? 'them' : 'the column'} again, but only empty.`;
      return {
        message: livesOn ? loss : `${loss} Code of the previous release that still uses ${them} fails at once.`,
        instead: keepingCopy(change.table, columns, table),
        losesData: true,
        ...(livesOn ? {} : { breaksOldCode: true }),
        removes: { table: change.table.name, column: change.column },
      };
    },
    alterObject(change, { isNewObject }) {
      if (!change.aspect.startsWith('attribute ') || change.value !== 'dropped' || isNewObject(change)) return undefined;
      const attribute = change.aspect.slice('attribute '.length);
      const name = `${displayName(change.name)}.${attribute}`;
      return {
        message: `Dropping attribute \`${name}\` deletes its values in every column of type \`${displayName(change.name)}\`: a down migration can add the attribute again, but only empty. Code of the previous release that still uses it fails at once.`,
        instead: afterRelease(name, [`ALTER TYPE ${quoteName(change.name)} DROP ATTRIBUTE ${quote(attribute)};`]),
        losesData: true,
        breaksOldCode: true,
      };
    },
  },
});

/** Whether a later change of the migration gives the table a column of that name again. */
function isGivenBack(later: Change, { table, column }: DropColumn, { isSameRelation }: ChangeContext): boolean {
  if (later.kind === 'addColumn') return later.column.name === column && isSameRelation(later.table, table);
  return later.kind === 'renameColumn' && later.to === column && isSameRelation(later.table, table);
}

/** The removal, once the code is done with the column. */
function afterRelease(name: string, removal: readonly string[]): string {
  return [`-- First ship code that no longer uses ${name}. In a later release:`, contractComment, ...removal].join('\n');
}

/** The contract step for a column that the server fills by itself. */
function computingAgain(name: QualifiedName, column: string, table: Table | undefined): string {
  return afterRelease(`${displayName(name)}.${column}`, [
    `ALTER TABLE ${quoteName(name)} DROP COLUMN ${quote(column)};`,
    '-- and in its down, which computes the values again:',
    addAgain(name, column, table),
  ]);
}

function addAgain(name: QualifiedName, column: string, table: Table | undefined): string {
  const known = table?.columns.get(column);
  if (table && known?.known) return addColumnSql(table, known);
  return `ALTER TABLE ${quoteName(name)} ADD COLUMN ${quote(column)} …;`;
}

/** Whether the values of the column are nowhere once it is gone. */
function losesValues(change: DropColumn, context: ChangeContext): boolean {
  const { isNew, isNewColumn, tableOf } = context;
  if (isNew(change.table) || isNewColumn(change.table, change.column)) return false;
  const table = tableOf(change.table);
  if (change.ifExists && table?.partial === false && !table.columns.has(change.column)) return false;
  return table?.columns.get(change.column)?.generated === undefined && !isColumnKept(change, change.table, change.column, context);
}

/** The contract step that keeps the values, with its down. */
function keepingCopy(name: QualifiedName, columns: readonly string[], table: Table | undefined): string {
  const keys = primaryKey(table);
  const [only = '', ...others] = columns;
  const kept = { ...name, name: others.length > 0 ? `${name.name}_kept` : `${name.name}_${only}_kept` };
  const match = keys.map((key) => `k.${quote(key)} = t.${quote(key)}`).join(' AND ');
  const copied = [...new Set([...keys, ...columns])].map(quote).join(', ');
  return [
    `-- First ship code that no longer uses ${enumerate(columns.map((column) => `${displayName(name)}.${column}`))}. In a later release keep the values, then drop:`,
    `CREATE TABLE ${quoteName(kept)} AS SELECT ${copied} FROM ${quoteName(name)};`,
    contractComment,
    `ALTER TABLE ${quoteName(name)} ${columns.map((column) => `DROP COLUMN ${quote(column)}`).join(', ')};`,
    '-- and in its down:',
    ...columns.map((column) => addAgain(name, column, table)),
    fetchBack(quoteName(name), quoteName(kept), match, columns.map(quote)),
    `DROP TABLE ${quoteName(kept)};`,
  ].join('\n');
}

/** @param match how the rows of the table, `t`, are found in the copy, `k` */
function fetchBack(table: string, kept: string, match: string, columns: readonly string[]): string {
  if (isMySql()) return `UPDATE ${table} t JOIN ${kept} k ON ${match} SET ${columns.map((column) => `t.${column} = k.${column}`).join(', ')};`;
  return `UPDATE ${table} ${writtenDialect() === 'sqlite' ? 'AS ' : ''}t SET ${columns.map((column) => `${column} = k.${column}`).join(', ')} FROM ${kept} k WHERE ${match};`;
}

function primaryKey(table: Table | undefined): readonly string[] {
  for (const constraint of table?.constraints.values() ?? []) {
    if (constraint.type === 'primaryKey' && constraint.columns.length > 0) return constraint.columns;
  }
  return ['id'];
}
