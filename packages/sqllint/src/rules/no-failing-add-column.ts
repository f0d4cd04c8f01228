import type { AddColumn } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { refusedAddition } from '../schema/sqlite-refusals.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { foreignKeysAre } from './foreign-keys.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noFailingAddColumn = defineRule({
  name: 'no-failing-add-column',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['sqlite'],
  recommended: true,
  docs: { description: 'Disallow adding a column in a way that SQLite refuses as soon as the table has rows' },
  changes: {
    addColumn(change, context) {
      // What a rebuild adds is written by its own SELECT.
      if (context.isNew(change.table) || !context.statement.changes.includes(change)) return undefined;
      const refusal = refusedAddition(change.column, foreignKeysAre(context) !== 'off');
      return refusal === undefined || refusal.isAlways ? undefined : report(change, refusal.reason, context);
    },
  },
});

function report(change: AddColumn, reason: string, { tableOf }: ChangeContext): Report {
  const { column, table } = change;
  const name = `${displayName(table)}.${column.name}`;
  // SQLite ran the statement where the table was empty, as on a developer's machine.
  const seeded = tableOf(table)?.seeded === true ? ', and the migrations themselves have put rows into it' : '';
  return {
    message: `Adding \`${name}\` works on an empty table and stops with an error on one that has rows${seeded}: ${reason}.`,
    instead: insteadOf(change),
    breaksOldCode: column.notNull && !column.default && !column.generated,
  };
}

function insteadOf({ column, table }: AddColumn): string {
  const add = `ALTER TABLE ${quoteName(table)} ADD COLUMN ${quote(column.name)} ${column.type.text}`.trimEnd();
  if (column.generated) return `${add} GENERATED ALWAYS AS (${column.generated.expression.text}) VIRTUAL;`;
  if (column.default && !column.constraints.some(({ type }) => type === 'foreignKey')) {
    return [`${add};`, `UPDATE ${quoteName(table)} SET ${quote(column.name)} = ${column.default.text};`, '-- and let the code write it; for a default that is computed, the table has to be rebuilt.'].join('\n');
  }
  if (column.default) return [`${add} …;`, `UPDATE ${quoteName(table)} SET ${quote(column.name)} = ${column.default.text};`].join('\n');
  return [`-- With a constant for the rows that are there:`, `${add} NOT NULL DEFAULT …;`, '-- or without NOT NULL.'].join('\n');
}
