import { AUTH_CALLS } from './auth-calls.ts';
import { findBasicCredentials, findCurlCredentials, findRegistryCredentials } from './basic-auth.ts';
import { COMMAND_LINES } from './command-lines.ts';
import { isLabelledExample } from './labelled-examples.ts';
import { findEncodedToken, findJsonWebToken } from './json-web-tokens.ts';
import { compileKnownShapes, findKnownSecret } from './known-shapes.ts';
import { findCipherArgument, findCipherKey, findCookieKey, findDerivedKey, findHmacKey, findTokenKey } from './key-arguments.ts';
import { findDockerConfig, findKubernetesSecrets } from './kubernetes-secrets.ts';
import { Prefilter } from './prefilter.ts';
import { BARE_KEY_BEGINNINGS, findArmouredKey, findBareKey, findEncodedKey, findJsonWebKey, findPuttyKey } from './private-keys.ts';
import { KNOWN_SECRETS } from './providers/known-secrets.ts';
import type { Confidence, Secret } from './secret.ts';
import { isAtLeast } from './secret.ts';
import type { SlotMemory } from './slots.ts';
import { findSlotSecret, SLOT_WORDS } from './slots.ts';
import type { Syntax } from './syntax-of.ts';
import { isSaidToBePublic } from './said-to-be-public.ts';
import { lowerColumns } from './tables.ts';
import { findUrlCredential } from './url-credentials.ts';

export interface FindOptions {
  readonly syntax: Syntax;
  /** What is less sure is left out. */
  readonly confidence: Confidence;
  /** Leaves out what rests on a name, for text that nobody wrote by hand. */
  readonly knownOnly?: boolean;
}

/** One look at a place that the prefilter has found. */
type Detector = (scan: Scan, offset: number) => Secret | readonly Secret[] | undefined;

interface Scan extends SlotMemory {
  readonly text: string;
  readonly options: FindOptions;
}

let prefilter: Prefilter<Detector> | undefined;

/**
 * Finds the secrets in a text, whatever language it is written in, in one pass over it.
 *
 * @returns secrets in the order of their places; no two of them overlap
 */
export function findSecrets(text: string, options: FindOptions): Secret[] {
  prefilter ??= makePrefilter();
  const scan: Scan = { text, options, readUntil: 0 };
  const found: Secret[] = [];
  prefilter.scan(text, (detect, offset) => {
    const result = detect(scan, offset);
    if (result) found.push(...[result].flat());
  });
  return lowerColumns(withoutOverlaps(found), text)
    .map((secret) => (isLabelledExample(text, secret.start) || isSaidToBePublic(text, secret.start, secret.end) ? { ...secret, confidence: 'low' as const } : secret))
    .filter(({ confidence }) => isAtLeast(confidence, options.confidence));
}

function makePrefilter(): Prefilter<Detector> {
  return new Prefilter<Detector>([
    ...compileKnownShapes(KNOWN_SECRETS).flatMap((shape) => {
      const entry: Detector = ({ text }, offset) => findKnownSecret(text, offset, shape);
      return shape.anchors.map((anchor) => ({ anchor, entry }));
    }),
    ...STRUCTURES.map(([anchor, find]) => ({ anchor, entry: (({ text }, offset) => find(text, offset)) satisfies Detector, anyCase: ANY_CASE.has(anchor) })),
    ...SLOT_WORDS.map((word) => ({ anchor: word, entry: slotDetector(word), anyCase: true })),
  ]);
}

function slotDetector(word: string): Detector {
  return (scan, offset) => {
    const { text, options } = scan;
    return options.knownOnly !== true && isWordAt(text, offset, word) ? findSlotSecret(text, offset, options.syntax, scan) : undefined;
  };
}

/** Whether these small letters, in any case, stand at an offset. */
function isWordAt(text: string, offset: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    if ((text.charCodeAt(offset + index) | 32) !== word.charCodeAt(index)) return false;
  }
  return true;
}

/** Anchors that people write in capitals as well. */
const ANY_CASE: ReadonlySet<string> = new Set(['basic ', 'BasicAuth(', 'IDENTIFIED BY']);

const STRUCTURES: readonly (readonly [anchor: string, find: (text: string, offset: number) => Secret | readonly Secret[] | undefined])[] = [
  ['---', findArmouredKey],
  ['PuTTY', findPuttyKey],
  ['LS0tLS1CRUdJTi', findEncodedKey],
  ...BARE_KEY_BEGINNINGS.map((beginning) => [beginning, findBareKey] as const),
  ['kty', findJsonWebKey],
  ['eyJ', findJsonWebToken],
  ['ZXlK', findEncodedToken],
  ['://', findUrlCredential],
  ['basic ', findBasicCredentials],
  ['auth', findRegistryCredentials],
  ['curl', findCurlCredentials],
  ['createHmac(', findHmacKey],
  ['createCipher', findCipherKey],
  ['createDecipher', findCipherKey],
  ['jwt.', findTokenKey],
  ['cookieParser(', findCookieKey],
  ['CryptoJS.', findCipherArgument],
  ['pbkdf2', findDerivedKey],
  ['scrypt', findDerivedKey],
  ['kind: Secret', findKubernetesSecrets],
  ['kind: "Secret', findKubernetesSecrets],
  ['eyJhdXRocyI6', findDockerConfig],
  ...AUTH_CALLS,
  ...COMMAND_LINES,
];

/** Of secrets that overlap, the surest counts; of those, the longest. */
function withoutOverlaps(found: readonly Secret[]): Secret[] {
  const kept: Secret[] = [];
  for (const secret of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const previous = kept.at(-1);
    if (!previous || previous.end <= secret.start) kept.push(secret);
    else if (isBetter(secret, previous)) kept[kept.length - 1] = secret;
  }
  return kept;
}

function isBetter(secret: Secret, other: Secret): boolean {
  if (secret.confidence !== other.confidence) return isAtLeast(secret.confidence, other.confidence);
  return !secret.kind.startsWith('generic') && (other.kind.startsWith('generic') || secret.end - secret.start > other.end - other.start);
}
