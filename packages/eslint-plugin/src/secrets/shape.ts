import type { Alphabet } from './alphabets.ts';
import { characterClass, isAlphabet } from './alphabets.ts';

/** A stretch of fixed characters, or of characters drawn from an alphabet. */
export type Segment =
  | { readonly type: 'literal'; readonly text: string }
  | { readonly type: 'run'; readonly alphabet: Alphabet; readonly min: number; readonly max: number };

/** What `<url:20+>` may run to. A bound keeps the time for a text linear in its length. */
const LONGEST_RUN = 1200;

/**
 * Reads the notation in which providers' tokens are written down.
 *
 * `ghp_<alnum:36>` is a literal and 36 characters of an alphabet; a length may be a range (`<url:20-74>`) or open
 * (`<url:20+>`), `<uuid>` is short for its five runs, and `(live|test)` stands for one of several literals.
 *
 * @returns the segments of each way to choose among the alternatives
 * @throws Error when the notation is wrong, with the shape
 */
export function parseShape(shape: string): readonly (readonly Segment[])[] {
  return expandAlternatives(shape.replaceAll('<uuid>', '<anyhex:8>-<anyhex:4>-<anyhex:4>-<anyhex:4>-<anyhex:12>')).map((text) =>
    parseSegments(text, shape),
  );
}

function expandAlternatives(text: string): string[] {
  const match = /\(([^()]*)\)/.exec(text);
  if (!match) return [text];
  const [group, inside = ''] = match;
  return inside
    .split('|')
    .flatMap((choice) => expandAlternatives(text.slice(0, match.index) + choice + text.slice(match.index + group.length)));
}

function parseSegments(text: string, shape: string): Segment[] {
  const segments: Segment[] = [];
  for (const part of text.match(/<[^>]*>|[^<]+/g) ?? []) {
    if (!part.startsWith('<')) {
      segments.push({ type: 'literal', text: part });
      continue;
    }
    const [, alphabet = '', from, to] = /^<(\w+):(\d+)(\+|-\d+)?>$/.exec(part) ?? [];
    if (!isAlphabet(alphabet)) throw new Error(`The shape ${shape} has the part ${part}, which is not <alphabet:length>.`);
    const min = Number(from);
    const max = to === undefined ? min : to === '+' ? Math.max(LONGEST_RUN, min) : Number(to.slice(1));
    segments.push({ type: 'run', alphabet, min, max });
  }
  return segments;
}

/** The regular expression, as text, that matches these segments. It has no nested and no open repetition. */
export function sourceOf(segments: readonly Segment[]): string {
  return segments
    .map((segment) => {
      if (segment.type === 'literal') return segment.text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
      const { alphabet, min, max } = segment;
      return `[${characterClass(alphabet)}]{${min === max ? min : `${min},${max}`}}`;
    })
    .join('');
}

/** The expression that refuses a match which goes on: the token is then something longer, of another kind. */
export function notContinued(segments: readonly Segment[]): string {
  const last = segments.at(-1);
  if (last?.type !== 'run') return '(?![A-Za-z0-9])';
  return `(?![${characterClass('word')}${last.alphabet === 'base64' ? '+/' : last.alphabet === 'url' || last.alphabet === 'dotted' ? '-' : ''}])`;
}
