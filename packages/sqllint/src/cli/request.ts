import type { BaselineRequest } from './baseline/baseline-command.ts';
import { parseCommandLine } from './command-line.ts';
import { commands } from './commands.ts';
import type { CommandSpec } from './commands.ts';
import { readDownRequest } from './down-options.ts';
import type { DownRequest } from './down-options.ts';
import { readInitRequest } from './init/init-options.ts';
import type { InitRequest } from './init/init-options.ts';
import { lintOptionSpecs, readLintRequest } from './lint-options.ts';
import type { JudgeRequest, LintRequest } from './lint-options.ts';
import { readExplainRequest, readRulesRequest } from './rule-options.ts';
import type { ExplainRequest, RulesRequest } from './rule-options.ts';
import { readMergeRequest } from './shard/merge-options.ts';
import type { MergeRequest } from './shard/merge-options.ts';
import { readVerifyRequest } from './verify/verify-options.ts';
import type { VerifyRequest } from './verify/verify-options.ts';

/** What a command line asks for. */
export type Request =
  | LintRequest
  | InitRequest
  | DownRequest
  | VerifyRequest
  | BaselineRequest
  | (JudgeRequest & { readonly task: 'suppressions' })
  | MergeRequest
  | RulesRequest
  | ExplainRequest
  | { readonly task: 'help'; readonly command?: CommandSpec }
  | { readonly task: 'version' };

/**
 * Reads and checks the arguments that follow `sqllint`. The first may be the name of a command; a
 * folder of that name is written `./name`.
 * @throws {UsageError} with one sentence that names the option and one that says what to write
 */
export function readRequest(args: readonly string[]): Request {
  const command = commands.find(({ name }) => name === args[0]);
  const commandLine = parseCommandLine(command?.options ?? lintOptionSpecs, command ? args.slice(1) : args);
  if (commandLine.switches.has('help')) return { task: 'help', ...(command ? { command } : {}) };
  if (commandLine.switches.has('version')) return { task: 'version' };
  switch (command?.name) {
    case 'init':
      return readInitRequest(commandLine);
    case 'down':
      return readDownRequest(commandLine);
    case 'verify':
      return readVerifyRequest(commandLine);
    case 'baseline':
      return { ...readLintRequest(commandLine), task: 'baseline', prune: commandLine.switches.has('prune') };
    case 'merge':
      return readMergeRequest(commandLine);
    case 'rules':
      return readRulesRequest(commandLine);
    case 'explain':
      return readExplainRequest(commandLine);
    case 'suppressions':
      return { ...readLintRequest(commandLine), task: 'suppressions' };
    case undefined:
      return readLintRequest(commandLine);
  }
}
