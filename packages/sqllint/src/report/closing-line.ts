import { count } from './count.ts';
import type { ReportContext } from './report.ts';
import type { Totals } from './totals.ts';

/** The line that ends what people read: how much there was, how much of it was understood, and what was found. */
export function closingLine(totals: Totals, { paint, quiet }: Pick<ReportContext, 'paint' | 'quiet'>): string {
  const parts: string[] = [];
  if (totals.errors > 0) parts.push(paint.red(count(totals.errors, 'error')));
  const hidden = quiet ? ' (not shown)' : '';
  if (totals.warnings > 0) parts.push(paint.yellow(`${count(totals.warnings, 'warning')}${hidden}`));
  if (totals.fileWarnings > 0) parts.push(paint.yellow(`${count(totals.fileWarnings, 'warning')} about the files${hidden}`));
  const complete = totals.statements.seen === totals.statements.analysed && totals.unjudged === 0;
  const nothing = paint.green(complete ? 'Nothing to report.' : 'Nothing to report in what could be judged.');
  const outcome = parts.length === 0 ? nothing : `${parts.join(', ')}.`;
  const known = totals.baselined === 0 ? '' : ` ${count(totals.baselined, 'finding')} in the baseline.`;
  const unjudged = totals.unjudged === 0 ? '' : ` ${paint.red(`${count(totals.unjudged, 'path')} could not be judged.`)}`;
  return `${count(totals.migrations, 'migration')}, ${coverage(totals)}. ${outcome}${known}${unjudged}`;
}

function coverage({ statements: { seen, analysed } }: Totals): string {
  if (seen === 0) return 'no statements';
  return `${count(seen, 'statement')}, ${analysed === seen ? 'all' : analysed} analysed`;
}
