/**
 * How sure the detector is.
 *
 * - `high`: a checksum or decodable structure is right, or a provider's prefix stands before exactly the characters
 *   that it issues.
 * - `medium`: a value that nobody would type by hand stands where a credential belongs, or a provider's token fails its
 *   checksum.
 * - `low`: what people choose as passwords, default credentials of local services, encrypted private keys.
 */
export type Confidence = 'high' | 'medium' | 'low';

/** One secret in a text. Its value stays in the text; whoever reports it says the kind and the place. */
export interface Secret {
  /** A stable name for the kind, for example `github-token`. */
  readonly kind: string;
  /** The kind in words, as the object of a sentence: “a GitHub token”. */
  readonly what: string;
  readonly confidence: Confidence;
  /** The secret characters themselves, as offsets in UTF-16 units; `end` is behind the last one. */
  readonly start: number;
  readonly end: number;
  /** What the text calls it: the variable, key or option before the value. */
  readonly name?: string;
  /** It was found behind a name without quotes, which in code is an expression and no text. */
  readonly isUnquoted?: boolean;
}

const RANK: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

export function isAtLeast(confidence: Confidence, least: Confidence): boolean {
  return RANK[confidence] >= RANK[least];
}
