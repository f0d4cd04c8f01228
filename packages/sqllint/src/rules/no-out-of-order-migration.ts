import { dialectNames } from '../dialect-name.ts';
import { defineRule } from './rule.ts';

export const noOutOfOrderMigration = defineRule({
  name: 'no-out-of-order-migration',
  antipattern: 'DP-09',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  needs: 'shipped',
  docs: { description: 'Disallow a new migration that comes before one that has shipped' },
  migration({ migration, shippedAfter }) {
    if (shippedAfter === undefined || migration.repeatable === true) return undefined;
    return {
      message: `Migration \`${migration.id}\` is new and comes before \`${shippedAfter}\`, which has shipped. Databases that ran that one skip this one, run it late or refuse it, as the runner has it; new databases run it first. So the schema depends on when a database was made.`,
      instead: `Give it a version behind \`${shippedAfter}\`.`,
    };
  },
});
