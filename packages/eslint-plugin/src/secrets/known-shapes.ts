import { charactersOf } from './alphabets.ts';
import { passesCheck } from './checksums.ts';
import { isExampleValue } from './example-values.ts';
import { isMadeUp } from './made-up.ts';
import type { ProviderSecret } from './providers/provider-secret.ts';
import type { Confidence, Secret } from './secret.ts';
import type { Segment } from './shape.ts';
import { notContinued, parseShape, sourceOf } from './shape.ts';

/** One way to write one kind of secret, ready to be looked for. */
export interface KnownShape {
  readonly secret: ProviderSecret;
  /** The fixed characters by which it is found. */
  readonly anchor: string;
  /** What the prefilter is told: the anchor, or for one of two characters each that may follow. */
  readonly anchors: readonly string[];
  /** How many characters stand before the anchor. */
  readonly before: { readonly min: number; readonly max: number };
  /** Where the anchor begins, in the pattern's characters before it; walked back over. */
  readonly isBefore: RegExp | undefined;
  readonly segments: readonly Segment[];
  /** Compiled when it is first met: most files need none of them. */
  pattern?: RegExp;
}

/** @throws Error when a shape has no fixed characters to be found by, with the kind */
export function compileKnownShapes(secrets: readonly ProviderSecret[]): KnownShape[] {
  return secrets.flatMap((secret) => secret.shapes.flatMap((shape) => parseShape(shape).map((segments) => compileShape(secret, segments))));
}

function compileShape(secret: ProviderSecret, segments: readonly Segment[]): KnownShape {
  const index = segments.findIndex((segment, at) => segment.type === 'literal' && (segment.text.length >= 3 || (segment.text.length === 2 && segments[at + 1]?.type === 'run')));
  const literal = segments[index];
  if (literal?.type !== 'literal') throw new Error(`${secret.kind} has a shape without fixed characters.`);
  const next = segments[index + 1];
  const anchors =
    literal.text.length >= 3 || next?.type !== 'run' ? [literal.text] : Array.from(charactersOf(next.alphabet), (character) => literal.text + character);
  const leading = segments.slice(0, index);
  const min = leading.reduce((sum, segment) => sum + (segment.type === 'literal' ? segment.text.length : segment.min), 0);
  const max = leading.reduce((sum, segment) => sum + (segment.type === 'literal' ? segment.text.length : segment.max), 0);
  const [first] = leading;
  if (min !== max && leading.length > 1) throw new Error(`${secret.kind} has more than one stretch of open length before its anchor.`);
  const isBefore = min !== max && first?.type === 'run' ? new RegExp(sourceOf([{ ...first, min: 1, max: 1 }])) : undefined;
  return { secret, anchor: literal.text, anchors, before: { min, max }, isBefore, segments };
}

/**
 * The segments as text of an expression with a group for each run, which refuses what goes on. A last run of open length takes what it can once and
 * for all: what goes on behind it is no token of this kind, and trying every shorter one costs hundreds of steps.
 */
export function patternOf(segments: readonly Segment[]): string {
  let groups = 0;
  const pattern = segments
    .map((segment, index) => {
      const source = sourceOf([segment]);
      if (segment.type === 'literal') return source;
      groups += 1;
      return index === segments.length - 1 && segment.min !== segment.max ? `(?=(${source}))\\${groups}` : `(${source})`;
    })
    .join('');
  return pattern + notContinued(segments);
}

/** @returns the secret of this shape whose anchor stands at an offset, if there is one that is not made up */
export function findKnownSecret(text: string, offset: number, shape: KnownShape): Secret | undefined {
  if (!text.startsWith(shape.anchor, offset)) return undefined;
  const start = offset - lengthBefore(text, offset, shape);
  if (start < 0 || !beginsHere(text, start) || isInEncodedData(text, start)) return undefined;
  const pattern = (shape.pattern ??= new RegExp(patternOf(shape.segments), 'y'));
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [token, ...runs] = match;
  if (isMadeUp(runs.join('')) || isExampleValue(token)) return undefined;
  const { secret } = shape;
  if (secret.mustPass === true && secret.check !== undefined && !passesCheck(secret.check, token)) return undefined;
  return { kind: secret.kind, what: secret.what, confidence: confidenceIn(secret, token), start, end: start + token.length };
}

function lengthBefore(text: string, offset: number, { before, isBefore }: KnownShape): number {
  if (!isBefore) return before.min;
  let length = 0;
  while (length < before.max && isBefore.test(text.charAt(offset - length - 1))) length += 1;
  return length;
}

function confidenceIn({ check, confidence = 'high' }: ProviderSecret, token: string): Confidence {
  if (check === undefined || passesCheck(check, token)) return confidence;
  return confidence === 'high' ? 'medium' : 'low';
}

/** A token does not begin in the middle of a word, but it may stand behind an escape: `\n`, `%3D`, `\u003d`. */
export function beginsHere(text: string, start: number): boolean {
  if (start === 0) return true;
  const before = text.charCodeAt(start - 1);
  if (!isWordCode(before)) return true;
  if (text.charCodeAt(start - 2) === BACKSLASH) return 'nrt'.includes(text.charAt(start - 1));
  return /(?:%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2})$/.test(text.slice(Math.max(0, start - 6), start));
}

/** Pictures and fonts in base64 hold every prefix sooner or later. */
function isInEncodedData(text: string, start: number): boolean {
  const before = text.charAt(start - 1);
  return (before === '/' || before === '+') && /[A-Za-z0-9+/]{60}$/.test(text.slice(Math.max(0, start - 60), start));
}

const BACKSLASH = 92;

function isWordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}
