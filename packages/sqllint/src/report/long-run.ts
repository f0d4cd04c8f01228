import type { Finding, SetResult } from '../lint-result.ts';
import type { ReportContext } from './report.ts';
import { shownFindings } from './shown-findings.ts';
import { wrap } from './text-width.ts';

/** With more findings than this a reader looks for what there is before they look at each. */
const many = 50;

/** How a run with very many findings is shown; undefined for one that can be read from end to end. */
export interface LongRun {
  /** Whether the finding is shown with its code and what to write instead: the first of each rule is. */
  readonly isInFull: (finding: Finding) => boolean;
  /** Each rule that spoke with the number of its findings, the most frequent first. */
  readonly counts: readonly (readonly [rule: string, count: number])[];
}

export function longRunOf(sets: readonly SetResult[], context: ReportContext): LongRun | undefined {
  const shown = sets.flatMap((set) => set.migrations).flatMap((migration) => shownFindings(migration, context));
  if (shown.length <= many) return undefined;
  const firsts = new Map<string, Finding>();
  const counts = new Map<string, number>();
  for (const finding of shown) {
    if (!firsts.has(finding.rule)) firsts.set(finding.rule, finding);
    counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
  }
  const inFull = new Set(firsts.values());
  return {
    isInFull: (finding) => inFull.has(finding),
    counts: [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
  };
}

/** How often each rule spoke, and what to do with a history in which most of it has shipped. */
export function longRunOverview({ counts }: LongRun, known: number, { paint, columns }: ReportContext): string[] {
  const width = Math.max(...counts.map(([, count]) => String(count).length));
  return [
    paint.bold('Findings by rule'),
    ...counts.map(([rule, count]) => `  ${String(count).padStart(width)}  ${rule}`),
    '',
    ...wrap(
      'The code and what to write instead are above for the first of each rule; for the others, name their file. `sqllint explain <rule>` tells why a rule bites.',
      columns - 2,
    ).map((line) => `  ${line}`),
    ...(known > 0
      ? []
      : [
          '',
          paint.bold('Has most of this shipped?'),
          '  sqllint baseline       records what is there, so that runs show what is new',
          '  sqllint --since <ref>  judges only the migrations that a branch adds',
        ]),
  ];
}
