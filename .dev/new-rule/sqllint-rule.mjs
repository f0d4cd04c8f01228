import { insertInOrder, toCamelCase } from './names.mjs';
import { page } from './page.mjs';

/** @type {import('../new-rule.mjs').Kind} */
export const sqllintRule = {
  folder: 'packages/sqllint',

  source: ({ name, antipattern }) => `import { displayName } from '../schema/model.ts';
import { quoteName } from '../schema/write-sql.ts';
import { defineRule } from './rule.ts';

export const ${toCamelCase(name)} = defineRule({
  name: '${name}',
  antipattern: '${antipattern}',
  severity: 'error',
  dialects: ['postgres'],
  // On without configuration only once its precision has been measured on real migrations.
  recommended: false,
  docs: { description: 'Disallow TODO' },
  changes: {
    // TODO: the changes that it looks at; ../changes.ts has all of them. What a migration created itself is exempt.
    dropTable(change, { isNew }) {
      if (isNew(change.table)) return undefined;
      return {
        message: \`Dropping table \\\`\${displayName(change.table)}\\\` TODO: what is wrong, in the names of the schema.\`,
        instead: \`-- TODO: what to write instead:\\nALTER TABLE \${quoteName(change.table)} …;\`,
      };
    },
  },
});
`,

  test: ({ name }) => `import { describe, it } from 'vitest';

import { expectReports, expectSilence } from '../migrations-of.ts';

const rule = '${name}';
const on = { rules: { [rule]: 'error' } } as const;
const init = 'CREATE TABLE parcels (id bigint PRIMARY KEY);';

describe('${name} reports', () => {
  it('TODO: the plain case', () => {
    const report = {
      message: 'Dropping table \`parcels\` TODO: what is wrong, in the names of the schema.',
      instead: ['-- TODO: what to write instead:', 'ALTER TABLE parcels …;'],
    };
    expectReports(rule, { '0001_init.sql': init, '0002_drop.sql': '«DROP TABLE parcels»;' }, [report], on);
  });
});

describe('${name} ignores', () => {
  it('TODO: beside every case above, the nearest one that is fine', () => {
    expectSilence(rule, { '0001_init.sql': \`\${init} DROP TABLE parcels;\` }, on);
  });
});
`,

  page: ({ name }) =>
    page({
      fence: 'sql',
      options: JSON.stringify({ rules: { [name]: 'error' } }),
      incorrect: 'DROP TABLE parcels;',
      correct: 'CREATE TEMPORARY TABLE parcels (id int);\nDROP TABLE parcels;',
    }),

  addToIndex(index, { name }) {
    const variable = toCamelCase(name);
    const withEntry = insertInOrder(index, /^ {2}\w+,$/, `  ${variable},`);
    return insertInOrder(withEntry, /^import \{ \w+ \} from '\.\/(?!rule\.ts).+';$/, `import { ${variable} } from './${name}.ts';`);
  },
};
