import { dialectNames } from '../dialect-name.ts';
import { defineRule } from './rule.ts';

export const requireDown = defineRule({
  name: 'require-down',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Require a down migration for every change of the schema, where the runner has downs' },
  migration({ migration, hasDowns, leavesDownsOut, changesSchema, down }) {
    // Of a whole history that goes forward only, one finding says as much as hundreds.
    if (leavesDownsOut === 'later') return undefined;
    if (leavesDownsOut === 'first of the history') {
      return {
        message: 'None of the migrations here has a down: if a deployment goes wrong, no command takes it back.',
        instead: 'Write one beside each new migration, while it is known what the schema was before; sqllint down writes a first draft. A team that only goes forward switches this rule off.',
      };
    }
    if (!hasDowns || !changesSchema || migration.repeatable === true) return undefined;
    if (down === undefined) {
      return {
        message: `Migration ${migration.id} changes the schema and has no down: if the deployment goes wrong, no command takes it back.`,
        instead: 'Write the down beside it, while it is known what the schema was before.',
      };
    }
    const isEmpty = down.every((statement) => statement.changes.every((change) => change.kind === 'noEffect'));
    if (!isEmpty) return undefined;
    return {
      message: `The down of migration ${migration.id} does nothing, while its up changes the schema: a rollback reports success and leaves the new schema in place.`,
      script: 'down',
    };
  },
});
