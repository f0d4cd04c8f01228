// @ts-check
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../run/root.mjs';

const maxBytes = 1_000_000;

/**
 * @typedef {object} Found
 * @property {string} file
 * @property {number} line
 * @property {string} rule
 * @property {string} message
 */

/**
 * Makes a function that lints files with some rules.
 *
 * @param {readonly string[]} rules names, each with its options as JSON behind a colon if there are any
 * @param {object} settings `settings.delivery`
 * @param {RegExp} containing what a file has to hold to be linted
 * @returns {Promise<(folder: string, files: readonly string[]) => Found[]>}
 */
export async function makeLint(rules, settings, containing) {
  const require = createRequire(inRoot('packages/eslint-plugin/package.json'));
  const load = (/** @type {string} */ name) => import(pathToFileURL(require.resolve(name)).href);
  const [{ Linter }, parser, { default: yml }, { default: json }] = await Promise.all([load('eslint'), load('@typescript-eslint/parser'), load('eslint-plugin-yml'), load('@eslint/json')]);
  const { default: plugin } = await import(inRoot('packages/eslint-plugin/dist/sql.js'));
  // Which databases a project has, the entry tells by the folder that it is loaded in.
  const { loadedDialects } = await import(inRoot('packages/eslint-plugin/dist/sql/loaded-dialects.js'));
  await loadedDialects.load(['postgres', 'mysql', 'mariadb', 'sqlite']);
  const { lookAgain } = await import(inRoot('packages/eslint-plugin/dist/project/text-index.js'));
  const chosen = Object.fromEntries(
    rules.map((given) => {
      const [, name = '', options] = /^([\w-]+)(?::(.*))?$/su.exec(given) ?? [];
      if (!(name in plugin.rules)) throw new Error(`There is no rule ${name}.`);
      return [name, ['error', ...(options ? [JSON.parse(options)] : [])]];
    }),
  );
  const of = (/** @type {string} */ language) => Object.fromEntries(Object.entries(chosen).filter(([name]) => (plugin.rules[name].meta.languages ?? ['js/js']).some((/** @type {string} */ known) => known === language || known === '*')).map(([name, value]) => [`delivery/${name}`, value]));
  const config = [
    { plugins: { delivery: plugin }, settings: { delivery: settings }, linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
    { files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'], languageOptions: { parser }, rules: of('js/js') },
    { files: ['**/*.{yml,yaml}'], plugins: { yml }, language: 'yml/yaml', rules: of('yml/yaml') },
    { files: ['**/*.json'], plugins: { json }, language: 'json/jsonc', rules: of('json/jsonc') },
    { files: ['**/.env*', '**/*.env'], language: 'delivery/dotenv', rules: of('delivery/dotenv') },
    { files: ['**/*.{graphql,graphqls,gql}'], language: 'delivery/text', rules: of('delivery/text') },
    { files: ['**/*.sql'], language: 'delivery/sql', rules: of('delivery/sql') },
  ];
  return (folder, files) => {
    lookAgain();
    const linter = new Linter({ cwd: folder });
    return files.flatMap((file) => {
      const path = join(folder, file);
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? Number.POSITIVE_INFINITY;
      if (size > maxBytes) return [];
      const text = readFileSync(path, 'utf8');
      if (!containing.test(text)) return [];
      /** @type {import('eslint').Linter.LintMessage[]} */
      const messages = linter.verify(text, config, { filename: path });
      return messages.filter(({ fatal, ruleId }) => !fatal && ruleId !== null).map(({ line, ruleId, message }) => ({ file, line, rule: ruleId ?? '', message }));
    });
  };
}
