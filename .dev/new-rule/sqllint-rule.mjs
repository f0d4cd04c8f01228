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

const on = { rules: { '${name}': 'error' } } as const;

describe('${name}', () => {
  it('TODO: reports the plain case', () => {
    expectReports(
      '${name}',
      {
        '0001_init.sql': 'CREATE TABLE parcels (id int);',
        '0002_drop.sql': '«DROP TABLE parcels»;',
      },
      [
        {
          message: 'Dropping table \`parcels\` TODO: what is wrong, in the names of the schema.',
          instead: ['-- TODO: what to write instead:', 'ALTER TABLE parcels …;'],
        },
      ],
      on,
    );
  });

  it('TODO: says nothing of the nearest case that is fine', () => {
    expectSilence('${name}', { '0001_init.sql': 'CREATE TABLE parcels (id int); DROP TABLE parcels;' }, on);
  });
});
`,

  page: ({ antipattern }) => page(antipattern, 'sql', 'DROP TABLE parcels;', 'CREATE TABLE parcels (id int);'),

  addToIndex(index, { name }) {
    const variable = toCamelCase(name);
    const withEntry = insertInOrder(index, /^\t\w+,$/, `\t${variable},`);
    return insertInOrder(withEntry, /^import \{ \w+ \} from '\.\/(?!rule\.ts).+';$/, `import { ${variable} } from './${name}.ts';`);
  },
};
