import type { SetResult } from '../../lint-result.ts';
import type { MigrationSet } from '../../migrations/migration.ts';
import { count } from '../../report/count.ts';
import { shownPath } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';
import { applyBaseline } from './apply-baseline.ts';
import { findBaseline } from './baseline-file.ts';

/** How many migrations are named; the rest is counted. */
const named = 3;

/** What a baseline makes of results. */
export interface Compared {
  /** Without the findings that the baseline knows. */
  readonly results: readonly SetResult[];
  /** Where the baseline can shrink, in sentences for standard error. */
  readonly remarks: readonly string[];
}

/**
 * Takes the findings that the baseline knows out of the results.
 *
 * @throws {UsageError} when there is no such baseline, or it cannot be used
 */
export function compareWithBaseline(file: string, sets: readonly MigrationSet[], results: readonly SetResult[]): Compared {
  const baseline = findBaseline(file);
  if (baseline === undefined) {
    throw new UsageError(`${shownPath(file)}: There is no such baseline. Record today's findings with: sqllint baseline --baseline ${shownPath(file)}`);
  }
  const compared = applyBaseline(file, baseline, sets, results);
  const advice = `Run sqllint baseline --prune --baseline ${shownPath(file)}.`;
  const remarks: string[] = [];
  if (compared.gone > 0) {
    remarks.push(`${shownPath(file)}: The baseline can shrink: ${count(compared.gone, 'finding')} of it ${compared.gone === 1 ? 'is' : 'are'} gone. ${advice}`);
  }
  if (compared.missing.length > 0) {
    const more = compared.missing.length - named;
    const names = `${compared.missing.slice(0, named).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    remarks.push(`${shownPath(file)}: The baseline names ${compared.missing.length === 1 ? 'a migration that is' : 'migrations that are'} no more: ${names}. ${advice}`);
  }
  return { results: compared.results, remarks };
}
