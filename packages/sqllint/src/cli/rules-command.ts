import { findAntipattern } from 'delivery-antipatterns';

import { count } from '../report/count.ts';
import type { Paint } from '../report/paint.ts';
import { padTo, wrap } from '../report/text-width.ts';
import { rules } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import { docsUrl } from './docs-url.ts';
import { clean } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { printLine } from './output.ts';
import type { RulesRequest } from './rule-options.ts';
import { loadPaint, reportColumns, wantsColor } from './terminal.ts';
import { ownVersion } from './version.ts';

/** `sqllint rules`: what there is to be checked. */
export async function rulesCommand({ format, color }: RulesRequest): Promise<ExitCode> {
  const listed = [...rules].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (format === 'json') {
    const version = ownVersion();
    printLine(JSON.stringify(listed.map((rule) => described(rule, version)), undefined, 2));
    return clean;
  }
  const paint = await loadPaint(wantsColor(color, process.env, process.stdout));
  printLine(table(listed, reportColumns(process.stdout), paint));
  return clean;
}

function described({ name, antipattern, severity, recommended, dialects, docs }: Rule, version: string) {
  return {
    name,
    antipattern,
    rating: findAntipattern(antipattern).severity,
    severity,
    recommended,
    dialects,
    description: docs.description,
    docs: docsUrl(name, version),
  };
}

const severities = { error: 'error', warn: 'warning' } as const;

/** A row for each rule, and its description below: names are too long for it to stand beside them. */
function table(listed: readonly Rule[], columns: number, paint: Paint): string {
  const width = Math.max(...listed.map(({ name }) => name.length));
  const head = paint.dim(`${padTo('rule', width)}  anti-pattern  severity  by default`);
  const rows = listed.flatMap(({ name, antipattern, severity, recommended, docs }) => {
    const rating = `${antipattern} ${findAntipattern(antipattern).severity}`;
    const row = `${paint.bold(padTo(name, width))}  ${padTo(rating, 12)}  ${padTo(severities[severity], 8)}  ${recommended ? 'on' : 'off'}`;
    return [row, ...wrap(`${docs.description}.`, columns - 4).map((line) => `    ${line}`)];
  });
  const on = listed.filter(({ recommended }) => recommended).length;
  const total = `${count(listed.length, 'rule')}, ${on} on by default. Run sqllint explain <rule> to read why one bites and what to write instead.`;
  return [head, ...rows, '', ...wrap(total, columns)].join('\n');
}
