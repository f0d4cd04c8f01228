import type { VariableRead } from './variable-read.ts';

/** A variable that is read under another name than before. */
export interface Rename {
  readonly before: string;
  /** The first read under the new name. */
  readonly read: VariableRead;
}

/**
 * Finds variables that changed their name: the old name is gone from the file, the new one was not in it, and what is
 * made of the two is the same.
 *
 * @param earlier the reads of the file as it was, and `earlierText`
 * @param now the reads of the file as it is, and `nowText`
 */
export function findRenames(earlier: readonly VariableRead[], now: readonly VariableRead[], earlierText: string, nowText: string): Rename[] {
  const nowWords = wordsOf(nowText);
  const earlierWords = wordsOf(earlierText);
  const gone = firstReads(earlier).filter(({ name }) => !nowWords.has(name));
  const added = firstReads(now).filter(({ name }) => !earlierWords.has(name));
  return gone.flatMap((before) => {
    const same = added.filter((read) => isSame(before, read, earlierText, nowText));
    const [read] = same;
    // Of two that could be meant, neither is.
    if (!read || same.length > 1 || gone.filter((other) => isSame(other, read, earlierText, nowText)).length > 1) return [];
    return [{ before: before.name, read }];
  });
}

function firstReads(reads: readonly VariableRead[]): VariableRead[] {
  return [...new Map([...reads].reverse().map((read) => [read.name, read])).values()].reverse();
}

function isSame(before: VariableRead, read: VariableRead, earlierText: string, nowText: string): boolean {
  if (!isSimilar(before.name, read.name)) return false;
  if (before.schema && read.schema) {
    // In a schema the name is the key itself.
    return withoutLast(before.slot) === withoutLast(read.slot) && earlierText.slice(...before.schema.range) === nowText.slice(...read.schema.range);
  }
  return before.slot !== '' && before.slot === read.slot && before.schema === read.schema;
}

function withoutLast(slot: string): string {
  return slot.split('.').slice(0, -1).join('.');
}

/** Words that turn the meaning of a switch round: what is set under the one name must not be read as the other. */
const turning = /^(?:DISABLED?|ENABLED?|NO|NOT|SKIP|WITHOUT)$/;

/** Whether half of the words of two names are the same, and those that turn a switch round are. */
function isSimilar(one: string, other: string): boolean {
  const words = new Set(one.split('_'));
  const others = other.split('_');
  if (others.filter((word) => turning.test(word)).join() !== [...words].filter((word) => turning.test(word)).join()) return false;
  const shared = others.filter((word) => words.has(word)).length;
  return shared * 2 >= Math.max(words.size, others.length);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/[A-Za-z\d_]+/gu));
}
