import type { ControlTransaction } from '../changes.ts';
import { dialectNames } from '../dialect-name.ts';
import { defineRule } from './rule.ts';

export const noNestedTransaction = defineRule({
	name: 'no-nested-transaction',
	antipattern: 'DP-05',
	severity: 'error',
	dialects: dialectNames,
	recommended: true,
	docs: { description: 'Disallow BEGIN and COMMIT in a migration that its runner wraps in a transaction' },
	changes: {
		controlTransaction(change, { migration, isFirst, outsideTransaction }) {
			const ends = change.action === 'commit' || change.action === 'rollback';
			if (migration.up.transaction !== 'wrapped' || (change.action !== 'begin' && !ends)) return undefined;
			if (!isFirst('no-nested-transaction')) return undefined;
			return {
				message: messages[change.action === 'begin' ? 'begin' : change.action === 'commit' ? 'commit' : 'rollback'],
				instead: `Take ${word(change.action)} out: the runner opens the transaction and ends it.${outsideTransaction === undefined ? '' : ` Or have it open none: ${outsideTransaction.charAt(0).toLowerCase()}${outsideTransaction.slice(1)}.`}`,
			};
		},
	},
});

const messages = {
	begin:
		'The runner has opened a transaction already, and transactions do not nest: the server only warns about this BEGIN, and the next COMMIT ends the transaction of the runner. If something fails after that, half of the migration stays and has to be mended by hand.',
	commit:
		'This COMMIT ends the transaction that the runner opened. If something fails after it, half of the migration stays and has to be mended by hand, and the runner does not know which half.',
	rollback:
		'This ROLLBACK ends the transaction that the runner opened and undoes what the migration has done; the runner records it as applied all the same.',
} as const;

function word(action: ControlTransaction['action']): string {
	return action === 'begin' ? 'BEGIN and COMMIT' : action.toUpperCase();
}
