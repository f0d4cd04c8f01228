import { defineRule } from './rule.ts';
import { preferringTypes } from './type-preference.ts';

export const preferTimestamptz = defineRule({
  name: 'prefer-timestamptz',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Require timestamps to have a time zone, so that every session reads the same moment' },
  changes: preferringTypes({
    isMeant: ({ type }) => type.name === 'timestamp',
    because: 'which moment a value means depends on the session that reads it, and changing the type later rewrites the table wherever the time zone of that session is not UTC',
    instead: ({ type }) => `timestamptz${type.modifiers.length > 0 ? `(${type.modifiers.join()})` : ''}${'[]'.repeat(type.dimensions)}`,
    alsoChanged: true,
  }),
});
