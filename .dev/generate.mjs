// Writes every file, and every part of a file, that is derived from rules and anti-patterns.
// With --check it writes nothing, lists what is stale, and ends with exit code 1 if anything is.
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { findStale, write } from './generate/harness/output.mjs';
import { isOfAntipattern, readRules } from './generate/harness/rule-catalogue.mjs';
import { inRoot, root } from './run/root.mjs';
import { failure, progress } from './run/terminal.mjs';

/**
 * @typedef {import('./generate/harness/output.mjs').GeneratedFile} GeneratedFile
 * @typedef {import('./generate/harness/rule-catalogue.mjs').CatalogueRule} CatalogueRule
 * @typedef {import('./generate/harness/rule-catalogue.mjs').AntipatternRule} AntipatternRule
 *
 * @typedef {object} GeneratorInput
 * @property {string} root
 * @property {readonly AntipatternRule[]} rules
 * @property {readonly CatalogueRule[]} otherRules those about the checking itself, which belong to no anti-pattern
 *
 * @typedef {{ generate(input: GeneratorInput): Promise<GeneratedFile[]> }} Generator
 */

const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;

const allRules = await readRules();
const rules = allRules.filter(isOfAntipattern);
const otherRules = allRules.filter((rule) => !isOfAntipattern(rule));
const files = [];
for (const name of readdirSync(inRoot('.dev/generate')).filter((entry) => entry.endsWith('.mjs'))) {
  /** @type {Generator} every module in that folder is one */
  const generator = await import(`./generate/${name}`);
  files.push(...(await generator.generate({ root, rules, otherRules })));
}

const stale = findStale(root, files);
if (stale.length === 0) {
  progress(`${files.length} generated files are up to date`);
} else if (check) {
  for (const { path, action } of stale) console.log(`${path} would be ${action}`);
  failure('Generated files are stale. Run “npm run generate” and commit what it changes.');
  process.exitCode = 1;
} else {
  write(root, stale);
  for (const { path, action } of stale) console.log(`${path} ${action}`);
}
