import type { OptionSpec } from './command-line.ts';
import { commands } from './commands.ts';
import type { CommandSpec } from './commands.ts';
import { lintOptionSpecs } from './lint-options.ts';

const usage = `Usage: sqllint [options] [paths…]
       sqllint <command> [options] …

Says of every migration whether it can be rolled back without losing data, what
it locks, and whether old and new code can live beside each other while it is
deployed.

Paths are folders of migrations or single files. Default: migrations/`;

const exitCodes = `Exit codes:
  0  no errors
  1  errors, or more warnings than allowed
  2  something could not be read or judged`;

/** What `--help` prints. */
export function helpText(): string {
  const list = rows(commands.map(({ name, description }) => ({ left: name, text: description })));
  return [usage, '', 'Options:', ...optionRows(lintOptionSpecs), '', 'Commands:', ...list, '', exitCodes].join('\n');
}

/** What `--help` behind a command prints. */
export function commandHelpText({ name, synopsis, description, options }: CommandSpec): string {
  return [`Usage: sqllint ${name} ${synopsis}`, '', ...broken(description, 80), '', 'Options:', ...optionRows(options)].join('\n');
}

function optionRows(specs: readonly OptionSpec[]): string[] {
  return rows(specs.map((spec) => ({ left: leftOf(spec), text: spec.description })));
}

function rows(entries: readonly { readonly left: string; readonly text: string }[]): string[] {
  const width = Math.max(...entries.map(({ left }) => left.length));
  return entries.flatMap(({ left, text }) => {
    const [first = '', ...more] = broken(text, 80 - width - 4);
    return [`  ${left.padEnd(width)}  ${first}`, ...more.map((line) => ' '.repeat(width + 4) + line)];
  });
}

function leftOf({ name, short, value }: OptionSpec): string {
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
