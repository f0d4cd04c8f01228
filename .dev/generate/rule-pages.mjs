// The head of every rule's page, and its end. What stands between is written by people.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findAntipattern, findFactorDefence, findSeemsCategory } from 'delivery-antipatterns';

import { link, linkToAntipattern } from './harness/links.mjs';
import { fillMarkedPart, markedPart, table } from './harness/markdown.mjs';

/** @typedef {import('./harness/rule-catalogue.mjs').CatalogueRule & { page: string }} RuleWithPage */

/** @type {import('../generate.mjs').Generator['generate']} */
export async function generate({ root, rules }) {
  return rules.flatMap((rule) => {
    const { page } = rule;
    if (page === undefined) return [];
    const written = readFileSync(join(root, page), 'utf8');
    return [{ path: page, content: withFooter(withHeader(written, { ...rule, page }), { ...rule, page }), partly: true }];
  });
}

/**
 * @param {string} page
 * @param {RuleWithPage} rule
 */
function withHeader(page, rule) {
  const header = [`# \`${rule.name}\``, rule.summary, facts(rule)].join('\n\n');
  // A page that never had a header may begin with a title of its own, which the header replaces.
  return fillMarkedPart(page, ' header', header) ?? `${markedPart(' header', header)}\n\n${page.replace(/^\s*# .*\n+/, '')}`;
}

/**
 * @param {string} page
 * @param {RuleWithPage} rule
 */
function withFooter(page, rule) {
  const folder = rule.package === 'sqllint' ? 'packages/sqllint' : 'packages/eslint-plugin';
  const footer = [
    '## See also',
    [
      `- ${linkToAntipattern(rule.antipattern, rule.page, { withTitle: true })}`,
      `- ${link('The rule', `${folder}/src/rules/${rule.name}.ts`, rule.page)} and ${link('its tests', `${folder}/test/rules/${rule.name}.test.ts`, rule.page)}`,
      `- ${link('All rules', 'docs/rules/index.md', rule.page)}`,
    ].join('\n'),
  ].join('\n\n');
  return fillMarkedPart(page, ' footer', footer) ?? `${page.trimEnd()}\n\n${markedPart(' footer', footer)}\n`;
}

/** @param {RuleWithPage} rule */
function facts(rule) {
  const { severity, seems, factor } = findAntipattern(rule.antipattern);
  const inEslint = `\`delivery/${rule.name}\` in ESLint`;
  return table(
    ['', ''],
    [
      ['Anti-pattern', linkToAntipattern(rule.antipattern, rule.page, { withTitle: true })],
      ['Typical severity', severity],
      ['How it fails (SEEMS)', findSeemsCategory(seems).name],
      ['What defends (FaCTOR)', findFactorDefence(factor).name],
      ['Runs as', rule.package === 'sqllint' ? `\`${rule.name}\` in \`sqllint\`, ${inEslint}` : inEslint],
      ['Reads', rule.reads.join(', ')],
      ['By default', byDefault(rule)],
      ['Suggestions', rule.hasSuggestions ? '💡 offers a change in the editor' : 'none'],
    ],
  );
}

/** @param {RuleWithPage} rule */
function byDefault({ presets, level }) {
  return presets.length === 0 ? 'off' : `${level}, in ${presets.map((preset) => `\`${preset}\``).join(', ')}`;
}
