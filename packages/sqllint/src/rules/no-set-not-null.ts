import { notNullIsProven } from '../facts/postgres/constraint-locks.ts';
import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noSetNotNull = defineRule({
	name: 'no-set-not-null',
	antipattern: 'DP-05',
	severity: 'error',
	dialects: ['postgres'],
	recommended: true,
	docs: { description: 'Disallow SET NOT NULL before a validated CHECK makes its scan unnecessary' },
	changes: {
		setNotNull(change, { isNew, isNewColumn, schema, pgVersion }) {
			if (isNew(change.table) || isNewColumn(change.table, change.column)) return undefined;
			if (notNullIsProven(change, schema, pgVersion)) return undefined;
			const table = displayName(change.table);
			const constraint = quote(`${change.table.name}_${change.column}_not_null`);
			const column = quote(change.column);
			const name = quoteName(change.table);
			const added =
				pgVersion >= 18
					? [`ALTER TABLE ${name} ADD CONSTRAINT ${constraint} NOT NULL ${column} NOT VALID;`, `ALTER TABLE ${name} VALIDATE CONSTRAINT ${constraint};`]
					: [
							`ALTER TABLE ${name} ADD CONSTRAINT ${constraint} CHECK (${column} IS NOT NULL) NOT VALID;`,
							`ALTER TABLE ${name} VALIDATE CONSTRAINT ${constraint};`,
							...(pgVersion >= 12
								? [`ALTER TABLE ${name} ALTER COLUMN ${column} SET NOT NULL;`, `ALTER TABLE ${name} DROP CONSTRAINT ${constraint};`]
								: []),
						];
			return {
				message: `SET NOT NULL on \`${table}.${change.column}\` reads every row of \`${table}\` while it locks the table against reads and writes (ACCESS EXCLUSIVE).`,
				instead: ['-- Each in a transaction of its own; only the validation takes time, and it lets reads and writes through:', ...added].join('\n'),
			};
		},
	},
});
