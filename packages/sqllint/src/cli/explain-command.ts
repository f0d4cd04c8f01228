import { readFileSync } from 'node:fs';

import { findAntipattern } from 'delivery-antipatterns';

import { terminalPage } from '../report/terminal-page.ts';
import { rules } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import { nearest } from '../text/nearest.ts';
import { clean } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { printLine } from './output.ts';
import type { ExplainRequest } from './rule-options.ts';
import { loadPaint, reportColumns, wantsColor } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/**
 * `sqllint explain <rule>`: the page of a rule.
 * @throws {UsageError} for a name that no rule has, with the nearest one that is
 */
export async function explainCommand({ rule: typed, color }: ExplainRequest): Promise<ExitCode> {
  const rule = findRule(typed);
  const paint = await loadPaint(wantsColor(color, process.env, process.stdout));
  printLine(terminalPage(pageOf(rule).replace(footer, ''), reportColumns(process.stdout), paint));
  return clean;
}

function findRule(typed: string): Rule {
  // In ESLint, the same rule has the plugin's name before its own.
  const name = typed.replace(/^delivery\//u, '').toLowerCase();
  const rule = rules.find((each) => each.name === name);
  if (rule !== undefined) return rule;
  const guess = nearest(name, rules.map((each) => each.name));
  throw new UsageError(`There is no rule “${typed}”. ${guess === undefined ? 'Run sqllint rules to see them.' : `Did you mean ${guess}?`}`);
}

/** Links between pages, which lead nowhere in a terminal. */
const footer = /<!-- begin generated footer -->.*?<!-- end generated footer -->/su;

/** Where pages are: in the package, and in the repository that it is built from. */
const folders = ['../../docs/rules/', '../../../../docs/rules/'];

function pageOf(rule: Rule): string {
  for (const folder of folders) {
    try {
      return readFileSync(new URL(`${folder}${rule.name}.md`, import.meta.url), 'utf8');
    } catch {
      // Not there: the other place, or no page at all.
    }
  }
  return pageFromRule(rule);
}

/** What the rule itself tells, for one that has no page at hand. */
function pageFromRule({ name, antipattern, docs }: Rule): string {
  const { id, title, whatGoesWrong, consequenceForRecovery, wayOut } = findAntipattern(antipattern);
  return [`# \`${name}\``, `${docs.description}.`, `## ${id}: ${title}`, whatGoesWrong, consequenceForRecovery, wayOut.summary].join('\n\n');
}
