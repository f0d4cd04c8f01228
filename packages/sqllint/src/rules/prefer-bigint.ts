import { defineRule } from './rule.ts';
import { preferringTypes } from './type-preference.ts';

export const preferBigint = defineRule({
  name: 'prefer-bigint',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Require integers of 64 bits, as making one wider later rewrites its table' },
  changes: preferringTypes({
    isMeant: ({ type }) => type.name === 'int4' || type.name === 'int2',
    because: 'where such a number counts rows it runs out, and making the column wider then rewrites the table under a lock against reads and writes',
    instead: ({ type, serial }) => `${serial ? 'bigserial' : 'bigint'}${'[]'.repeat(type.dimensions)}`,
    alsoChanged: true,
  }),
});
