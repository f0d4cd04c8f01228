import { dialectNames } from '../dialect-name.ts';
import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { contractComment } from './contract-step.ts';
import { isCreatedAgain } from './created-again.ts';
import { defineRule } from './rule.ts';

export const noDropView = defineRule({
	name: 'no-drop-view',
	antipattern: 'DP-01',
	severity: 'warn',
	dialects: dialectNames,
	recommended: true,
	docs: { description: 'Disallow dropping a view that code of the previous release still reads' },
	changes: {
		dropObject(change, context) {
			if (change.objectType !== 'view' || context.isNewObject(change) || isCreatedAgain(change, context)) return undefined;
			// `DROP VIEW IF EXISTS` of one that no migration made may meet none.
			if (change.ifExists && !context.objectOf(change)) return undefined;
			const name = displayName(change.name);
			return {
				message: `Dropping view \`${name}\` breaks code of the previous release that still reads it, during the roll-out and again after a rollback of the code.`,
				instead: `-- Ship code that no longer reads ${name}, and drop it in a later release:\n${contractComment}\nDROP VIEW ${quoteName(change.name)};`,
				breaksOldCode: true,
			};
		},
	},
});
