import { insertInOrder, toCamelCase } from './names.mjs';
import { page } from './page.mjs';

/** @type {import('../new-rule.mjs').Kind} */
export const eslintRule = {
  folder: 'packages/eslint-plugin',

  source: ({ name, antipattern }) => `import type { TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';

type Options = readonly [Readonly<Record<string, never>>];
type MessageId = 'found';

export default createRule<MessageId, Options>({
  name: '${name}',
  antipattern: '${antipattern}',
  type: 'problem',
  docs: {
    description: 'Disallow TODO',
    // In the recommended config only once its precision has been measured on real code.
    recommended: false,
  },
  messages: {
    found: '\`{{name}}\` TODO: what is wrong here, in the names of this code. TODO: what to write instead.',
  },
  schema: [{ type: 'object', properties: {}, additionalProperties: false }],
  defaultOptions: [{}],
  create(context) {
    return {
      CallExpression(node) {
        const name = findName(node);
        if (name !== undefined) context.report({ node, messageId: 'found', data: { name } });
      },
    };
  },
});

/** TODO: what the rule looks for. This finds calls of \`todo\`. */
function findName({ callee }: TSESTree.CallExpression): string | undefined {
  return callee.type === 'Identifier' && callee.name === 'todo' ? callee.name : undefined;
}
`,

  test: ({ name }) => `import rule from '../../src/rules/${name}.ts';
import { unmark } from '../marked-code.ts';
import { testRule } from '../rule-tester.ts';

const message = '\`todo\` TODO: what is wrong here, in the names of this code. TODO: what to write instead.';

/** A case in which «…» marks every place that is reported. */
function reported(name: string, marked: string) {
  const { code, locations } = unmark(marked);
  return { name, code, errors: locations.map((location) => ({ message, ...location })) };
}

testRule(rule, {
  invalid: [reported('TODO: the plain case', '«todo()»')],
  valid: [
    // Beside every case above, the nearest one that is fine.
    { name: 'TODO: a method of the same name', code: 'list.todo()' },
  ],
});
`,

  page: () => page({ fence: 'ts', incorrect: 'todo();', correct: 'list.todo();' }),

  addToIndex(index, { name }) {
    const withEntry = insertInOrder(index, /^ {2}'.+': \w+,$/, `  '${name}': ${toCamelCase(name)},`);
    return insertInOrder(withEntry, /^import \w+ from '\.\/.+';$/, `import ${toCamelCase(name)} from './${name}.ts';`);
  },
};
