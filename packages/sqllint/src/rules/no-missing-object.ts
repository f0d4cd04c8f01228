import { dialectNames } from '../dialect-name.ts';
import type { ApplyProblem } from '../schema/apply.ts';
import { defineRule } from './rule.ts';

export const noMissingObject = defineRule({
	name: 'no-missing-object',
	antipattern: 'DP-05',
	severity: 'error',
	dialects: dialectNames,
	recommended: true,
	docs: { description: 'Disallow statements that fail on the schema that the earlier migrations make' },
	migration({ upProblems, migration, up }) {
		// What runs again and again meets another schema each time; what is not understood may have made the object.
		if (migration.repeatable === true || up.some(({ problem }) => problem !== undefined)) return undefined;
		const [first] = upProblems;
		if (!first) return undefined;
		return {
			message: `This statement stops with an error: ${reasonOf(first.problem)}. The deployment fails here, after the migrations before this one have been applied.`,
			range: { start: first.statement.start, end: first.statement.end },
		};
	},
});

function reasonOf({ kind, object }: ApplyProblem): string {
	switch (kind) {
		case 'missing':
			return `${object} does not exist at that point`;
		case 'exists':
			return `${object} exists already at that point`;
		case 'in use':
			return `it cannot drop ${object}`;
		case 'refused':
			return object;
	}
}
