import type { Check } from '../checksums.ts';
import type { Confidence } from '../secret.ts';

/** One kind of secret that one provider issues. */
export interface ProviderSecret {
  /** A stable name, the provider first: `github-token`. */
  readonly kind: string;
  /** The kind as the object of a sentence: “a GitHub token”. */
  readonly what: string;
  /** What it looks like, in the notation of `parseShape`; several where the provider has several. */
  readonly shapes: readonly string[];
  /** The provider's checksum or structure. A token that fails it looks made up, and counts as `medium` at best. */
  readonly check?: Check;
  /** How sure a match makes; left out, `high`. */
  readonly confidence?: Confidence;
  /** Without a mark of its own, a value that fails the check is something else. */
  readonly mustPass?: true;
}

/**
 * One kind of secret whose characters alone prove nothing: 32 hexadecimal digits are anything. It counts where the name
 * of the variable, key or option has one of these words in it beside one that says “credential”.
 */
export interface NamedProviderSecret {
  readonly kind: string;
  readonly what: string;
  /** Lower case, without separators: `newrelic` is in `NEW_RELIC_API_KEY`. */
  readonly words: readonly string[];
  readonly shapes: readonly string[];
}
