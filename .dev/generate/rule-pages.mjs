// The head of every rule's page, and its end. What stands between is written by people.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findAntipattern, findFactorDefence, findSeemsCategory } from 'delivery-antipatterns';

import { link, linkToAntipattern } from './harness/links.mjs';
import { fillMarkedPart, markedPart, table } from './harness/markdown.mjs';
import { byDefault } from './harness/rule-words.mjs';

/** @typedef {import('./harness/rule-catalogue.mjs').CatalogueRule & { page: string }} RuleWithPage */

/** @type {import('../generate.mjs').Generator['generate']} */
export async function generate({ root, rules, otherRules }) {
  return [...rules, ...otherRules].flatMap((rule) => {
    const { page } = rule;
    if (page === undefined) return [];
    const written = readFileSync(join(root, page), 'utf8');
    const content = withFooter(withHeader(written, { ...rule, page }), { ...rule, page });
    return [{ path: page, content, partly: true }];
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
 * The links stay inside docs/, because that folder is published with the packages.
 *
 * @param {string} page
 * @param {RuleWithPage} rule
 */
function withFooter(page, rule) {
  const links = [
    ...(rule.antipattern === undefined ? [] : [linkToAntipattern(rule.antipattern, rule.page, { withTitle: true })]),
    link('All rules', 'docs/rules/index.md', rule.page),
  ];
  const footer = links.join(' · ');
  return fillMarkedPart(page, ' footer', footer) ?? `${page.trimEnd()}\n\n${markedPart(' footer', footer)}\n`;
}

/** @param {RuleWithPage} rule */
function facts(rule) {
  const inEslint = `\`delivery/${rule.name}\` in ESLint`;
  return table(
    ['', ''],
    [
      ...factsOfAntipattern(rule),
      ['Runs as', rule.package === 'sqllint' ? `\`${rule.name}\` in \`sqllint\`, ${inEslint}` : inEslint],
      ['Reads', rule.reads.join(', ')],
      ['By default', byDefault(rule)],
      ...(rule.hasSuggestions ? [['In the editor', '💡 offers a change']] : []),
    ],
  );
}

/** @param {RuleWithPage} rule */
function factsOfAntipattern({ antipattern, page }) {
  if (antipattern === undefined) return [];
  const { severity, seems, factor } = findAntipattern(antipattern);
  return [
    ['Anti-pattern', linkToAntipattern(antipattern, page, { withTitle: true })],
    ['Typical severity', severity],
    ['How it fails (SEEMS)', findSeemsCategory(seems).name],
    ['What defends (FaCTOR)', findFactorDefence(factor).name],
  ];
}
