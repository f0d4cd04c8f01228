import type { UpdateRows } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import type { ChangeContext } from './rule.ts';
import { defineRule } from './rule.ts';

export const noOverwritingUpdate = defineRule({
	name: 'no-overwriting-update',
	antipattern: 'DP-01',
	severity: 'warn',
	dialects: ['postgres'],
	recommended: true,
	docs: { description: 'Disallow overwriting values that no down migration can bring back' },
	changes: {
		updateRows(change, context) {
			const lost = overwritten(change, context);
			if (lost.length === 0) return undefined;
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

/** Columns of the update that held values which nothing else keeps. */
function overwritten(change: UpdateRows, { isNew, isNewColumn, isKept }: ChangeContext): readonly string[] {
	if (isNew(change.table) || isKept(change.table)) return [];
	return change.columns.filter((column) => {
		// Filling what was empty can be undone: the backfill of an expand step.
		if (isNewColumn(change.table, column) || change.onlyWhereNull.includes(column)) return false;
		const value = change.values.find((assignment) => assignment.column === column)?.value;
		// `SET c = c` and its kin keep the value; touching a row fires triggers and loses nothing.
		return !(value && value.columns.length === 1 && value.columns[0] === column && value.key === `«${column}»`);
	});
}
