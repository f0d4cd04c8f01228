import { parseArgs } from 'node:util';

import { nearest } from '../text/nearest.ts';
import { UsageError } from './usage-error.ts';

/** One option of a command, as the parser and the help need it. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help: `<n>`. An option without one is a switch. */
  readonly value?: string;
  readonly description: string;
}

/** What was typed: the last value of each option, and everything that is not an option. */
export interface CommandLine {
  readonly switches: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/**
 * Splits arguments into options and operands. A switch and its opposite (`--color`, `--no-color`)
 * cancel each other: the last one stays.
 *
 * node's own parser does the splitting (`commander` takes about 19 ms to load, a fifth of what a
 * start of node itself takes); what it would say about mistakes we say ourselves.
 *
 * @throws {UsageError} for an option that is not in `specs`, a missing or an unexpected value
 */
export function parseCommandLine(specs: readonly OptionSpec[], args: readonly string[]): CommandLine {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      specs.map(({ name, short, value }) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const switches = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = specs.find(({ name }) => name === token.name);
    if (!spec) throw unknownOption(specs, token.rawName);
    if (spec.value === undefined) {
      if (token.value !== undefined) throw new UsageError(`${token.rawName} does not take a value. Leave “${token.value}” out.`);
      switches.delete(spec.name.startsWith('no-') ? spec.name.slice('no-'.length) : `no-${spec.name}`);
      switches.add(spec.name);
    } else {
      values.set(spec.name, valueOf(token.value, token.inlineValue, spec));
    }
  }
  return { switches, values, operands };
}

function valueOf(value: string | undefined, isInline: boolean | undefined, spec: OptionSpec): string {
  // Without “=”, node takes whatever comes next for the value; `--format --quiet` forgot it.
  const isOption = isInline !== true && value !== undefined && /^--?[a-z]/u.test(value);
  if (value === undefined || value === '' || isOption) {
    throw new UsageError(`--${spec.name} needs a value. Write --${spec.name} ${spec.value ?? ''}.`);
  }
  return value;
}

function unknownOption(specs: readonly OptionSpec[], typed: string): UsageError {
  const guess = nearest(
    typed.replace(/^-+/u, ''),
    specs.map(({ name }) => name),
  );
  const advice = guess === undefined ? 'Run sqllint --help to see the options.' : `Did you mean --${guess}?`;
  return new UsageError(`${typed} is not an option. ${advice}`);
}
