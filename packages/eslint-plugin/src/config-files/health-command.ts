import type { ShellCommand } from './shell-commands.ts';
import { programOf, scriptOfShell, shellCommands } from './shell-commands.ts';

/** Why a health check does not say whether the container is healthy. */
export type HealthProblem =
  | { readonly messageId: 'curlWithoutFail' }
  | { readonly messageId: 'neverFails'; readonly data: { readonly tail: string } }
  | { readonly messageId: 'jqDecides' }
  | { readonly messageId: 'noShell'; readonly data: { readonly argument: string } };

const operators: ReadonlySet<string> = new Set(['||', '&&', '|', ';', '>', '>>']);

/**
 * @param script what a shell is to run, as in `CMD-SHELL` or after `HEALTHCHECK CMD`
 * @returns what is wrong with it; undefined when nothing is known to be
 */
export function problemOfScript(script: string): HealthProblem | undefined {
  const commands = shellCommands(script);
  const last = commands.at(-1);
  const before = commands.at(-2);
  if (last && before && succeedsAlways(last, before)) {
    return { messageId: 'neverFails', data: { tail: `${before.operator} ${last.words.join(' ')}` } };
  }
  for (const [index, command] of commands.entries()) {
    const program = programOf(command);
    const next = commands[index + 1];
    if (command.operator === '|' && next && programOf(next)[0] === 'jq' && next.operator !== '|' && !decidesByValue(programOf(next))) {
      return { messageId: 'jqDecides' };
    }
    // What reads the output of a pipe decides; only the last command of one has a say.
    if (command.operator !== '|' && isCurlWithoutFail(program)) return { messageId: 'curlWithoutFail' };
  }
  return undefined;
}

/**
 * @param words a program and its arguments, run without a shell
 * @returns what is wrong with it; undefined when nothing is known to be
 */
export function problemOfExec(words: readonly string[]): HealthProblem | undefined {
  const script = scriptOfShell(words);
  if (script !== undefined) return problemOfScript(script);
  const operator = words.find((word) => operators.has(word));
  if (operator !== undefined) return { messageId: 'noShell', data: { argument: operator } };
  const [program = ''] = words;
  if (words.length === 1 && /\s/u.test(program.trim())) return { messageId: 'noShell', data: { argument: program } };
  return isCurlWithoutFail(programOf({ words })) ? { messageId: 'curlWithoutFail' } : undefined;
}

/** `… || true`, `…; exit 0`, `… || echo failed`. */
function succeedsAlways(last: ShellCommand, before: ShellCommand): boolean {
  if (before.operator !== '||' && before.operator !== ';') return false;
  const [program, argument] = programOf(last);
  if (program === 'true' || program === ':') return true;
  if (program === 'exit') return argument === '0';
  // Behind a semicolon people print what they have just worked out; behind `||` they print that it failed.
  return program === 'echo' && before.operator === '||';
}

/**
 * Without `-f` curl exits with 0 for every answer, an error status included. What asks for the status with `-w` or
 * speaks another protocol than HTTP is passed over.
 */
function isCurlWithoutFail([program, ...args]: readonly string[]): boolean {
  if (program !== 'curl') return false;
  return !args.some((argument) =>
    /^--fail|^-[a-zA-Z]*f|^--write-out|^-[a-zA-Z]*w|^--connect-only|^--version$|^-V$|^--config|^-K|^[a-z]+:\/\/(?<!https?:\/\/)|^>/u.test(argument),
  );
}

function decidesByValue([, ...args]: readonly string[]): boolean {
  return args.some((argument) => /^(?:-[a-z]*e|--exit-status)/u.test(argument) || /\b(?:error|halt_error)\b/u.test(argument));
}
