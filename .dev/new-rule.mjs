// Writes the files of a new rule: npm run new-rule -- <sqllint|eslint> <rule-name> <DP-0n>
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { eslintRule } from './new-rule/eslint-rule.mjs';
import { sqllintRule } from './new-rule/sqllint-rule.mjs';
import { inRoot } from './run/root.mjs';
import { failure } from './run/terminal.mjs';

/**
 * @typedef {{ name: string, antipattern: string }} NewRule
 *
 * @typedef {object} Kind where the rules of a package are, and what a new one consists of
 * @property {string} folder
 * @property {(rule: NewRule) => string} source
 * @property {(rule: NewRule) => string} test
 * @property {(rule: NewRule) => string} page
 * @property {(index: string, rule: NewRule) => string} addToIndex takes and gives the text of src/rules/index.ts
 */

/** @type {Record<string, Kind>} */
const kinds = { sqllint: sqllintRule, eslint: eslintRule };

const [kindName = '', name = '', antipattern = '', ...rest] = process.argv.slice(2);
const kind = Object.hasOwn(kinds, kindName) ? kinds[kindName] : undefined;
const problem = findProblem();
if (kind === undefined || problem !== undefined) {
  failure(problem ?? '');
  process.exitCode = 2;
} else {
  writeRule(kind, { name, antipattern });
}

/** @returns {string | undefined} one line; nothing when the arguments make a new rule */
function findProblem() {
  if (antipattern === '' || rest.length > 0) return 'Say what to write: npm run new-rule -- <sqllint|eslint> <rule-name> <DP-0n>.';
  if (kind === undefined) return `“${kindName}” is no package with rules. It is “sqllint” for SQL or “eslint” for code.`;
  if (!/^(?:no|prefer|require)(?:-[a-z][a-z0-9]*)+$/.test(name)) {
    return `“${name}” is no name for a rule. It begins with no-, require- or prefer- and goes on in small letters: no-drop-table.`;
  }
  if (!/^DP-0[1-9]$/.test(antipattern)) return `“${antipattern}” is no anti-pattern. They are DP-01 to DP-09.`;
  const taken = [...Object.values(kinds).flatMap(({ folder }) => Object.values(filesOf(folder))), pageOf()].find((file) => existsSync(inRoot(file)));
  return taken === undefined ? undefined : `${taken} is already there. Choose another name.`;
}

/** @param {string} folder */
function filesOf(folder) {
  return { source: `${folder}/src/rules/${name}.ts`, test: `${folder}/test/rules/${name}.test.ts` };
}

function pageOf() {
  return `docs/rules/${name}.md`;
}

/**
 * @param {Kind} of
 * @param {NewRule} rule
 */
function writeRule(of, rule) {
  const { source, test } = filesOf(of.folder);
  write(source, of.source(rule));
  write(test, of.test(rule));
  write(pageOf(), of.page(rule));

  const index = `${of.folder}/src/rules/index.ts`;
  write(index, of.addToIndex(readFileSync(inRoot(index), 'utf8'), rule));

  console.log(`
Next:
  1. ${test}: what the rule shall report, and what it shall not.
  2. ${source}: make that so.
  3. ${pageOf()}: why it bites, with samples; the tests run them.
  4. npm test, npm run lint, npm run generate.
No TODO may be left. CONTRIBUTING.md says what makes a good rule.`);
}

/**
 * @param {string} file
 * @param {string} content
 */
function write(file, content) {
  mkdirSync(dirname(inRoot(file)), { recursive: true });
  writeFileSync(inRoot(file), content);
  console.log(`wrote ${file}`);
}
