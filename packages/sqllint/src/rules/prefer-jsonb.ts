import { defineRule } from './rule.ts';
import { preferringTypes } from './type-preference.ts';

export const preferJsonb = defineRule({
  name: 'prefer-jsonb',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Require jsonb instead of json, which can be neither compared nor indexed' },
  changes: preferringTypes({
    isMeant: ({ type }) => type.name === 'json',
    because: 'it has no equality, so that DISTINCT, GROUP BY and UNION over it fail, and no index on what is in it',
    instead: ({ type }) => `jsonb${'[]'.repeat(type.dimensions)}`,
    alsoChanged: true,
  }),
});
