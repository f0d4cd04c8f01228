import { visible } from '../report/visible.ts';

/** Prints a text and a line break on standard output, where results go; nothing for an empty text. */
export function printLine(text: string | Uint8Array): void {
  if (text.length === 0) return;
  if (typeof text === 'string') {
    process.stdout.write(`${text}\n`);
  } else {
    process.stdout.write(text);
    process.stdout.write('\n');
  }
}

/** Prints one line on standard error: what is wrong, in a sentence, and what to do, in another. */
export function complain(message: string): void {
  process.stderr.write(`sqllint: ${visible(message).replaceAll('\n', ' ')}\n`);
}

/**
 * Says that sqllint itself failed, not what it was given. With `--debug`, the stack trace goes to
 * standard error at once.
 *
 * @returns the sentence for the user
 */
export function describeFailure(error: unknown, debug: boolean): string {
  if (debug) process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const reason = error instanceof Error ? error.message : String(error);
  const firstLine = reason.split('\n', 1)[0]?.replace(/\.$/u, '') ?? '';
  const advice = debug ? 'Please report it with the stack trace.' : 'Run again with --debug for the stack trace, and please report it.';
  return `This is a mistake in sqllint itself: ${firstLine}. ${advice}`;
}
