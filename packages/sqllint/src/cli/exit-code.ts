import type { Totals } from '../report/totals.ts';

/** Nothing, or only warnings that were allowed. */
export const clean = 0;
/** Findings of severity `error`, or more warnings than allowed. */
export const foundProblems = 1;
/** The run, or a part of it, could not be judged, so that no findings means nothing. */
export const couldNotRun = 2;

export type ExitCode = typeof clean | typeof foundProblems | typeof couldNotRun;

/** What a finished run exits with. What could not be judged outweighs what was found. */
export function exitCodeOf(totals: Pick<Totals, 'unjudged' | 'errors' | 'warnings'>, maxWarnings = Infinity): ExitCode {
  if (totals.unjudged > 0) return couldNotRun;
  return totals.errors > 0 || totals.warnings > maxWarnings ? foundProblems : clean;
}
