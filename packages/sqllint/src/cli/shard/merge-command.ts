import { exitCodeOf } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { complain, printLine } from '../output.ts';
import { complainOfWarnings } from '../warning-limit.ts';
import type { MergeRequest } from './merge-options.ts';
import { mergeReports } from './merge.ts';
import { readShards } from './read-shards.ts';

/** `sqllint merge <json>…`: prints the JSON of the run that the shards are parts of, and exits as that run would. */
export function mergeCommand({ files, maxWarnings = Infinity }: MergeRequest): ExitCode {
	const report = mergeReports(readShards(files));
	for (const { level, file, line, message } of report.problems) {
		if (level === 'error') complain(`${file}${line === undefined ? '' : `:${line}`}: ${message}`);
	}
	printLine(JSON.stringify(report, undefined, 2));
	complainOfWarnings(report.summary, maxWarnings);
	return exitCodeOf(report.summary, maxWarnings);
}
