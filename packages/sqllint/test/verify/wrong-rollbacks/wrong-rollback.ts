import type { ProvenRollback } from '../../../src/verify/result.ts';

/** A mistake as people make it in a down, and the same migration without it. */
export interface WrongRollback {
  readonly what: string;
  /** What is there before the migration. */
  readonly before: string;
  readonly up: string;
  readonly wrong: string;
  /** What has to be done about rows of the new release before `right` can run. */
  readonly rightWithRows?: string;
  readonly right: string;
  /** Where the right down needs an up that keeps what the wrong one loses. */
  readonly rightUp?: string;
  readonly rollback: ProvenRollback;
  /** What shows it: differences of the schema with what mends them, lost values, counters, or the server's error; matchers of vitest are texts as well. */
  readonly shown: readonly unknown[];
}
