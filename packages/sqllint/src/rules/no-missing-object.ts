import { dialectNames } from '../dialect-name.ts';
import { reasonOf } from './refusal-reason.ts';
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
