import type { QualifiedName } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import type { Table } from '../schema/model.ts';
import { addColumnSql, quote, quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { canComeBack, isColumnKept } from './kept-copy.ts';
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
			// The values of a generated column can be computed again.
			const isGenerated = table?.columns.get(change.column)?.generated !== undefined;
			if (!isGenerated && isColumnKept(change, change.table, change.column, context)) {
				return {
					message: `Dropping column \`${name}\` breaks code of the previous release that still uses it, during the roll-out and again after a rollback of the code. Its values are kept.`,
					instead: afterRelease(name, [`ALTER TABLE ${quoteName(change.table)} DROP COLUMN ${quote(change.column)};`]),
					losesData: !canComeBack(change.table, context, change.column),
					breaksOldCode: true,
				};
			}
			return {
				message: isGenerated
					? `Dropping the generated column \`${name}\` breaks code of the previous release that still reads it.`
					: `Dropping column \`${name}\` deletes its values: a down migration can add the column again, but only empty. Code of the previous release that still uses it fails at once.`,
				instead: isGenerated
					? computingAgain(change.table, change.column, table)
					: keepingCopy(change.table, change.column, table),
				losesData: !isGenerated,
				breaksOldCode: true,
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

/** The contract step that keeps the values, with its down. */
function keepingCopy(name: QualifiedName, column: string, table: Table | undefined): string {
	const keys = primaryKey(table);
	const kept = { ...name, name: `${name.name}_${column}_kept` };
	const match = keys.map((key) => `k.${quote(key)} = t.${quote(key)}`).join(' AND ');
	return [
		`-- First ship code that no longer uses ${displayName(name)}.${column}. In a later release keep the values, then drop:`,
		`CREATE TABLE ${quoteName(kept)} AS SELECT ${[...keys, column].map(quote).join(', ')} FROM ${quoteName(name)};`,
		contractComment,
		`ALTER TABLE ${quoteName(name)} DROP COLUMN ${quote(column)};`,
		'-- and in its down:',
		addAgain(name, column, table),
		`UPDATE ${quoteName(name)} t SET ${quote(column)} = k.${quote(column)} FROM ${quoteName(kept)} k WHERE ${match};`,
		`DROP TABLE ${quoteName(kept)};`,
	].join('\n');
}

function primaryKey(table: Table | undefined): readonly string[] {
	for (const constraint of table?.constraints.values() ?? []) {
		if (constraint.type === 'primaryKey' && constraint.columns.length > 0) return constraint.columns;
	}
	return ['id'];
}
