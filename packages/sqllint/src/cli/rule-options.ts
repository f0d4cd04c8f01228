import type { CommandLine, OptionSpec } from './command-line.ts';
import { UsageError } from './usage-error.ts';

const listFormats = ['table', 'json'] as const;

/** The option that `sqllint rules` has of its own. */
export const listFormatOption: OptionSpec = { name: 'format', value: '<name>', description: `How to print: ${listFormats.join(' or ')}. Default: table.` };

export interface RulesRequest {
  readonly task: 'rules';
  readonly format: (typeof listFormats)[number];
  /** Absent when the environment and the terminal decide. */
  readonly color?: boolean;
}

export interface ExplainRequest {
  readonly task: 'explain';
  /** The rule as it was typed. */
  readonly rule: string;
  /** Absent when the environment and the terminal decide. */
  readonly color?: boolean;
}

/** @throws {UsageError} for another format, and for arguments, of which there are none */
export function readRulesRequest(commandLine: CommandLine): RulesRequest {
  const [operand] = commandLine.operands;
  if (operand !== undefined) {
    throw new UsageError(`sqllint rules lists all rules and takes no argument. Write sqllint explain ${operand} for one rule, or sqllint ./rules for a folder of that name.`);
  }
  const typed = commandLine.values.get('format') ?? 'table';
  const format = listFormats.find((name) => name === typed);
  if (format === undefined) throw new UsageError(`--format takes ${listFormats.join(' or ')} here, not “${typed}”.`);
  return { task: 'rules', format, ...colorOf(commandLine) };
}

/** @throws {UsageError} unless there is exactly one argument */
export function readExplainRequest(commandLine: CommandLine): ExplainRequest {
  const [rule, another] = commandLine.operands;
  if (rule === undefined) throw new UsageError('sqllint explain needs the name of a rule. Run sqllint rules to see them.');
  if (another !== undefined) throw new UsageError(`sqllint explain takes one rule at a time. Leave “${another}” out.`);
  return { task: 'explain', rule, ...colorOf(commandLine) };
}

function colorOf({ switches }: CommandLine): { readonly color?: boolean } {
  if (switches.has('color')) return { color: true };
  return switches.has('no-color') ? { color: false } : {};
}
