import { exitCodeOf } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { complain, printLine } from '../output.ts';
import { remarkOnWarnings } from '../warning-limit.ts';
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
  const remark = remarkOnWarnings(report.summary, maxWarnings);
  if (remark !== undefined) complain(remark);
  return exitCodeOf(report.summary, maxWarnings);
}
