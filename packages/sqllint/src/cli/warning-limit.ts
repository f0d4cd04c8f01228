import { count } from '../report/count.ts';
import type { Totals } from '../report/totals.ts';

/** Says, in two sentences for standard error, that there are more warnings than `--max-warnings` allows; undefined when there are not. */
export function remarkOnWarnings({ warnings }: Pick<Totals, 'warnings'>, maxWarnings: number): string | undefined {
  if (warnings <= maxWarnings) return undefined;
  const number = `There ${warnings === 1 ? 'is' : 'are'} ${count(warnings, 'warning')}`;
  return `${number}, and --max-warnings allows ${maxWarnings}. Mend some, or allow more.`;
}
