import { tablesUsingType } from '../facts/postgres/relatives.ts';
import { displayName, keyOf } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { against, listOf, nameOfKey } from './lock-words.ts';
import { defineRule } from './rule.ts';

export const noDomainConstraint = defineRule({
  name: 'no-domain-constraint',
  antipattern: 'DP-05',
  severity: 'error',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow constraints on a domain that are checked in every table which uses it' },
  changes: {
    alterObject(change, { schema, sourceOf, statement }) {
      if (change.objectType !== 'domain') return undefined;
      const setsNotNull = change.aspect === 'not null' && change.value !== '';
      const addsCheck = change.aspect.startsWith('constraint') && change.notValid === false;
      if (!setsNotNull && !addsCheck) return undefined;
      const name = displayName(change.name);
      const known = schema.object('type', change.name);
      const used = tablesUsingType(schema, name).filter((table) => table.createdIn !== schema.migration && !table.temporary);
      // Where the migrations created the domain, they know the tables that use it.
      if (known && used.length === 0) return undefined;
      const tables = used.length === 0 ? 'every table that uses it' : listOf(used.map((table) => nameOfKey(keyOf(table))));
      return {
        message: `${setsNotNull ? 'SET NOT NULL' : 'A constraint'} on domain \`${name}\` reads ${tables} while locked ${against('SHARE')}.`,
        instead: addsCheck
          ? [
              '-- NOT VALID takes no lock on the tables; validate where writes can wait:',
              `${sourceOf(statement)} NOT VALID;`,
              `ALTER DOMAIN ${quoteName(change.name)} VALIDATE CONSTRAINT …;`,
            ].join('\n')
          : `-- A CHECK can be added without a lock on the tables:\nALTER DOMAIN ${quoteName(change.name)} ADD CHECK (VALUE IS NOT NULL) NOT VALID;`,
      };
    },
  },
});
