import { displayName } from '../schema/model.ts';
import { quote, quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const noJsonColumn = defineRule({
  name: 'no-json-column',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow adding a json column to a table whose rows code of the previous release compares' },
  changes: {
    addColumn({ table, column, ifNotExists }, { isNew, isFirst, tableOf, statement }) {
      if (column.type.name !== 'json' || isNew(table)) return undefined;
      if (ifNotExists && tableOf(table)?.columns.get(column.name)?.known === true) return undefined;
      const name = displayName(table);
      // One `ALTER TABLE` may add many, and says so once.
      if (!isFirst(`no-json-column ${String(statement.start)} ${name}`)) return undefined;
      const type = `jsonb${'[]'.repeat(column.type.dimensions)}`;
      return {
        message: `Values of type json cannot be compared: once \`${name}\` has column \`${column.name}\`, queries of the previous release that go over all its columns with DISTINCT, GROUP BY or UNION fail (“could not identify an equality operator for type json”).`,
        instead: `-- jsonb can be compared, and indexed:\nALTER TABLE ${quoteName(table)} ADD COLUMN ${quote(column.name)} ${type};`,
      };
    },
  },
});
