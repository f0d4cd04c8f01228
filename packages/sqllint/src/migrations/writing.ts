import type { Edit } from '../text/edits.ts';
import type { Script } from './migration.ts';

/**
 * How migrations of a tool are written and changed by hand. Only for tools that take a changed or a
 * new file as it is: not where a journal, a plan or a checksum has to fit it.
 */
export interface Writing {
  /** The lines above the statements of a new up, in a transaction and outside. */
  readonly head?: readonly string[];
  readonly headOutside?: readonly string[];
  /** Whether several statements of one up can run outside a transaction, one by one. */
  readonly takesSeveral: boolean;
  /**
   * Makes an up that runs in a transaction run outside. Undefined in a result where this file cannot
   * be changed so. Absent when nothing has to be said: a statement that is alone in its file is enough.
   */
  readonly leaveTransaction?: (up: Script, has: (file: string) => boolean) => LeftTransaction | undefined;
}

/** What makes a tool leave a transaction out. */
export interface LeftTransaction {
  /** In the file of the up. */
  readonly edits: readonly Edit[];
  /** Files that have to be beside it. */
  readonly added?: readonly { readonly file: string; readonly text: string }[];
  /** Whether the down then runs outside a transaction, too. */
  readonly concernsDown?: true;
}

/** A line at the top of the file. */
export function withFirstLine(line: string, options: Pick<LeftTransaction, 'concernsDown'> = {}): NonNullable<Writing['leaveTransaction']> {
  return ({ source }) => ({ edits: [{ start: 0, end: 0, text: `${line}${source.text.includes('\r\n') ? '\r\n' : '\n'}` }], ...options });
}

/** A word behind the line that begins the up. */
export function withWordBehind(marker: RegExp, word: string): NonNullable<Writing['leaveTransaction']> {
  return ({ source, start, sql }) => {
    const line = source.text.slice(0, start).trimEnd().split('\n').at(-1) ?? '';
    const lineStart = source.text.slice(0, start).trimEnd().length - line.length;
    const [found] = marker.exec(line) ?? [];
    // Where an up has several sections, each has a marker of its own.
    if (found === undefined || sql !== undefined) return undefined;
    const at = lineStart + found.length;
    return { edits: [{ start: at, end: at, text: ` ${word}` }] };
  };
}
