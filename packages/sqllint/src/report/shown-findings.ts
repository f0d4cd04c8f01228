import type { Finding, MigrationResult } from '../lint-result.ts';
import type { ReportContext } from './report.ts';

/** The findings of a migration that a reader wants to see, those of the up first, in the order of the text. */
export function shownFindings(migration: MigrationResult, { quiet }: Pick<ReportContext, 'quiet'>): Finding[] {
  return migration.findings
    .filter((finding) => finding.severity === 'error' || !quiet)
    .sort((a, b) => (a.script === b.script ? a.start - b.start || a.end - b.end : a.script === 'up' ? -1 : 1));
}
