import { findAntipattern } from 'delivery-antipatterns';
import type { Finding, Severity } from './lint-result.ts';
import type { Script } from './migrations/migration.ts';
import type { Fix } from './rules/fix.ts';
import type { RuleReport } from './replay-up.ts';
import { unmaskTemplates } from './text/mask.ts';

/** A severity per rule; what is absent has the rule's own. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

export type Place = Pick<Finding, 'file' | 'line' | 'column' | 'endLine' | 'endColumn' | 'start' | 'end'>;

/** What a user reads of a report; undefined when its rule is off. */
export function findingFrom(report: RuleReport, script: Pick<Script, 'file' | 'source'>, severities: Severities = {}): Finding | undefined {
  const severity = severityOf(report, severities);
  if (severity === 'off') return undefined;
  const { rule, removes, uses } = report;
  const asWritten = (text: string): string => unmaskTemplates(text, script.source.text);
  const message = asWritten(report.message);
  const instead = report.instead === undefined ? undefined : asWritten(report.instead);
  const fix = report.fix && fixAsWritten(report.fix, asWritten);
  return {
    rule: rule.name,
    antipattern: rule.antipattern,
    rating: findAntipattern(rule.antipattern).severity,
    severity,
    message,
    ...(instead === undefined ? {} : { instead }),
    ...(fix === undefined ? {} : { fix }),
    ...(removes === undefined ? {} : { removes }),
    ...(uses === undefined ? {} : { uses }),
    script: report.script,
    ...placeOf(script, report.range),
  };
}

function fixAsWritten(fix: Fix, asWritten: (text: string) => string): Fix {
  return {
    ...fix,
    does: asWritten(fix.does),
    edits: fix.edits.map((edit) => ({ ...edit, text: asWritten(edit.text) })),
    ...(fix.next ? { next: { ...fix.next, up: fix.next.up.map(asWritten) } } : {}),
  };
}

function severityOf({ rule, severity, isOnHotTable }: RuleReport, severities: Severities): Severity | 'off' {
  const configured = severities[rule.name];
  if (configured !== undefined) return configured;
  if (!rule.recommended) return 'off';
  // What may be bearable elsewhere stops the service where something is written all the time.
  return isOnHotTable && rule.antipattern === 'DP-05' ? 'error' : (severity ?? rule.severity);
}

/** A range as editors show it. */
export function placeOf({ file, source }: Pick<Script, 'file' | 'source'>, range: { readonly start: number; readonly end: number }): Place {
  const { start, end, from, to } = source.placeOf(range);
  return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column, start, end };
}

/** The order in which findings of one migration are told: the up, then the down, from top to bottom. */
export function inOrder(a: Finding, b: Finding): number {
  const order = { up: 0, down: 1 };
  return order[a.script] - order[b.script] || a.start - b.start || (a.rule < b.rule ? -1 : 1);
}
