import type { Range } from '../changes.ts';
import type { Edit } from '../text/edits.ts';

/**
 * The one safe rewrite of what a rule reports. It is about SQL alone; how a migration tool is told
 * to leave the transaction out, and how it wants new files to be named, its layout knows.
 */
export interface Fix {
  /** What it does, as a sentence: “Builds index `orders_total` CONCURRENTLY.” */
  readonly does: string;
  /** In the text of the up's file. */
  readonly edits: readonly Edit[];
  /** Set when a statement then has to run outside a transaction. */
  readonly outsideTransaction?: Range;
  /** Set when more has to run once this migration has been committed: a migration behind it. */
  readonly next?: {
    /** As a part of a file's name: `validate_orders_total_check`. */
    readonly name: string;
    /** Statements with their semicolons. */
    readonly up: readonly string[];
  };
}
