import js from '@eslint/js';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

import { loadOwnPlugin } from './eslint/own-plugin.js';
import { repositoryPlugin } from './eslint/plugin.js';
import { layeredFolders } from './layers.js';
import { root } from './run/root.mjs';

const delivery = await loadOwnPlugin();

const typescript = ['packages/*/{src,test}/**/*.ts', '.dev/**/*.ts'];
const javascript = ['.dev/**/*.{js,mjs}'];

export default defineConfig(
  {
    name: 'repository/ignored',
    // The examples are full of what our rules report, on purpose; “npm start” lints them with a configuration of their own.
    ignores: ['**/dist/', '.cache/', 'coverage/', 'examples/', '**/test/fixtures/', '.dev/ci/smoke-project/'],
  },
  {
    name: 'repository/all',
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    plugins: { repository: repositoryPlugin },
    rules: {
      'repository/directive-reason': 'error',
      'repository/file-names': 'error',
    },
  },
  {
    name: 'repository/types',
    files: [...typescript, ...javascript],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      eqeqeq: 'error',
      // Escape sequences are what a terminal is told with.
      'no-control-regex': 'off',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Contexts are handed over as interfaces and taken apart by those who use them; what they hold does not ask for `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Our own code has no enums, and typescript-eslint's are compared with strings, which TypeScript checks as well.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // What nothing is done about is often right, and a function may be async because its interface is.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    name: 'repository/javascript',
    files: javascript,
    rules: {
      // tsc knows which names exist.
      'no-undef': 'off',
      // What comes from JSON.parse or a catch is `any`, and a JSDoc cast is no safer; tsc checks these files as well.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
    },
  },
  {
    name: 'repository/sources',
    files: ['packages/*/src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'repository/assertion-reason': 'error',
      'no-restricted-globals': ['error', { name: 'process', message: 'Only cli/ knows that there is a process.' }],
    },
  },
  layeredFolders.map((table) => ({
    name: `repository/layers of ${table.folder}`,
    files: [`${table.folder}/**/*.ts`],
    rules: { 'repository/layer-imports': /** @type {const} */ (['error', table]) },
  })),
  {
    name: 'repository/command',
    files: ['packages/{sqllint,eslint-plugin}/src/cli/**/*.ts'],
    rules: { 'no-console': 'off', 'no-restricted-globals': 'off' },
  },
  {
    name: 'repository/surroundings',
    // What asks git and the machine, for all the others.
    files: ['packages/sqllint/src/git/**/*.ts', 'packages/eslint-plugin/src/project/**/*.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    name: 'repository/eslint-rules',
    files: ['packages/eslint-plugin/src/rules/**/*.ts', '.dev/eslint/**/*.js'],
    extends: [eslintPlugin.configs.recommended],
    rules: {
      'eslint-plugin/require-meta-docs-description': ['error', { pattern: '^(Disallow|Enforce|Prefer|Require) ' }],
    },
  },
  {
    name: 'repository/eslint-rules made by createRule',
    files: ['packages/eslint-plugin/src/rules/**/*.ts'],
    // `createRule` puts these into `meta`, and its type requires what it is made of.
    rules: {
      'eslint-plugin/prefer-message-ids': 'off',
      'eslint-plugin/require-meta-default-options': 'off',
      'eslint-plugin/require-meta-docs-description': 'off',
      'eslint-plugin/require-meta-fixable': 'off',
      'eslint-plugin/require-meta-has-suggestions': 'off',
      'eslint-plugin/require-meta-schema': 'off',
      'eslint-plugin/require-meta-type': 'off',
    },
  },
  {
    name: 'repository/own-plugin',
    files: ['packages/*/src/**/*.ts', '.dev/**/*.{js,mjs,ts}'],
    plugins: { delivery },
    rules: recommendedRules(),
  },
);

/** The rules of our recommended preset, for files that we choose ourselves. */
function recommendedRules() {
  return Object.assign({}, ...delivery.configs.recommended.map(({ rules = {} }) => rules));
}
