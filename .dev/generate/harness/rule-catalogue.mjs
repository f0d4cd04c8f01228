import { existsSync } from 'node:fs';

import { inRoot } from '../../run/root.mjs';

/**
 * @typedef {object} CatalogueRule what the docs say about a rule, whichever package it comes from
 * @property {string} name
 * @property {'sqllint' | 'eslint-plugin-delivery'} package
 * @property {string} summary one sentence
 * @property {import('delivery-antipatterns').AntipatternId | undefined} antipattern undefined for a rule about the checking itself
 * @property {'error' | 'warn'} level how a finding counts by default
 * @property {readonly string[]} presets the ESLint configs that switch it on
 * @property {boolean} inCommand whether the command applies it by default
 * @property {boolean} hasSuggestions whether an editor offers a change
 * @property {readonly string[]} reads the languages or dialects that it understands
 * @property {string} [page] relative to the root; left out while nobody has written it
 *
 * @typedef {CatalogueRule & { antipattern: import('delivery-antipatterns').AntipatternId }} AntipatternRule
 *
 * @typedef {object} EslintRuleDocs what the rules of packages/eslint-plugin have in `meta.docs`
 * @property {string} description
 * @property {import('delivery-antipatterns').AntipatternId} [antipattern]
 * @property {'error' | 'warn' | false} recommended
 * @property {readonly string[]} dialects
 */

/**
 * Reads the rules of the built packages.
 *
 * @returns {Promise<CatalogueRule[]>} sorted by anti-pattern, then by name; those without one come last
 */
export async function readRules() {
  const { rules: sqlRules } = await import('sqllint');
  // The entry for SQL has the rules for code as well.
  const { default: plugin } = await import('eslint-plugin-delivery/sql');
  const fromSqllint = new Map(sqlRules.map((rule) => [rule.name, rule]));

  /** @type {CatalogueRule[]} */
  const rules = Object.entries(plugin.rules).map(([name, { meta = {} }]) => {
    /** @type {unknown} ESLint's own type says nothing of what a plugin adds */
    const docs = meta.docs;
    const { description, antipattern, recommended, dialects } = /** @type {EslintRuleDocs} */ (docs);
    const page = `docs/rules/${name}.md`;
    return {
      name,
      package: fromSqllint.has(name) ? 'sqllint' : 'eslint-plugin-delivery',
      summary: description.endsWith('.') ? description : `${description}.`,
      antipattern,
      level: recommended || 'error',
      presets: presetsWith(name, plugin.configs),
      inCommand: fromSqllint.get(name)?.recommended ?? false,
      hasSuggestions: meta.hasSuggestions ?? false,
      reads: dialects,
      ...(existsSync(inRoot(page)) ? { page } : {}),
    };
  });
  const missing = sqlRules.filter(({ name }) => !rules.some((rule) => rule.name === name));
  if (missing.length > 0) throw new Error(`ESLint lacks rules of sqllint: ${missing.map(({ name }) => name).join(', ')}.`);
  return rules.sort((a, b) => compare(a.antipattern ?? 'none', b.antipattern ?? 'none') || compare(a.name, b.name));
}

/**
 * @param {CatalogueRule} rule
 * @returns {rule is AntipatternRule}
 */
export function isOfAntipattern(rule) {
  return rule.antipattern !== undefined;
}

/**
 * @param {string} name
 * @param {Readonly<Record<string, readonly import('eslint').Linter.Config[]>>} configs
 */
function presetsWith(name, configs) {
  return Object.keys(configs).filter((preset) => configs[preset]?.some(({ rules = {} }) => `delivery/${name}` in rules));
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}
