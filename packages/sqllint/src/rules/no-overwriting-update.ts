import type { Expression, UpdateRows } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { columnsEmptyIn } from './empty-values.ts';
import type { ChangeContext } from './rule.ts';
import { defineRule } from './rule.ts';

export const noOverwritingUpdate = defineRule({
  name: 'no-overwriting-update',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow overwriting values that no down migration can bring back' },
  changes: {
    updateRows(change, context) {
      const lost = overwritten(change, context);
      if (lost.length === 0 || !context.isFirst(`${change.table.name} ${lost.join()}`)) return undefined;
      const table = displayName(change.table);
      const columns = lost.map((column) => `\`${table}.${column}\``).join(', ');
      const [first = ''] = lost;
      return {
        message: `This UPDATE overwrites ${columns}${change.hasWhere ? '' : ' in every row'}; the values before it are gone, and no down migration can bring them back.`,
        instead: [
          '-- Write to a new column and leave the old one as it is until no rollback needs it:',
          `ALTER TABLE ${quoteName(change.table)} ADD COLUMN ${quote(`${first}_new`)} …;`,
          `UPDATE ${quoteName(change.table)} SET ${quote(`${first}_new`)} = … WHERE ${quote(`${first}_new`)} IS NULL;`,
        ].join('\n'),
        losesData: true,
      };
    },
  },
});

/** Functions after which the value before cannot be told any more. */
const lossyFunctions = new Set(
  'lower upper initcap trim btrim ltrim rtrim substr substring left right md5 sha224 sha256 sha384 sha512 digest crypt hmac round floor ceil trunc date_trunc regexp_replace replace'.split(
    ' ',
  ),
);

/** Columns of the update that held values which nothing else keeps. */
function overwritten(change: UpdateRows, { isNew, isNewColumn, isKept, isWrittenByDown, tableOf }: ChangeContext): readonly string[] {
  if (isNew(change.table) || isKept(change.table)) return [];
  // Rows that migrations wrote, found by their key: the history tells what was in them.
  if (tableOf(change.table)?.seeded === true && change.onlyWhereConstant.length > 0) return [];
  const empty = columnsEmptyIn(change.where ?? '');
  return change.columns.filter((column) => {
    // Filling what was empty can be undone: the backfill of an expand step.
    if (isNewColumn(change.table, column) || change.onlyWhereNull.includes(column)) return false;
    // The condition itself says what was there.
    if (change.onlyWhereConstant.includes(column) || empty.includes(column) || isWrittenByDown(change.table, column)) return false;
    const value = change.values.find((assignment) => assignment.column === column)?.value;
    if ((isOwnVersion(change.table.name, column) || isVersionRow(change.where)) && value?.constant !== undefined) return false;
    return value === undefined || losesValue(column, value, change);
  });
}

/** Where a history notes how far it has come: the number before is that of the migration before. */
function isOwnVersion(table: string, column: string): boolean {
  return /version$/iu.test(column) && /^(?:\w*_)?(?:schema|db|database|migrations?)_?(?:versions?|info|migrations?)?$|^versions?$/iu.test(table);
}

/** `WHERE property = 'version'`: the same, in a table of settings. */
function isVersionRow(where = ''): boolean {
  return /^\s*[\w."\x60]+\s*=\s*'(?:\w*[_-])?(?:(?:schema|db|database|migration)[_-]?)?version'\s*$/iu.test(where);
}

function losesValue(column: string, value: Expression, change: UpdateRows): boolean {
  // `updated_at = now()` is bookkeeping.
  if (value.key === 'call now{}') return false;
  if (isOfAnotherTable(column, value, change)) return true;
  // A value made from the column itself keeps it, unless a function is known to drop part of it.
  if (value.columns.includes(column)) return value.functions.some((name) => lossyFunctions.has(name));
  return true;
}

/** `SET total = fresh.total`: a column of the same name, from what the update joins. */
function isOfAnotherTable(column: string, { text, columns }: Expression, { from, table, alias }: UpdateRows): boolean {
  if (from === undefined || columns.length !== 1 || columns[0] !== column) return false;
  const [, qualifier] = /^"?(\w+)"?\."?\w+"?$/u.exec(text.trim()) ?? [];
  return qualifier !== undefined && qualifier.toLowerCase() !== (alias ?? table.name).toLowerCase();
}
