import { quote } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';
import { preferringTypes } from './type-preference.ts';

export const preferText = defineRule({
  name: 'prefer-text',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: false,
  docs: { description: 'Require text instead of types with a length, which is hard to change later' },
  changes: preferringTypes({
    isMeant: ({ type }) => type.name === 'bpchar' || (type.name === 'varchar' && type.modifiers.length > 0),
    because: 'a length is hard to change, as lowering it rewrites the table under a lock against reads and writes, and a fixed one pads every value with blanks',
    instead: ({ name, type }) =>
      type.modifiers.length === 0 || type.dimensions > 0 ? `text${'[]'.repeat(type.dimensions)}` : `text CHECK (length(${quote(name)}) <= ${type.modifiers.join()})`,
    alsoChanged: true,
  }),
});
