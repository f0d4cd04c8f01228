import { displayName } from '../schema/model.ts';
import { defineRule } from './rule.ts';

export const requireConcurrentIndex = defineRule({
	name: 'require-concurrent-index',
	antipattern: 'DP-05',
	severity: 'error',
	dialects: ['postgres'],
	recommended: true,
	docs: { description: 'Require indexes on existing tables to be built CONCURRENTLY, so that writes go on' },
	changes: {
		createIndex(change, { isNew, tableOf, schema, statement, sourceOf, outsideTransaction, inTransaction }) {
			if (change.concurrently || change.only || isNew(change.table)) return undefined;
			// The server has no CONCURRENTLY for the parent of partitions; its indexes are a story of their own.
			if (tableOf(change.table)?.partitionBy !== undefined) return undefined;
			if (schema.object('relation', change.table)?.objectType === 'materialized view') return undefined;
			const table = displayName(change.table);
			const concurrent = sourceOf(statement).replace(/\bindex\b/iu, (word) => `${word} ${matchCase('CONCURRENTLY', word)}`);
			const how = inTransaction === false ? undefined : outsideTransaction;
			const alone = `-- ${how ?? 'Put the statement into a migration of its own, outside a transaction'}:`;
			return {
				message: `Building this index locks \`${table}\` against writes (SHARE lock) until every row has been read.`,
				instead: `${alone}\n${concurrent};`,
			};
		},
	},
});

function matchCase(word: string, like: string): string {
	return like === like.toLowerCase() ? word.toLowerCase() : word;
}
