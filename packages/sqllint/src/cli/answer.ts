import { complain, printLine } from './output.ts';
import type { ExitCode } from './exit-code.ts';

/** What a run says to who started it. */
export interface Answer {
  /** What is wrong and no report shows: sentences for standard error. */
  readonly complaints: readonly string[];
  /** The report, for standard output; empty when there is nothing to print. */
  readonly report: string | Uint8Array;
  /** For standard error, once the report has been read. */
  readonly remark?: string;
  readonly exitCode: ExitCode;
}

/** Prints an answer. */
export function give({ complaints, report, remark, exitCode }: Answer): ExitCode {
  for (const complaint of complaints) complain(complaint);
  printLine(report);
  if (remark !== undefined) complain(remark);
  return exitCode;
}
