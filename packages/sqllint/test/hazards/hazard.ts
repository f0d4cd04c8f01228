import type { HistoryOptions } from '../migrations-of.ts';

/** SQL of one migration, alone, or behind others that have run before it. */
export type Sample = string | (HistoryOptions & { readonly after: readonly string[]; readonly sql: string });

/**
 * A hazard as people write it, and the nearest things that are safe, none of them taken from another
 * tool. Tables that no sample creates are in use and full of rows, as they are in a file that is
 * judged without its history.
 */
export interface Hazard {
  readonly title: string;
  /** The rules that report a hazardous sample without any configuration, one for each thing that can go wrong. */
  readonly rules: readonly string[];
  readonly hazardous: readonly Sample[];
  /** Samples about which nothing at all is said. */
  readonly safe: readonly Sample[];
}
