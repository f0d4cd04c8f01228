import { displayName } from '../schema/model.ts';
import { literal } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import { defineRule } from './rule.ts';

export const noEnumValue = defineRule({
  name: 'no-enum-value',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow adding values to an enum, which PostgreSQL cannot take away again' },
  changes: {
    addEnumValue(change, { isNewObject, isFirst, migration, hasDowns, changes, schema }) {
      // A down that is there is compared with the up, and says the same; one that is missing is reported as such.
      if (hasDowns || migration.down || isNewObject({ objectType: 'enum', name: change.name })) return undefined;
      const key = schema.resolve('type', change.name);
      if (!isFirst(`no-enum-value ${key}`)) return undefined;
      const added = changes.filter((other) => other.kind === 'addEnumValue').filter(({ name }) => schema.resolve('type', name) === key);
      const values = enumerate(added.map(({ value }) => `\`${literal(value)}\``));
      const it = added.length > 1 ? 'them' : 'it';
      return {
        message: `${values} in enum \`${displayName(change.name)}\` cannot be undone: PostgreSQL has no statement that takes a value out of an enum. Code of the previous release may read ${it} without knowing ${it}.`,
        instead: '-- Ship code that can read the new value first. Where values come and go, a lookup table with a foreign key can give them back:\nINSERT INTO … (name) VALUES …;',
      };
    },
  },
});
