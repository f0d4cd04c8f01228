import { conversion } from '../facts/postgres/type-changes.ts';
import { visibleChange } from '../facts/postgres/type-families.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noLossyTypeChange = defineRule({
	name: 'no-lossy-type-change',
	antipattern: 'DP-01',
	severity: 'error',
	dialects: ['postgres', 'mysql', 'mariadb'],
	recommended: true,
	docs: { description: 'Disallow changing a column to a type that cannot hold every value it has' },
	changes: {
		alterColumnType(change, { isNew, isNewColumn, tableOf }) {
			if (isNew(change.table) || isNewColumn(change.table, change.column)) return undefined;
			const from = tableOf(change.table)?.columns.get(change.column)?.type;
			if (conversion(from, change.type) !== 'lossy' || !from) return undefined;
			const name = `${displayName(change.table)}.${change.column}`;
			const added = quote(`${change.column}_new`);
			const converted = change.using?.text ?? `${quote(change.column)}::${change.type.text}`;
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
