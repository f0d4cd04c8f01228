import { defineRule } from './rule.ts';

export const downFails = defineRule({
	name: 'down-fails',
	antipattern: 'DP-01',
	severity: 'error',
	dialects: ['postgres'],
	recommended: true,
	docs: { description: 'Require the down migration to run on the schema that the up leaves behind' },
	migration({ downProblems }) {
		const [first] = downProblems;
		if (!first) return undefined;
		const { problem, statement } = first;
		const reason = {
			missing: `${problem.object} does not exist at that point`,
			exists: `${problem.object} exists already at that point`,
			'in use': `it cannot drop ${problem.object}`,
		}[problem.kind];
		return {
			message: `This down stops with an error: ${reason}. A rollback would fail half-way or not start at all.`,
			script: 'down',
			rollback: 'impossible',
			range: { start: statement.start, end: statement.end },
		};
	},
});
