import type { Finding } from '../lint-result.ts';
import { fingerprinter } from './fingerprint.ts';
import type { Report } from './report.ts';
import { shownFindings } from './shown-findings.ts';

/** One entry of GitLab's code quality report: the part of Code Climate's format that GitLab reads. */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

/** How grave a finding is: an error as its anti-pattern is rated, a warning one step below. */
const severities = {
  error: { HIGH: 'critical', MEDIUM: 'major', LOW: 'minor' },
  warn: { HIGH: 'major', MEDIUM: 'minor', LOW: 'info' },
} as const satisfies Record<Finding['severity'], Record<Finding['rating'], Issue['severity']>>;

/**
 * For GitLab's merge requests: a code quality report. What could not be judged is in it, under
 * `not-judged` as a blocker, and what could not be analysed, under `not-analysed` as information.
 */
export const gitlab: Report = (result, context) => {
  const fingerprintOf = fingerprinter(context);
  const issues: Issue[] = [];
  for (const set of result.sets) {
    for (const { level, file, line = 1, message } of set.problems) {
      if (level === 'warning' && context.quiet) continue;
      const path = context.repositoryPath(file);
      const checkName = level === 'error' ? 'not-judged' : 'about-the-files';
      issues.push({
        description: message,
        check_name: checkName,
        fingerprint: context.digest(JSON.stringify([checkName, path, message])),
        severity: level === 'error' ? 'blocker' : 'minor',
        location: { path, lines: { begin: line, end: line } },
      });
    }
    for (const migration of set.migrations) {
      for (const finding of shownFindings(migration, context)) {
        issues.push({
          description: finding.message,
          check_name: finding.rule,
          fingerprint: fingerprintOf(finding),
          severity: severities[finding.severity][finding.rating],
          location: locationOf(finding),
        });
      }
      for (const part of migration.notAnalysed) {
        issues.push({
          description: part.reason,
          check_name: 'not-analysed',
          fingerprint: fingerprintOf({ ...part, rule: 'not-analysed', message: part.reason }),
          severity: 'info',
          location: locationOf(part),
        });
      }
    }
  }
  return JSON.stringify(issues, undefined, 2);

  function locationOf({ file, line, endLine }: Pick<Finding, 'file' | 'line' | 'endLine'>): Issue['location'] {
    return { path: context.repositoryPath(file), lines: { begin: line, end: endLine } };
  }
};
