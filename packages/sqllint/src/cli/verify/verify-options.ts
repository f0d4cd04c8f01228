import type { CommandLine, OptionSpec } from '../command-line.ts';
import { readLintRequest } from '../lint-options.ts';
import type { JudgeRequest } from '../lint-options.ts';

/** What `sqllint verify` is asked for. */
export interface VerifyRequest extends JudgeRequest {
  readonly task: 'verify';
}

/** The options that only `verify` has, in the order of its help. */
export const verifyOptionSpecs: readonly OptionSpec[] = [];

export function readVerifyRequest(commandLine: CommandLine): VerifyRequest {
  return { ...readLintRequest(commandLine), task: 'verify' };
}
