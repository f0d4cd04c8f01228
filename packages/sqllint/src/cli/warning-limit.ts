import { count } from '../report/count.ts';
import type { Totals } from '../report/totals.ts';
import { complain } from './output.ts';

/** Says on standard error when there are more warnings than `--max-warnings` allows. */
export function complainOfWarnings({ warnings }: Pick<Totals, 'warnings'>, maxWarnings: number): void {
	if (warnings <= maxWarnings) return;
	const number = `There ${warnings === 1 ? 'is' : 'are'} ${count(warnings, 'warning')}`;
	complain(`${number}, and --max-warnings allows ${maxWarnings}. Mend some, or allow more.`);
}
