import { losesCharacters } from '../facts/mysql/type-changes.ts';
import { visibleChange } from '../facts/postgres/type-families.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { isLossy } from './lossy-conversion.ts';
import { defineRule } from './rule.ts';

export const noLossyTypeChange = defineRule({
  name: 'no-lossy-type-change',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: ['postgres', 'mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow changing a column to a type that cannot hold every value it has' },
  changes: {
    convertCharacterSet(change, { isNew, tableOf }) {
      const table = tableOf(change.table);
      const from = table?.aspects.get('option character set');
      if (isNew(change.table) || from === undefined || !losesCharacters(from, change.characterSet)) return undefined;
      return {
        message: `Converting \`${displayName(change.table)}\` from ${from} to ${change.characterSet} fails on characters that ${change.characterSet} does not have, or makes question marks of them.`,
        losesData: true,
      };
    },
    alterColumnType(change, context) {
      const { isNew, isNewColumn, tableOf, dialect } = context;
      if (isNew(change.table) || isNewColumn(change.table, change.column)) return undefined;
      const from = tableOf(change.table)?.columns.get(change.column)?.type;
      if (!from || !isLossy(change, context)) return undefined;
      const name = `${displayName(change.table)}.${change.column}`;
      const added = quote(`${change.column}_new`);
      const converted = change.using?.text ?? (dialect === 'postgres' ? `${quote(change.column)}::${change.type.text}` : quote(change.column));
      return {
        message: `Changing \`${name}\` from ${from.text} to ${change.type.text} loses what the new type cannot hold, or fails on it; going back does not restore the values.`,
        instead: [
          '-- Add a column of the new type, fill it, move the code over, and drop the old one in a later release:',
          `ALTER TABLE ${quoteName(change.table)} ADD COLUMN ${added} ${change.type.text};`,
          `UPDATE ${quoteName(change.table)} SET ${added} = ${converted} WHERE ${added} IS NULL;`,
        ].join('\n'),
        losesData: true,
        ...(visibleChange(from, change.type) === 'other' ? { breaksOldCode: true } : {}),
      };
    },
  },
});
