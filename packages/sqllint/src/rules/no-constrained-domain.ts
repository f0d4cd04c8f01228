import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noConstrainedDomain = defineRule({
  name: 'no-constrained-domain',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Disallow domains with constraints, which rewrite a table for every new column and lock all tables when they change' },
  changes: {
    createObject(change) {
      if (change.objectType !== 'domain' || change.constrained !== true) return undefined;
      const name = displayName(change.name);
      return {
        message: `Domain \`${name}\` has constraints: adding a column of it rewrites the table, even without a default, and changing one checks every table that uses it under a lock against writes.`,
        instead: `-- Leave the domain without, or do without the domain, and give the condition to each table:\nCREATE DOMAIN ${quoteName(change.name)} AS ${change.baseType?.text ?? '…'};\nALTER TABLE … ADD CHECK (…) NOT VALID;`,
      };
    },
  },
});
