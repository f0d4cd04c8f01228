import type { TSESTree } from '@typescript-eslint/utils';
import type { Guard } from './guards.ts';

/** What became of the branches of a flag whose check is gone. */
export type Outcome =
  /** What ran when it was on runs always; the offset is where it begins now. */
  | { readonly kind: 'kept'; readonly at: number }
  /** The feature is gone as well, the old way is still there beside it, or nobody can tell. */
  | { readonly kind: 'other' };

/** Lines with less in them are everywhere. */
const leastLength = 8;
/** So much of a branch has to be there, or to be gone, for the one or the other to be said. */
const mostly = 0.6;
const hardly = 0.25;

/**
 * Compares the lines of a branch that no other part of the file had with those of the file as it is now.
 *
 * @param guards of one flag, in the file as it was, whose text `earlier` is
 * @param now the text of the file as it is
 */
export function outcomeOf(guards: readonly Guard[], earlier: string, now: string): Outcome {
  for (const { on, off } of guards) {
    const kept = ownLines(on, earlier);
    const dropped = ownLines(off, earlier);
    if (kept.length === 0 || shareOf(kept, now) < mostly) continue;
    if (off.length > 0 && (dropped.length === 0 ? !isTrivial(off, earlier) : shareOf(dropped, now) > hardly)) continue;
    const first = kept.find((line) => squeezed(now).includes(line));
    if (first !== undefined) return { kind: 'kept', at: placeOf(first, now) };
  }
  return { kind: 'other' };
}

/** The lines of some nodes, without what is in the rest of the file as well. */
function ownLines(nodes: readonly TSESTree.Node[], text: string): string[] {
  let rest = text;
  for (const { range } of nodes) rest = rest.slice(0, range[0]) + ' '.repeat(range[1] - range[0]) + rest.slice(range[1]);
  const others = squeezed(rest);
  return nodes.flatMap((node) => linesOf(text.slice(...node.range))).filter((line) => !others.includes(line));
}

/** `return;`, `null`, `<></>`: there is nothing in it to be found again. */
function isTrivial(nodes: readonly TSESTree.Node[], text: string): boolean {
  return nodes.every((node) => linesOf(text.slice(...node.range)).length === 0);
}

function linesOf(text: string): string[] {
  return text
    .replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/gu, '')
    .split('\n')
    .map((line) => squeezed(line).replace(/^[{(]+|[;,})]+$/gu, ''))
    .filter((line) => line.length >= leastLength);
}

function squeezed(text: string): string {
  return text.replace(/\s+/gu, '');
}

function shareOf(lines: readonly string[], text: string): number {
  const all = squeezed(text);
  return lines.filter((line) => all.includes(line)).length / lines.length;
}

/** Where a squeezed line begins in a text. */
function placeOf(line: string, text: string): number {
  const place = squeezed(text).indexOf(line);
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (/\s/u.test(text.charAt(at))) continue;
    if (seen === place) return at;
    seen += 1;
  }
  return 0;
}
