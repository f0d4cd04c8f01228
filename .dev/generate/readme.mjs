// The parts of README.md that are derived; each stands between two marks there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { linkToAntipattern, linkToRule } from './harness/links.mjs';
import { fillMarkedPart, table } from './harness/markdown.mjs';

const path = 'README.md';

/** @type {import('../generate.mjs').Generator['generate']} */
export async function generate({ root, rules, otherRules }) {
  const rows = [...rules, ...otherRules].map((rule) => [
    linkToRule(rule, path),
    rule.summary,
    rule.antipattern === undefined ? '' : linkToAntipattern(rule.antipattern, path),
    `\`${rule.package}\``,
  ]);
  const text = table(['Rule', 'What it does', 'Anti-pattern', 'Package'], rows);
  const content = fillMarkedPart(readFileSync(join(root, path), 'utf8'), ': rules', text);
  if (content === undefined) throw new Error(`${path} has no place for the rules: “<!-- begin generated: rules -->”.`);
  return [{ path, content, partly: true }];
}
