import { existsSync } from 'node:fs';

import { inRoot } from '../../run/root.mjs';

/**
 * @typedef {object} CatalogueRule what the docs say about a rule, whichever package it comes from
 * @property {string} name
 * @property {'sqllint' | 'eslint-plugin-delivery'} package
 * @property {string} summary one sentence
 * @property {import('delivery-antipatterns').AntipatternId} antipattern
 * @property {'error' | 'warn'} level how a finding counts by default
 * @property {readonly string[]} presets which of them switch it on
 * @property {boolean} hasSuggestions whether an editor offers a change
 * @property {readonly string[]} reads the languages or dialects that it understands
 * @property {string} [page] relative to the root; left out while nobody has written it
 *
 * @typedef {object} EslintRuleDocs what createRule of packages/eslint-plugin puts into `meta.docs`
 * @property {string} description
 * @property {import('delivery-antipatterns').AntipatternId} antipattern
 * @property {'error' | 'warn' | false} recommended
 * @property {readonly string[]} dialects
 */

const dialectTitles = new Map([
  ['postgres', 'PostgreSQL'],
  ['mysql', 'MySQL'],
  ['mariadb', 'MariaDB'],
  ['sqlite', 'SQLite'],
]);

/**
 * Reads the rules of the built packages.
 *
 * @returns {Promise<CatalogueRule[]>} sorted by anti-pattern, then by name
 */
export async function readRules() {
  const rules = [...(await readSqllintRules()), ...(await readEslintRules())];
  return rules.sort((a, b) => a.antipattern.localeCompare(b.antipattern) || a.name.localeCompare(b.name));
}

/** @returns {Promise<CatalogueRule[]>} */
async function readSqllintRules() {
  const { rules } = await import('sqllint');
  return rules.map(({ name, antipattern, severity, docs, dialects, recommended }) => ({
    name,
    package: 'sqllint',
    summary: sentence(docs.description),
    antipattern,
    level: severity,
    presets: recommended ? ['recommended'] : [],
    hasSuggestions: false,
    reads: dialects.map((dialect) => dialectTitles.get(dialect) ?? dialect),
    ...pageOf(name),
  }));
}

/** @returns {Promise<CatalogueRule[]>} */
async function readEslintRules() {
  const { default: plugin } = await import('eslint-plugin-delivery');
  return Object.entries(plugin.rules).map(([name, { meta = {} }]) => {
    /** @type {unknown} ESLint's own type says nothing of what a plugin adds */
    const docs = meta.docs;
    const { description, antipattern, recommended, dialects } = /** @type {EslintRuleDocs} */ (docs);
    return {
      name,
      package: 'eslint-plugin-delivery',
      summary: sentence(description),
      antipattern,
      level: recommended || 'error',
      presets: recommended ? ['recommended'] : [],
      hasSuggestions: meta.hasSuggestions ?? false,
      reads: dialects,
      ...pageOf(name),
    };
  });
}

/** @param {string} name */
function pageOf(name) {
  const page = `docs/rules/${name}.md`;
  return existsSync(inRoot(page)) ? { page } : {};
}

/** @param {string} description */
function sentence(description) {
  return description.endsWith('.') ? description : `${description}.`;
}
