import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noDropTable = defineRule({
	name: 'no-drop-table',
	antipattern: 'DP-01',
	severity: 'error',
	dialects: ['postgres'],
	recommended: true,
	docs: { description: 'Disallow dropping a table, whose rows no down migration can bring back' },
	changes: {
		dropTable(change, { isNew, tableOf, createsTable }) {
			if (isNew(change.table)) return undefined;
			// `DROP TABLE IF EXISTS x; CREATE TABLE x` opens the first migration of many histories.
			if (change.ifExists && !tableOf(change.table) && createsTable(change.table)) return undefined;
			const name = displayName(change.table);
			const parked = quote(`${change.table.name}_dropped`);
			return {
				message: `Dropping table \`${name}\` deletes its rows: a down migration can create the table again, but only empty. Code of the previous release that still uses it fails at once.`,
				instead: [
					`-- First ship code that no longer uses ${name}. Then park the table; this can be undone:`,
					`ALTER TABLE ${quoteName(change.table)} RENAME TO ${parked};`,
					'-- Drop it in a later release, when no rollback needs it and a dump is kept.',
				].join('\n'),
				losesData: true,
				breaksOldCode: true,
			};
		},
	},
});
